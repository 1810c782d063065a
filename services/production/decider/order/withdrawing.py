"""What becomes of an order when the applicant withdraws? Before issue: cancelled; after: refused (docs/states.md §6)."""

from collections.abc import Sequence

from services.production.commands.order import RecordWithdrawn, RequestWithdrawal
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
from services.production.events.order import OrderCancelled, OrderEvent, WithdrawalNoted, WithdrawalRefused


def answer_withdrawal(command: RequestWithdrawal, state: State) -> Sequence[OrderEvent]:
    """Every request is answered once, also a second one after a refusal."""
    match state:
        case NotYet():
            return [noted(command)]
        case Open() | Started() | Spoiled():
            return [cancel(command, state)]
        case Produced() | Packed() | Dispatched() | Missing() | Received():
            if state.answered_at is not None and command.at <= state.answered_at:
                return []
            return [
                WithdrawalRefused(case_id=command.case_id, application_number=command.application_number, requested_at=command.at)
            ]
        case WithdrawalRemembered() | Unclaimed() | Cancelled():
            return []


def record_withdrawn(command: RecordWithdrawn, state: State) -> Sequence[OrderEvent]:
    """The case ended elsewhere: stop what can still be stopped; what is issued needs no answer."""
    match state:
        case NotYet():
            return [noted(command)]
        case Open() | Started() | Spoiled():
            return [cancel(command, state)]
        case WithdrawalRemembered() | Unclaimed() | Cancelled() | Produced() | Packed() | Dispatched() | Missing() | Received():
            return []


def noted(command: RequestWithdrawal | RecordWithdrawn) -> WithdrawalNoted:
    """Remember it, for an approval that may still come."""
    return WithdrawalNoted(case_id=command.case_id, application_number=command.application_number, noted_at=command.at)


def cancel(command: RequestWithdrawal | RecordWithdrawn, state: Open | Started | Spoiled) -> OrderCancelled:
    """Stop the order; a reserved token goes back to stock."""
    return OrderCancelled(
        case_id=command.case_id,
        application_number=command.application_number,
        attempt=state.attempt,
        token_serial=state.token_serial if isinstance(state, Started) else None,
        cancelled_at=command.at,
    )
