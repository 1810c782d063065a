"""To whom does a login name belong (`docs/domain.md §4`)?"""

from collections.abc import Sequence
from typing import TypeAlias
from uuid import UUID

from chassis.decider import Decider, Refused
from chassis.messages import value
from services.application.commands.names import HoldName, IssueName, NameCommand, ReleaseName
from services.application.events.names import Destination, NameEvent, NameHeld, NameIssued, NameReleased


@value
class Free:
    """Nobody has had it."""


@value
class Held:
    """A case holds it."""

    held: NameHeld


@value
class Kept:
    """It was given back: only the same enterprise may have it again."""

    account_id: UUID


@value
class Issued:
    """A key carries it: only a key that replaces that one may have it."""

    account_id: UUID
    case_id: UUID


@value
class Spent:
    """An assigned name of a dead case: never given again."""


State: TypeAlias = Free | Held | Kept | Issued | Spent


def decide(command: NameCommand, state: State) -> Sequence[NameEvent]:
    """The table of one name."""
    match command, state:
        case HoldName(), Free():
            return [hold(command)]
        case HoldName(), Held():
            return hold_again(command, state)
        case HoldName(), Kept():
            return [hold_kept(command, state)]
        case HoldName(), Issued():
            return [hold_issued(command, state)]
        case HoldName(), Spent():
            raise _taken()
        case ReleaseName(), Held():
            return release(command, state)
        case ReleaseName(), Free() | Kept() | Issued() | Spent():
            return []
        case IssueName(), Held():
            return [issue(command, state)]
        case IssueName(), Issued():
            return issue_again(command, state)
        case IssueName(), Free() | Kept() | Spent():
            raise _not_held()


def hold(command: HoldName) -> NameHeld:
    """The case holds the name from entry."""
    return NameHeld(
        name=command.name, case_id=command.case_id, account_id=command.account_id, rule=command.rule, held_at=command.at
    )


def hold_again(command: HoldName, state: Held) -> Sequence[NameEvent]:
    """Its own case holds it already; for another case it is taken."""
    if state.held.case_id != command.case_id:
        raise _taken()
    return []


def hold_kept(command: HoldName, state: Kept) -> NameHeld:
    """The same enterprise may adopt or retain its old name again."""
    if command.account_id != state.account_id or command.rule == "assigned":
        raise _taken()
    return hold(command)


def hold_issued(command: HoldName, state: Issued) -> NameHeld:
    """Only a key that replaces the one with this name."""
    if command.account_id != state.account_id or command.rule != "retained":
        raise _taken()
    return hold(command)


def release(command: ReleaseName, state: Held) -> Sequence[NameEvent]:
    """A name that another case holds is not this case's to give back."""
    held = state.held
    if held.case_id != command.case_id:
        return []
    match held.rule:
        case "adopted":
            return [_released(command, held, "enterprise")]
        case "assigned":
            return [_released(command, held, "nobody")]
        case "retained":
            return [_released(command, held, "key")]


def _released(command: ReleaseName, held: NameHeld, to: Destination) -> NameReleased:
    return NameReleased(name=held.name, case_id=held.case_id, account_id=held.account_id, to=to, released_at=command.at)


def issue(command: IssueName, state: Held) -> NameIssued:
    """The key of the case that holds it carries it."""
    if state.held.case_id != command.case_id:
        raise _taken()
    return NameIssued(name=state.held.name, case_id=command.case_id, account_id=state.held.account_id, issued_at=command.at)


def issue_again(command: IssueName, state: Issued) -> Sequence[NameEvent]:
    """A second attempt of the same case keeps the name."""
    if state.case_id != command.case_id:
        raise _taken()
    return []


def _taken() -> Refused:
    return Refused("login_name_taken", zh="该登录名已被使用", en="that login name is taken")


def _not_held() -> Refused:
    return Refused("login_name_not_held", zh="没有申请持有该登录名", en="no application holds that login name")


def evolve(state: State, event: NameEvent) -> State:
    """The next state of the name."""
    match event:
        case NameHeld():
            return Held(held=event)
        case NameReleased():
            return _after_release(event)
        case NameIssued():
            return Issued(account_id=event.account_id, case_id=event.case_id)


def _after_release(event: NameReleased) -> State:
    match event.to:
        case "enterprise":
            return Kept(account_id=event.account_id)
        case "nobody":
            return Spent()
        case "key":
            return Issued(account_id=event.account_id, case_id=event.case_id)


name: Decider[NameCommand, State, NameEvent] = Decider(decide=decide, evolve=evolve, initial=Free())
