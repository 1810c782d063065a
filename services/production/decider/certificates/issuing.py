"""When may a certificate come into being?"""

from collections.abc import Sequence

from chassis.decider import Refused
from services.production.commands.certificates import AdoptCertificate, IssueCertificate
from services.production.decider.certificates.states import Certificates, Ended, Live
from services.production.events.certificates import (
    CertificateIssued,
    CertificateRevoked,
    CertificatesEvent,
    EarlierCertificateAdopted,
    SealMade,
)


def adopt(command: AdoptCertificate, state: Certificates) -> Sequence[CertificatesEvent]:
    """A certificate from before this system becomes known once."""
    if state.find(command.serial):
        return []
    return [
        EarlierCertificateAdopted(
            login_name=command.login_name,
            serial=command.serial,
            account_id=command.account_id,
            case_id=command.case_id,
            expires_at=command.expires_at,
            adopted_at=command.at,
        )
    ]


def issue(command: IssueCertificate, state: Certificates) -> Sequence[CertificatesEvent]:
    """At most one unrevoked certificate per case; a reissue revokes the earlier one first, in this same decision."""
    if state.find(command.certificate.serial):
        return []
    if any(one.case_id == command.case_id for one in state.live()):
        raise Refused(
            "case_has_certificate", zh="该申请已有未注销的证书", en="the application has a certificate that is not revoked"
        )
    return [*make_way(command, state), issued(command), sealed(command)]


def make_way(command: IssueCertificate, state: Certificates) -> Sequence[CertificatesEvent]:
    """What must happen to older certificates before this one exists (docs/domain.md §2, table of case kinds)."""
    match command.kind:
        case "reissue":
            return replaced(command, state)
        case "first" | "additional":
            return unless_in_use(command, state, besides=None)
        case "renewal" | "change":
            return []


def replaced(command: IssueCertificate, state: Certificates) -> Sequence[CertificatesEvent]:
    """The lost or damaged key's certificate is revoked; it must be known, because its suspension came before."""
    earlier = state.find(command.earlier_key)
    unless_in_use(command, state, besides=command.earlier_key)
    match earlier:
        case Live():
            return [
                CertificateRevoked(
                    case_id=command.case_id,
                    login_name=command.login_name,
                    serial=earlier.serial,
                    reason="reissue",
                    revoked_at=command.at,
                )
            ]
        case Ended():
            return []
        case None:
            raise Refused(
                "earlier_certificate_unknown",
                zh="尚未得知原电子钥匙的证书",
                en="the certificate of the earlier key is not known yet",
            )


def unless_in_use(command: IssueCertificate, state: Certificates, *, besides: str | None) -> Sequence[CertificatesEvent]:
    """A login name belongs to one key and its successors."""
    if any(one.serial != besides for one in state.live()):
        raise Refused("login_name_in_use", zh="该登录名已有有效证书", en="the login name has a certificate that is not revoked")
    return []


def issued(command: IssueCertificate) -> CertificateIssued:
    return CertificateIssued(
        case_id=command.case_id,
        application_number=command.application_number,
        account_id=command.account_id,
        attempt=command.attempt,
        kind=command.kind,
        login_name=command.login_name,
        certificate=command.certificate,
        issued_at=command.at,
    )


def sealed(command: IssueCertificate) -> SealMade:
    return SealMade(case_id=command.case_id, login_name=command.login_name, seal=command.seal, made_at=command.at)
