"""How does a certificate end? Revoked, or expired wherever its key is (docs/states.md §7, 34)."""

from collections.abc import Sequence

from chassis.decider import Refused
from services.production.commands.certificates import ExpireCertificate, RevokeCertificate
from services.production.decider.certificates.states import Certificates, Ended, Live
from services.production.decider.certificates.using import unknown
from services.production.events.certificates import CertificateExpired, CertificateRevoked, CertificatesEvent


def revoke(command: RevokeCertificate, state: Certificates) -> Sequence[CertificatesEvent]:
    """Any live certificate, whatever suspends it."""
    match state.find(command.serial):
        case Live():
            return [
                CertificateRevoked(
                    case_id=command.case_id,
                    login_name=command.login_name,
                    serial=command.serial,
                    reason=command.reason,
                    revoked_at=command.at,
                )
            ]
        case Ended():
            return []
        case None:
            raise unknown()


def expire(command: ExpireCertificate, state: Certificates) -> Sequence[CertificatesEvent]:
    """Not before its validity is over."""
    match state.find(command.serial):
        case Live(not_after=not_after, case_id=case_id):
            if not_after is None or command.at < not_after:
                raise Refused("still_valid", zh="证书尚在有效期内", en="the certificate is still valid")
            return [
                CertificateExpired(login_name=command.login_name, serial=command.serial, expired_at=command.at, case_id=case_id)
            ]
        case Ended():
            return []
        case None:
            raise unknown()
