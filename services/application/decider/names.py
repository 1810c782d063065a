"""To whom does a login name belong (`docs/domain.md §4`)?"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, TypeAlias
from uuid import UUID

from chassis.decider import Decider, Refused
from chassis.messages import value
from services.application.commands.names import EndName, HoldName, IssueName, NameCommand, ReclaimName, ReleaseName
from services.application.events.names import Destination, NameEnded, NameEvent, NameHeld, NameIssued, NameReleased
from services.application.values.codes import LoginNameRule


@value
class Free:
    """Nobody has had it."""


@value
class Held:
    """A case holds it. `origin` is the rule by which the enterprise first came to it; `keyed` while the key to be replaced is alive, which `maker` made."""

    held: NameHeld
    origin: LoginNameRule
    keyed: bool = False
    maker: UUID | None = None


@value
class Kept:
    """It was given back: only the same enterprise may have it again."""

    account_id: UUID


@value
class Issued:
    """A key carries it: only a key that replaces that one may have it. `case_id` made the key, none one from before this system."""

    account_id: UUID
    case_id: UUID | None
    rule: LoginNameRule
    origin: LoginNameRule


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
        case ReclaimName(), Issued():
            return reclaim(command, state)
        case ReclaimName(), Free() | Held() | Kept() | Spent():
            return []
        case EndName(), Issued():
            return end(command, state.case_id, state)
        case EndName(), Held():
            return end(command, state.maker, state) if state.keyed else []
        case EndName(), Free() | Kept() | Spent():
            return []


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
    """A name that another case holds is not this case's to give back; the name of a living key goes back to that key."""
    held = state.held
    if held.case_id != command.case_id:
        return []
    return [_released(command, held, "key" if state.keyed else _free_to(state.origin))]


def _free_to(origin: LoginNameRule) -> Literal["enterprise", "nobody"]:
    """An adopted or old name is free for its enterprise only, an assigned one for nobody."""
    match origin:
        case "adopted" | "retained":
            return "enterprise"
        case "assigned":
            return "nobody"


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


def reclaim(command: ReclaimName, state: Issued) -> Sequence[NameEvent]:
    """The case holds it again, by the rule of before, for its next attempt."""
    if state.case_id != command.case_id:
        return []
    return [
        NameHeld(name=command.name, case_id=command.case_id, account_id=state.account_id, rule=state.rule, held_at=command.at)
    ]


def end(command: EndName, maker: UUID | None, state: Issued | Held) -> Sequence[NameEvent]:
    """The key is gone for good; a name that has passed to another key is not touched."""
    if maker != command.case_id:
        return []
    account_id = state.account_id if isinstance(state, Issued) else state.held.account_id
    return [NameEnded(name=command.name, account_id=account_id, to=_free_to(state.origin), ended_at=command.at)]


def _taken() -> Refused:
    return Refused("login_name_taken", zh="该登录名已被使用", en="that login name is taken")


def _not_held() -> Refused:
    return Refused("login_name_not_held", zh="没有申请持有该登录名", en="no application holds that login name")


def evolve(state: State, event: NameEvent) -> State:
    """The next state of the name."""
    match event:
        case NameHeld():
            return _held(state, event)
        case NameReleased():
            return _after_release(state, event)
        case NameIssued():
            held = state if isinstance(state, Held) else None
            rule: LoginNameRule = held.held.rule if held else "retained"
            return Issued(account_id=event.account_id, case_id=event.case_id, rule=rule, origin=held.origin if held else rule)
        case NameEnded():
            if isinstance(state, Held):
                return replace(state, keyed=False, maker=None)
            return Kept(account_id=event.account_id) if event.to == "enterprise" else Spent()


def _held(state: State, event: NameHeld) -> Held:
    if not isinstance(state, Issued):
        return Held(held=event, origin=event.rule, keyed=event.rule == "retained")
    if state.case_id == event.case_id:
        return Held(held=event, origin=state.origin)
    return Held(held=event, origin=state.origin, keyed=True, maker=state.case_id)


def _after_release(state: State, event: NameReleased) -> State:
    match event.to:
        case "enterprise":
            return Kept(account_id=event.account_id)
        case "nobody":
            return Spent()
        case "key":
            held = state if isinstance(state, Held) else None
            origin: LoginNameRule = held.origin if held else "retained"
            return Issued(account_id=event.account_id, case_id=held.maker if held else None, rule=origin, origin=origin)


name: Decider[NameCommand, State, NameEvent] = Decider(decide=decide, evolve=evolve, initial=Free())
