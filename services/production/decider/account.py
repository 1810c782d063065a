"""What becomes of the orders of an account that was proven foreign? They stop before issue (docs/states.md §7, 21)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.decider import Decider
from chassis.messages import value
from services.production.commands.account import AccountCommand, NoteOrder, ReleaseAccount
from services.production.events.account import AccountEvent, AccountReleased, OrderNoted, OrderVoided


@value
class Trusted:
    """Its orders so far: case and application number, oldest first."""

    orders: tuple[tuple[UUID, str], ...] = ()


@value
class Released:
    """Proven foreign; `voided` are the cases that were told so."""

    voided: frozenset[UUID] = frozenset()


State: TypeAlias = Trusted | Released


def decide(command: AccountCommand, state: State) -> Sequence[AccountEvent]:
    match command, state:
        case NoteOrder(), Trusted():
            return note(command, state)
        case NoteOrder(), Released():
            return void_late(command, state)
        case ReleaseAccount(), Trusted():
            return release(command, state)
        case ReleaseAccount(), Released():
            return []


def note(command: NoteOrder, state: Trusted) -> Sequence[AccountEvent]:
    if any(case_id == command.case_id for case_id, _ in state.orders):
        return []
    return [
        OrderNoted(
            account_id=command.account_id,
            case_id=command.case_id,
            application_number=command.application_number,
            noted_at=command.at,
        )
    ]


def void_late(command: NoteOrder, state: Released) -> Sequence[AccountEvent]:
    """Approved before, heard after the release."""
    if command.case_id in state.voided:
        return []
    return [voided(command.account_id, command.case_id, command.application_number, command.at)]


def release(command: ReleaseAccount, state: Trusted) -> Sequence[AccountEvent]:
    told = AccountReleased(account_id=command.account_id, released_at=command.at)
    return [told, *(voided(command.account_id, case_id, number, command.at) for case_id, number in state.orders)]


def voided(account_id: UUID, case_id: UUID, number: str, at: datetime) -> OrderVoided:
    return OrderVoided(account_id=account_id, case_id=case_id, application_number=number, voided_at=at)


def evolve(state: State, event: AccountEvent) -> State:
    match event, state:
        case OrderNoted(), Trusted():
            return replace(state, orders=(*state.orders, (event.case_id, event.application_number)))
        case AccountReleased(), Trusted():
            return Released()
        case OrderVoided(), Released():
            return replace(state, voided=state.voided | {event.case_id})
        case OrderNoted() | AccountReleased(), Released():
            return state
        case OrderVoided(), Trusted():
            return state


account: Decider[AccountCommand, State, AccountEvent] = Decider(decide=decide, evolve=evolve, initial=Trusted())
