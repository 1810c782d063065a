"""When may a key be made? Only from an approved case, one attempt after the other (docs/domain.md §7)."""

from collections.abc import Sequence

from services.production.commands.order import CompleteKey, OpenAttempt, OpenOrder, SpoilKey, StartProduction
from services.production.decider.order import refusals
from services.production.decider.order.states import (
    Cancelled,
    Dispatched,
    Missing,
    NotYet,
    Open,
    Packed,
    Produced,
    Received,
    Spoiled,
    Started,
    State,
    Unclaimed,
    WithdrawalRemembered,
)
from services.production.events.order import (
    AttemptOpened,
    KeyProduced,
    KeySpoiled,
    OrderCancelled,
    OrderEvent,
    OrderOpened,
    ProductionStarted,
)


def open_order(command: OpenOrder, state: State) -> Sequence[OrderEvent]:
    """Approval opens an order, unless a withdrawal was remembered (docs/states.md §6)."""
    match state:
        case NotYet():
            return [OrderOpened(order=command.order, opened_at=command.at)]
        case WithdrawalRemembered():
            return [
                OrderCancelled(
                    case_id=command.order.case_id,
                    application_number=command.order.application_number,
                    attempt=0,
                    token_serial=None,
                    cancelled_at=command.at,
                )
            ]
        case (
            Open()
            | Started()
            | Produced()
            | Packed()
            | Dispatched()
            | Missing()
            | Received()
            | Spoiled()
            | Unclaimed()
            | Cancelled()
        ):
            return []


def start(command: StartProduction, state: State) -> Sequence[OrderEvent]:
    """An attempt takes one token; the same one again changes nothing."""
    match state:
        case Open():
            return [
                ProductionStarted(
                    case_id=command.case_id,
                    application_number=state.order.application_number,
                    attempt=state.attempt,
                    token_serial=command.token_serial,
                    started_at=command.at,
                )
            ]
        case Started() if state.token_serial == command.token_serial:
            return []
        case Started():
            raise refusals.started_with_another_token()
        case Produced() | Packed() | Dispatched() | Missing() | Received():
            raise refusals.already_produced()
        case NotYet() | WithdrawalRemembered() | Spoiled():
            raise refusals.no_order()
        case Unclaimed():
            raise refusals.unclaimed()
        case Cancelled():
            raise refusals.cancelled()


def complete(command: CompleteKey, state: State) -> Sequence[OrderEvent]:
    """The key of this attempt and of this token is made, once."""
    match state:
        case Started() if (state.attempt, state.token_serial) == (command.key.attempt, command.key.token_serial):
            return [
                KeyProduced(
                    case_id=command.case_id,
                    application_number=state.order.application_number,
                    account_id=state.order.account_id,
                    key=command.key,
                    produced_at=command.at,
                )
            ]
        case Started():
            raise refusals.started_with_another_token()
        case Produced() | Packed() | Dispatched() | Missing() | Received():
            if state.key == command.key:
                return []
            raise refusals.already_produced()
        case NotYet() | WithdrawalRemembered() | Open() | Spoiled():
            raise refusals.no_order()
        case Unclaimed():
            raise refusals.unclaimed()
        case Cancelled():
            raise refusals.cancelled()


def spoil(command: SpoilKey, state: State) -> Sequence[OrderEvent]:
    """A key may be given up before it is packed; its certificate, if any, ends with it."""
    match state:
        case Started():
            return [spoiled(command, state, state.attempt, state.token_serial, None)]
        case Produced():
            key = state.key
            return [spoiled(command, state, key.attempt, key.token_serial, key.certificate_serial)]
        case Spoiled():
            return []
        case Packed() | Dispatched() | Missing() | Received():
            raise refusals.already_packed()
        case Open():
            raise refusals.not_produced()
        case NotYet() | WithdrawalRemembered():
            raise refusals.no_order()
        case Unclaimed():
            raise refusals.unclaimed()
        case Cancelled():
            raise refusals.cancelled()


def spoiled(
    command: SpoilKey, state: Started | Produced, attempt: int, token_serial: str, certificate_serial: str | None
) -> KeySpoiled:
    """The fact that this attempt is lost."""
    return KeySpoiled(
        case_id=command.case_id,
        application_number=state.order.application_number,
        attempt=attempt,
        token_serial=token_serial,
        certificate_serial=certificate_serial,
        login_name=state.order.login_name,
        reason=command.reason,
        spoiled_at=command.at,
    )


def next_attempt(command: OpenAttempt, state: State) -> Sequence[OrderEvent]:
    """After a lost attempt the next one opens, within the same limit (docs/states.md §7, 9)."""
    match state:
        case Spoiled():
            return [
                AttemptOpened(
                    case_id=command.case_id,
                    application_number=state.order.application_number,
                    attempt=state.attempt + 1,
                    opened_at=command.at,
                )
            ]
        case Open() | Started() | Produced() | Packed() | Dispatched() | Missing() | Received():
            return []
        case NotYet() | WithdrawalRemembered():
            raise refusals.no_order()
        case Unclaimed():
            raise refusals.unclaimed()
        case Cancelled():
            raise refusals.cancelled()
