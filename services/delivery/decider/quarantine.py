"""What may become of a key that a body keeps apart? Two persons send it on or destroy it (`docs/states.md §3`, §7 #10)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias
from uuid import UUID

from chassis.decider import Decider, Refused
from chassis.messages import value
from services.delivery.commands.quarantine import (
    AdmitKey,
    ConfirmDisposal,
    ProposeDisposal,
    QuarantineCommand,
    QuarantineKey,
)
from services.delivery.events.quarantine import (
    DisposalProposed,
    KeyDestroyed,
    KeyQuarantined,
    KeyRerouted,
    QuarantineEvent,
)
from services.delivery.values import Disposal


@value
class Free:
    """Not kept apart."""


@value
class Quarantined:
    """Kept apart by the body; `proposed_by` wants `disposal`."""

    body: str
    written_off: bool
    disposal: Disposal | None = None
    proposed_by: UUID | None = None


@value
class Destroyed:
    """Gone for good."""


State: TypeAlias = Free | Quarantined | Destroyed


def decide(command: QuarantineCommand, state: State) -> Sequence[QuarantineEvent]:
    match command, state:
        case QuarantineKey(), Free():
            return [quarantine(command)]
        case QuarantineKey(), Quarantined():
            return quarantine_again(command, state)
        case QuarantineKey(), Destroyed():
            return []
        case AdmitKey(), Free():
            return []
        case AdmitKey(), Quarantined() | Destroyed():
            raise Refused("quarantined", zh="该钥匙已被隔离或销毁", en="this key is kept apart, or was destroyed")
        case ProposeDisposal(), Quarantined():
            return propose(command, state)
        case ConfirmDisposal(), Quarantined():
            return confirm(command, state)
        case ProposeDisposal() | ConfirmDisposal(), Destroyed():
            return []
        case ProposeDisposal() | ConfirmDisposal(), Free():
            raise Refused("not_quarantined", zh="该钥匙未被隔离", en="this key is not kept apart")


def quarantine(command: QuarantineKey) -> KeyQuarantined:
    return KeyQuarantined(
        token_serial=command.token_serial,
        body=command.body,
        written_off=command.written_off,
        quarantined_at=command.at,
    )


def quarantine_again(command: QuarantineKey, state: Quarantined) -> Sequence[KeyQuarantined]:
    """Found by another body meanwhile, or written off since: a fact of its own; a mere repeat is none."""
    if command.body == state.body and command.written_off <= state.written_off:
        return []
    return [quarantine(replace(command, written_off=command.written_off or state.written_off))]


def propose(command: ProposeDisposal, state: Quarantined) -> Sequence[DisposalProposed]:
    """A key whose loss was confirmed has a successor: it can only be destroyed."""
    own(command.body, state)
    if state.written_off and command.disposal.action == "reroute":
        raise Refused(
            "written_off", zh="该钥匙已确认丢失，只能销毁", en="the loss of this key was confirmed: it can only be destroyed"
        )
    if (state.disposal, state.proposed_by) == (command.disposal, command.person_id):
        return []
    return [
        DisposalProposed(
            token_serial=command.token_serial,
            body=command.body,
            disposal=command.disposal,
            proposed_by=command.person_id,
            proposed_at=command.at,
        )
    ]


def confirm(command: ConfirmDisposal, state: Quarantined) -> Sequence[QuarantineEvent]:
    own(command.body, state)
    if state.disposal is None or state.proposed_by is None:
        raise Refused("disposal_not_proposed", zh="尚未有人提出处置", en="nobody has proposed what is to become of it")
    if state.proposed_by == command.person_id:
        raise Refused("second_person_needed", zh="处置须由另一人确认", en="another person must confirm it")
    match state.disposal.action:
        case "reroute":
            return [rerouted(command, state.disposal, state.proposed_by)]
        case "destroy":
            return [destroyed(command, state.proposed_by)]


def rerouted(command: ConfirmDisposal, disposal: Disposal, proposed_by: UUID) -> KeyRerouted:
    return KeyRerouted(
        token_serial=command.token_serial,
        former_body=command.body,
        body=disposal.body,
        waybill=disposal.waybill,
        proposed_by=proposed_by,
        confirmed_by=command.person_id,
        rerouted_at=command.at,
    )


def destroyed(command: ConfirmDisposal, proposed_by: UUID) -> KeyDestroyed:
    return KeyDestroyed(
        token_serial=command.token_serial,
        body=command.body,
        proposed_by=proposed_by,
        confirmed_by=command.person_id,
        destroyed_at=command.at,
    )


def own(body: str, state: Quarantined) -> None:
    """Raises Refused where another body keeps the key."""
    if body != state.body:
        raise Refused("another_body", zh="该钥匙由另一机构保管", en="another body keeps this key")


def evolve(state: State, event: QuarantineEvent) -> State:
    match event, state:
        case KeyQuarantined(), Free() | Quarantined():
            return Quarantined(body=event.body, written_off=event.written_off)
        case DisposalProposed(), Quarantined():
            return replace(state, disposal=event.disposal, proposed_by=event.proposed_by)
        case KeyRerouted(), Free() | Quarantined():
            return Free()
        case KeyDestroyed(), Free() | Quarantined():
            return Destroyed()
        case DisposalProposed(), Free() | Destroyed():
            return state
        case KeyQuarantined() | KeyRerouted() | KeyDestroyed(), Destroyed():
            return state


quarantine_of_key: Decider[QuarantineCommand, State, QuarantineEvent] = Decider(decide=decide, evolve=evolve, initial=Free())
