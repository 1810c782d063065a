"""Which accounts may apply, and what have they open?"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias
from uuid import UUID

from chassis.decider import Decider, Refused
from chassis.messages import value
from services.application.commands.account import AccountCommand, CloseCase, NoteCase, RecogniseAccount, ReleaseAccount
from services.application.events.account import AccountEvent, AccountRecognised, AccountReleased, CaseClosed, CaseNoted


@value
class Unknown:
    """Registration has not said that it is active."""


@value
class Active:
    """Its enterprise may apply; `open_cases` are those it has begun and not ended."""

    account: AccountRecognised
    open_cases: tuple[UUID, ...] = ()


@value
class Released:
    """It was proven foreign."""


State: TypeAlias = Unknown | Active | Released


def decide(command: AccountCommand, state: State) -> Sequence[AccountEvent]:
    """The table of one account."""
    match command, state:
        case RecogniseAccount(), Unknown():
            return [recognise(command)]
        case RecogniseAccount(), Active() | Released():
            return []
        case NoteCase(), Active():
            return note(command, state)
        case NoteCase(), Unknown() | Released():
            raise Refused("account_not_active", zh="账户未激活或已关闭", en="the account is not active, or closed")
        case CloseCase(), Active():
            return close(command, state)
        case CloseCase(), Unknown() | Released():
            return []
        case ReleaseAccount(), Active():
            return [AccountReleased(account_id=command.account_id, open_cases=state.open_cases, released_at=command.at)]
        case ReleaseAccount(), Unknown():
            return [AccountReleased(account_id=command.account_id, open_cases=(), released_at=command.at)]
        case ReleaseAccount(), Released():
            return []


def recognise(command: RecogniseAccount) -> AccountRecognised:
    """Its enterprise may apply from now on."""
    return AccountRecognised(
        account_id=command.account_id,
        credit_code=command.credit_code,
        enterprise_name=command.enterprise_name,
        recognised_at=command.at,
    )


def note(command: NoteCase, state: Active) -> Sequence[AccountEvent]:
    """Once for each case."""
    if command.case_id in state.open_cases:
        return []
    return [CaseNoted(account_id=command.account_id, case_id=command.case_id, noted_at=command.at)]


def close(command: CloseCase, state: Active) -> Sequence[AccountEvent]:
    """Once for each case that is open."""
    if command.case_id not in state.open_cases:
        return []
    return [CaseClosed(account_id=command.account_id, case_id=command.case_id, closed_at=command.at)]


def evolve(state: State, event: AccountEvent) -> State:
    """Active once recognised, until released."""
    match event:
        case AccountRecognised():
            return Active(account=event)
        case CaseNoted():
            return replace(state, open_cases=(*state.open_cases, event.case_id)) if isinstance(state, Active) else state
        case CaseClosed():
            return _without(event.case_id, state)
        case AccountReleased():
            return Released()


def _without(case_id: UUID, state: State) -> State:
    if not isinstance(state, Active):
        return state
    return replace(state, open_cases=tuple(other for other in state.open_cases if other != case_id))


account: Decider[AccountCommand, State, AccountEvent] = Decider(decide=decide, evolve=evolve, initial=Unknown())
