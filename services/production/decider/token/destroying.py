"""Who may destroy a token? Two different persons, once it is spoiled or came back (docs/states.md §3)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from chassis.decider import Refused
from services.production.commands.token import ConfirmDestruction, ProposeDestruction, RecordDestruction
from services.production.decider.token.states import (
    AtIssuingBody,
    Blank,
    Destroyed,
    Held,
    InTransit,
    Lost,
    Packed,
    Personalised,
    Quarantined,
    Reserved,
    Returned,
    Spoiled,
    State,
    Unknown,
    place,
)
from services.production.events.token import DestructionProposed, TokenDestroyed, TokenEvent


def propose(command: ProposeDestruction, state: State) -> Sequence[TokenEvent]:
    """The first person; whoever came first stays the first."""
    match state:
        case Spoiled(proposed_by=None) | Returned(proposed_by=None):
            return [DestructionProposed(token_serial=command.token_serial, proposed_by=command.person_id, proposed_at=command.at)]
        case Spoiled() | Returned() | Destroyed():
            return []
        case Unknown() | Blank() | Reserved() | Personalised() | Packed() | InTransit() | AtIssuingBody() | Held():
            raise not_scrap()
        case Lost() | Quarantined():
            raise not_scrap()


def confirm(command: ConfirmDestruction, state: State) -> Sequence[TokenEvent]:
    """The second person."""
    match state:
        case Spoiled(proposed_by=None) | Returned(proposed_by=None):
            raise Refused("destruction_not_proposed", zh="尚未有人提出销毁", en="nobody has proposed the destruction")
        case Spoiled(proposed_by=first) | Returned(proposed_by=first) if first == command.person_id:
            raise Refused("second_person_needed", zh="销毁须由另一人确认", en="another person must confirm the destruction")
        case Spoiled(proposed_by=first) | Returned(proposed_by=first):
            return [destroyed(command.token_serial, state, first, command.person_id, command.at)]
        case Destroyed():
            return []
        case Unknown() | Blank() | Reserved() | Personalised() | Packed() | InTransit() | AtIssuingBody() | Held():
            raise not_scrap()
        case Lost() | Quarantined():
            raise not_scrap()


def record(command: RecordDestruction, state: State) -> Sequence[TokenEvent]:
    """A body destroyed what it kept apart; its own record names the two persons."""
    match state:
        case Quarantined():
            return [destroyed(command.token_serial, state, None, None, command.at)]
        case Unknown() | Blank() | Reserved() | Returned() | Spoiled() | Destroyed():
            return []
        case Personalised() | Packed() | InTransit() | AtIssuingBody() | Held() | Lost():
            raise Refused("token_not_quarantined", zh="钥匙介质未被隔离", en="the token is not kept apart")


def destroyed(
    serial: str, state: Spoiled | Returned | Quarantined, first: UUID | None, second: UUID | None, at: datetime
) -> TokenDestroyed:
    return TokenDestroyed(token_serial=serial, former=place(state), proposed_by=first, confirmed_by=second, destroyed_at=at)


def not_scrap() -> Refused:
    return Refused(
        "token_not_scrap",
        zh="只有报废或退回的钥匙介质可以销毁",
        en="only a spoiled or returned token may be destroyed",
    )
