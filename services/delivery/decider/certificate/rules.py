"""Which wish about a certificate or its binding is granted in which state? Every pair, written out."""

from collections.abc import Sequence

from services.delivery.commands.certificate import (
    AnswerChallenge,
    CertificateCommand,
    OpenChallenge,
    RecordActivation,
    RecordCertificate,
    RecordExpiry,
    RecordLift,
    RecordRevocation,
    RecordSuspension,
    Unbind,
)
from services.delivery.decider.certificate import binding, standing
from services.delivery.decider.certificate.states import Bound, Ended, State, Unbound, Unrecorded
from services.delivery.events.certificate import CertificateEvent


def decide(command: CertificateCommand, state: State) -> Sequence[CertificateEvent]:
    match command, state:
        case RecordCertificate(), Unrecorded():
            return [standing.record(command)]
        case RecordCertificate(), Unbound() | Bound() | Ended():
            return []
        case RecordActivation(), Unrecorded() | Unbound() | Bound():
            return standing.activate(command, state.standing)
        case RecordSuspension(), Unrecorded() | Unbound() | Bound():
            return standing.suspend(command, state.standing)
        case RecordLift(), Unrecorded() | Unbound() | Bound():
            return standing.lift(command, state.standing)
        case RecordRevocation(), Unrecorded() | Unbound():
            return [standing.revoke(command)]
        case RecordRevocation(), Bound():
            return [standing.revoke(command), binding.end(state, reason=command.reason, at=command.at)]
        case RecordExpiry(), Unrecorded():
            return []
        case RecordExpiry(), Unbound() | Bound():
            return binding.expire(command, state)
        case RecordActivation() | RecordSuspension() | RecordLift() | RecordRevocation() | RecordExpiry(), Ended():
            return []
        case OpenChallenge() | AnswerChallenge(), Unrecorded() | Ended():
            raise binding.certificate_not_active()
        case OpenChallenge(), Unbound() | Bound():
            return binding.challenge(command, state)
        case AnswerChallenge(), Unbound() | Bound():
            return binding.answer(command, state)
        case Unbind(), Unrecorded() | Unbound() | Ended():
            return []
        case Unbind(), Bound():
            return [binding.unbind(command, state)]
