"""What may become of an order? From approval to the enterprise's hands, one stream per case."""

from collections.abc import Sequence

from chassis.decider import Decider
from services.production.commands.order import (
    CompleteKey,
    DispatchKey,
    OpenAttempt,
    OpenOrder,
    OrderCommand,
    PackKey,
    RecordExpiry,
    RecordFound,
    RecordLoss,
    RecordMissing,
    RecordReceipt,
    RecordUnclaimed,
    RecordWithdrawn,
    RequestWithdrawal,
    ShowPin,
    SpoilKey,
    StartProduction,
)
from services.production.decider.order.losing import end_unclaimed, expire, find, lose, miss
from services.production.decider.order.making import complete, next_attempt, open_order, spoil, start
from services.production.decider.order.sending import dispatch, pack, receive, show_pin
from services.production.decider.order.states import NotYet, State, evolve
from services.production.decider.order.withdrawing import answer_withdrawal, record_withdrawn
from services.production.events.order import OrderEvent


def decide(command: OrderCommand, state: State) -> Sequence[OrderEvent]:
    """One rule per command; each rule names every state."""
    match command:
        case OpenOrder():
            return open_order(command, state)
        case RequestWithdrawal():
            return answer_withdrawal(command, state)
        case RecordWithdrawn():
            return record_withdrawn(command, state)
        case StartProduction():
            return start(command, state)
        case CompleteKey():
            return complete(command, state)
        case SpoilKey():
            return spoil(command, state)
        case OpenAttempt():
            return next_attempt(command, state)
        case PackKey():
            return pack(command, state)
        case DispatchKey():
            return dispatch(command, state)
        case RecordReceipt():
            return receive(command, state)
        case ShowPin():
            return show_pin(command, state)
        case RecordMissing():
            return miss(command, state)
        case RecordFound():
            return find(command, state)
        case RecordLoss():
            return lose(command, state)
        case RecordUnclaimed():
            return end_unclaimed(command, state)
        case RecordExpiry():
            return expire(command, state)


order: Decider[OrderCommand, State, OrderEvent] = Decider(decide=decide, evolve=evolve, initial=NotYet())
