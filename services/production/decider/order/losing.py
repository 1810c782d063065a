"""What becomes of an order whose key goes missing, is not collected, or expires on its way? (docs/states.md §4, §7)

A word about another certificate than the order's own is about an attempt that has ended: it changes nothing.
"""

from collections.abc import Sequence

from services.production.commands.order import RecordExpiry, RecordFound, RecordLoss, RecordMissing, RecordUnclaimed
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
    KeyExpired,
    KeyFound,
    KeyUnclaimed,
    KeyWentMissing,
    LossConfirmed,
    OrderEvent,
)


def miss(command: RecordMissing, state: State) -> Sequence[OrderEvent]:
    """A key that is under way may be missed."""
    match state:
        case Dispatched() if state.key.certificate_serial == command.certificate_serial:
            return [
                KeyWentMissing(
                    case_id=command.case_id,
                    application_number=state.order.application_number,
                    login_name=state.order.login_name,
                    token_serial=state.key.token_serial,
                    certificate_serial=command.certificate_serial,
                    reason=command.reason,
                    missing_at=command.at,
                )
            ]
        case Dispatched() | Missing() | Received() | Spoiled() | Unclaimed() | Cancelled():
            return []
        case Open() | Started() | Produced() | Packed():
            return []
        case NotYet() | WithdrawalRemembered():
            raise refusals.no_order()


def find(command: RecordFound, state: State) -> Sequence[OrderEvent]:
    """Before its loss is confirmed; afterwards it is too late."""
    match state:
        case Missing() if state.key.certificate_serial == command.certificate_serial:
            return [
                KeyFound(
                    case_id=command.case_id,
                    application_number=state.order.application_number,
                    login_name=state.order.login_name,
                    token_serial=state.key.token_serial,
                    certificate_serial=command.certificate_serial,
                    found_at=command.at,
                )
            ]
        case Dispatched() | Missing() | Received() | Spoiled() | Unclaimed() | Cancelled():
            return []
        case Open() | Started() | Produced() | Packed():
            return []
        case NotYet() | WithdrawalRemembered():
            raise refusals.no_order()


def lose(command: RecordLoss, state: State) -> Sequence[OrderEvent]:
    """The attempt is over; the next one belongs to the same case (docs/states.md §7, 12)."""
    match state:
        case Missing() if state.key.certificate_serial == command.certificate_serial:
            return [
                LossConfirmed(
                    case_id=command.case_id,
                    application_number=state.order.application_number,
                    attempt=state.key.attempt,
                    login_name=state.order.login_name,
                    token_serial=state.key.token_serial,
                    certificate_serial=command.certificate_serial,
                    confirmed_at=command.at,
                )
            ]
        case Dispatched() if state.key.certificate_serial == command.certificate_serial:
            raise refusals.not_missing()
        case Dispatched() | Missing() | Received() | Spoiled() | Unclaimed() | Cancelled():
            return []
        case Open() | Started() | Produced() | Packed():
            return []
        case NotYet() | WithdrawalRemembered():
            raise refusals.no_order()


def end_unclaimed(command: RecordUnclaimed, state: State) -> Sequence[OrderEvent]:
    """The key comes back and the case ends (docs/states.md §7, 14)."""
    match state:
        case Dispatched() if state.key.certificate_serial == command.certificate_serial:
            return [
                KeyUnclaimed(
                    case_id=command.case_id,
                    application_number=state.order.application_number,
                    login_name=state.order.login_name,
                    token_serial=state.key.token_serial,
                    certificate_serial=command.certificate_serial,
                    unclaimed_at=command.at,
                )
            ]
        case Dispatched() | Missing() | Received() | Spoiled() | Unclaimed() | Cancelled():
            return []
        case Open() | Started() | Produced() | Packed():
            return []
        case NotYet() | WithdrawalRemembered():
            raise refusals.no_order()


def expire(command: RecordExpiry, state: State) -> Sequence[OrderEvent]:
    """A key that expires before the enterprise has it is made again (docs/states.md §7, 34)."""
    match state:
        case Produced() if state.key.certificate_serial == command.certificate_serial:
            return [expired(command, state, dispatched=False)]
        case Dispatched() | Missing() if state.key.certificate_serial == command.certificate_serial:
            return [expired(command, state, dispatched=True)]
        case NotYet() | WithdrawalRemembered() | Open() | Started() | Spoiled() | Unclaimed() | Cancelled():
            return []
        case Produced() | Packed() | Dispatched() | Missing() | Received():
            return []


def expired(command: RecordExpiry, state: Produced | Dispatched | Missing, *, dispatched: bool) -> KeyExpired:
    return KeyExpired(
        case_id=command.case_id,
        application_number=state.order.application_number,
        attempt=state.key.attempt,
        token_serial=state.key.token_serial,
        certificate_serial=command.certificate_serial,
        dispatched=dispatched,
        expired_at=command.at,
    )
