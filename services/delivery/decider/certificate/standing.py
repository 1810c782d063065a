"""How does a certificate's standing follow what was heard of it, in whatever order that came?"""

from collections.abc import Sequence

from services.delivery.commands.certificate import (
    RecordActivation,
    RecordCertificate,
    RecordLift,
    RecordRevocation,
    RecordSuspension,
)
from services.delivery.decider.certificate.states import Standing
from services.delivery.events.certificate import (
    ActivationRecorded,
    CertificateRecorded,
    LiftRecorded,
    RevocationRecorded,
    SuspensionRecorded,
)


def record(command: RecordCertificate) -> CertificateRecorded:
    return CertificateRecorded(
        case=command.case,
        account_id=command.account_id,
        certificate_serial=command.certificate_serial,
        certificate_pem=command.certificate_pem,
        not_after=command.not_after,
        recorded_at=command.at,
    )


def activate(command: RecordActivation, known: Standing) -> Sequence[ActivationRecorded]:
    if known.activated:
        return []
    return [ActivationRecorded(certificate_serial=command.certificate_serial, activated_at=command.at)]


def suspend(command: RecordSuspension, known: Standing) -> Sequence[SuspensionRecorded]:
    newest = known.on(command.reason)
    if newest and (newest.holds or command.at <= newest.as_of):
        return []
    return [SuspensionRecorded(certificate_serial=command.certificate_serial, reason=command.reason, suspended_at=command.at)]


def lift(command: RecordLift, known: Standing) -> Sequence[LiftRecorded]:
    """A lift heard before its suspension is kept, so that the older suspension has no effect when it comes."""
    newest = known.on(command.reason)
    if newest and (command.at < newest.as_of or (command.at == newest.as_of and not newest.holds)):
        return []
    return [LiftRecorded(certificate_serial=command.certificate_serial, reason=command.reason, lifted_at=command.at)]


def revoke(command: RecordRevocation) -> RevocationRecorded:
    return RevocationRecorded(certificate_serial=command.certificate_serial, reason=command.reason, revoked_at=command.at)
