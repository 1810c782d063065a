"""When may a certificate be used? Active by the enterprise's receipt, and suspended for as long as a reason stands."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from chassis.decider import Refused
from services.production.commands.certificates import ActivateCertificate, LiftSuspension, SuspendCertificate
from services.production.decider.certificates.states import Active, Certificates, Ended, Inactive, Live
from services.production.events.certificates import (
    ActivationDeferred,
    CertificateActivated,
    CertificateRevoked,
    CertificatesEvent,
    CertificateSuspended,
    SuspensionLifted,
)
from services.production.values import SuspensionReason


def suspend(command: SuspendCertificate, state: Certificates) -> Sequence[CertificatesEvent]:
    """One more reason; an ended certificate needs none."""
    match state.find(command.serial):
        case Live(reasons=reasons) if command.reason not in reasons:
            return [
                CertificateSuspended(
                    case_id=command.case_id,
                    login_name=command.login_name,
                    serial=command.serial,
                    reason=command.reason,
                    suspended_at=command.at,
                )
            ]
        case Live() | Ended():
            return []
        case None:
            raise unknown()


def lift(command: LiftSuspension, state: Certificates) -> Sequence[CertificatesEvent]:
    """One reason less; the last one gone restores what was beneath, or activates what was received meanwhile."""
    match state.find(command.serial):
        case Live(reasons=reasons) as one if command.reason in reasons:
            return released(one, command.reason, state, login_name=command.login_name, case_id=command.case_id, at=command.at)
        case Live() | Ended():
            return []
        case None:
            raise unknown()


def released(
    one: Live, reason: SuspensionReason, state: Certificates, *, login_name: str, case_id: UUID, at: datetime
) -> Sequence[CertificatesEvent]:
    """This reason falls away, and with the last one what was received meanwhile becomes active."""
    rest = one.reasons - {reason}
    lifted = SuspensionLifted(
        case_id=case_id, login_name=login_name, serial=one.serial, reason=reason, suspended=bool(rest), lifted_at=at
    )
    overdue = not rest and one.beneath == Inactive(received=True)
    return [lifted, *(activation(one, state, login_name, at) if overdue else ())]


def activate(command: ActivateCertificate, state: Certificates) -> Sequence[CertificatesEvent]:
    """Receipt activates; while suspended it stays inactive beneath."""
    match state.find(command.serial):
        case Live(beneath=Active()) | Live(beneath=Inactive(received=True)):
            return []
        case Live(beneath=Inactive(), reasons=reasons) if reasons:
            return [
                ActivationDeferred(
                    case_id=command.case_id, login_name=command.login_name, serial=command.serial, deferred_at=command.at
                )
            ]
        case Live() as one:
            return activation(one, state, command.login_name, command.at)
        case Ended():
            raise Refused("certificate_ended", zh="证书已注销或过期", en="the certificate is revoked or expired")
        case None:
            raise unknown()


def activation(one: Live, state: Certificates, login_name: str, at: datetime) -> Sequence[CertificatesEvent]:
    """Active, after every older one has ended: `renewal` and `change` end it here, in the same append (docs/states.md §3)."""
    case_id = one.case_id or UUID(int=0)
    older = [other for other in state.live() if other.serial != one.serial]
    if older and one.kind not in {"renewal", "change"}:
        raise Refused("older_certificate_live", zh="原证书尚未注销", en="an older certificate is not revoked yet")
    ended = [
        CertificateRevoked(case_id=case_id, login_name=login_name, serial=other.serial, reason=one.kind, revoked_at=at)
        for other in older
    ]
    active = CertificateActivated(
        case_id=case_id, account_id=one.account_id, login_name=login_name, serial=one.serial, activated_at=at
    )
    return [*ended, active]


def unknown() -> Refused:
    return Refused("certificate_unknown", zh="没有该证书", en="there is no such certificate")
