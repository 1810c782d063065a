"""What becomes of a case when its key is spoiled, lost, revoked or expired?"""

from collections.abc import Sequence
from datetime import datetime

from services.application.commands.case import EndCertificate, KeyTroubleCommand, LoseKey, SpoilAttempt
from services.application.decider.case.states import (
    AtDesk,
    Completed,
    Confirmed,
    Correcting,
    Draft,
    Ended,
    NotOpened,
    Produced,
    State,
    Uploading,
    Withdrawing,
    unfit,
)
from services.application.events.case import CaseEvent, CertificateEnded, KeyIssued, KeyVoided
from services.application.values.codes import KeyFate


def decide(command: KeyTroubleCommand, state: State) -> Sequence[CaseEvent]:
    """The table of a key's troubles. Before receipt the case goes on with its next attempt; afterwards the key's end frees its slot."""
    match command, state:
        case SpoilAttempt(), Produced() | Withdrawing():
            return spoil(command, state)
        case SpoilAttempt(), AtDesk() | Completed() | Ended():
            return []
        case LoseKey(), Produced() | Withdrawing():
            return lose(command, state)
        case LoseKey(), AtDesk():
            return lost_before(command, state)
        case LoseKey(), Completed() | Ended():
            return []
        case EndCertificate(), Produced() | Withdrawing() | Completed():
            return end_certificate(command, state)
        case EndCertificate(), AtDesk() | Ended():
            return []
        case SpoilAttempt() | LoseKey() | EndCertificate(), NotOpened() | Draft() | Confirmed() | Uploading() | Correcting():
            raise unfit(state)


def spoil(command: SpoilAttempt, state: Produced | Withdrawing) -> Sequence[CaseEvent]:
    """Before its certificate was issued nothing of ours is touched (`docs/states.md §7` 9)."""
    issued = state.issued
    if issued is None or issued.attempt != command.attempt:
        return []
    return [voided(issued, "spoiled", command.at)]


def lose(command: LoseKey, state: Produced | Withdrawing) -> Sequence[CaseEvent]:
    """The key of an earlier attempt was replaced already; one that we have not heard of is waited for (`docs/states.md §7` 10, 12)."""
    issued = state.issued
    if issued is not None and issued.certificate_serial == command.certificate_serial:
        return [voided(issued, "lost", command.at)]
    if issued is None and command.certificate_serial not in state.dossier.voided:
        raise unfit(state)
    return []


def lost_before(command: LoseKey, state: AtDesk) -> Sequence[CaseEvent]:
    """A repeat is nothing; a key whose issue is still under way to us is waited for."""
    if command.certificate_serial not in state.dossier.voided:
        raise unfit(state)
    return []


def voided(issued: KeyIssued, cause: KeyFate, at: datetime) -> KeyVoided:
    """Slot and name wait for the next attempt."""
    return KeyVoided(
        case_id=issued.case_id,
        account_id=issued.account_id,
        certificate_serial=issued.certificate_serial,
        login_name=issued.login_name,
        cause=cause,
        voided_at=at,
    )


def end_certificate(command: EndCertificate, state: Produced | Withdrawing | Completed) -> Sequence[CaseEvent]:
    """A key in the enterprise's hands is at its end; one that is not is noted, production makes the next or nothing."""
    issued = state.issued
    if issued is None or issued.certificate_serial != command.certificate_serial:
        return []
    if any(before.certificate_serial == command.certificate_serial for before in state.dossier.ended):
        return []
    return [
        CertificateEnded(
            case_id=issued.case_id,
            account_id=issued.account_id,
            certificate_serial=issued.certificate_serial,
            login_name=issued.login_name,
            how=command.how,
            received=isinstance(state, Completed),
            ended_at=command.at,
        )
    ]
