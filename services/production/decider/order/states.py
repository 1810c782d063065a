"""In which states can an order be, and how did it get there?"""

from dataclasses import replace
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import value
from services.production.events.order import (
    AttemptOpened,
    KeyDispatched,
    KeyExpired,
    KeyFound,
    KeyPacked,
    KeyProduced,
    KeySpoiled,
    KeyUnclaimed,
    KeyWentMissing,
    LossConfirmed,
    OrderCancelled,
    OrderEvent,
    OrderOpened,
    PinShown,
    ProductionStarted,
    ReceiptRecorded,
    WithdrawalNoted,
    WithdrawalRefused,
)
from services.production.values import Key, Order


@value
class NotYet:
    """Nothing is known of the case."""


@value
class WithdrawalRemembered:
    """Withdrawn before there was an order."""


@value
class Open:
    """To be produced; no token yet."""

    order: Order
    attempt: int


@value
class Started:
    """A token is reserved, nothing is issued."""

    order: Order
    attempt: int
    token_serial: str


@value
class Produced:
    """The key exists, at the provider. `answered_at`: the last withdrawal request that was refused."""

    order: Order
    key: Key
    answered_at: datetime | None = None


@value
class Packed:
    """The key lies in a consignment that is being packed."""

    order: Order
    key: Key
    consignment_id: UUID
    answered_at: datetime | None = None


@value
class Dispatched:
    """The key is on its way, or at the issuing body."""

    order: Order
    key: Key
    consignment_id: UUID
    answered_at: datetime | None = None


@value
class Missing:
    """The key did not arrive as it should; it may turn up, or its loss be confirmed."""

    order: Order
    key: Key
    consignment_id: UUID
    answered_at: datetime | None = None


@value
class Received:
    """The enterprise has the key."""

    order: Order
    key: Key
    pin_shown: bool
    answered_at: datetime | None = None


@value
class Spoiled:
    """The attempt is lost, before or after dispatch; the next is about to be opened."""

    order: Order
    attempt: int


@value
class Unclaimed:
    """Nobody collected the key; the case has ended."""


@value
class Cancelled:
    """Nothing will be produced."""


Made: TypeAlias = Produced | Packed | Dispatched | Missing | Received
State: TypeAlias = NotYet | WithdrawalRemembered | Open | Started | Made | Spoiled | Unclaimed | Cancelled


def evolve(state: State, event: OrderEvent) -> State:
    """What the fact makes of the order."""
    match event:
        case OrderOpened():
            return Open(order=event.order, attempt=1)
        case WithdrawalNoted():
            return WithdrawalRemembered()
        case OrderCancelled():
            return Cancelled()
        case WithdrawalRefused():
            return replace(made(state), answered_at=event.requested_at)
        case ProductionStarted():
            return Started(order=ordered(state), attempt=event.attempt, token_serial=event.token_serial)
        case KeyProduced():
            return Produced(order=ordered(state), key=event.key)
        case KeySpoiled() | LossConfirmed() | KeyExpired():
            return Spoiled(order=ordered(state), attempt=event.attempt)
        case AttemptOpened():
            return Open(order=ordered(state), attempt=event.attempt)
        case KeyPacked():
            known = made(state)
            return Packed(order=known.order, key=known.key, consignment_id=event.consignment_id, answered_at=known.answered_at)
        case KeyDispatched():
            known = made(state)
            return Dispatched(
                order=known.order, key=known.key, consignment_id=event.consignment_id, answered_at=known.answered_at
            )
        case ReceiptRecorded():
            known = made(state)
            return Received(order=known.order, key=known.key, pin_shown=False, answered_at=known.answered_at)
        case PinShown():
            known = made(state)
            return Received(order=known.order, key=known.key, pin_shown=True, answered_at=known.answered_at)
        case KeyWentMissing():
            return missing(state)
        case KeyFound():
            return found(state)
        case KeyUnclaimed():
            return Unclaimed()


def missing(state: State) -> State:
    match state:
        case Dispatched():
            return Missing(order=state.order, key=state.key, consignment_id=state.consignment_id, answered_at=state.answered_at)
        case NotYet() | WithdrawalRemembered() | Open() | Started() | Produced() | Packed() | Missing() | Received():
            return state
        case Spoiled() | Unclaimed() | Cancelled():
            return state


def found(state: State) -> State:
    match state:
        case Missing():
            return Dispatched(
                order=state.order, key=state.key, consignment_id=state.consignment_id, answered_at=state.answered_at
            )
        case NotYet() | WithdrawalRemembered() | Open() | Started() | Produced() | Packed() | Dispatched() | Received():
            return state
        case Spoiled() | Unclaimed() | Cancelled():
            return state


def ordered(state: State) -> Order:
    """What is to be produced. Raises ValueError for a history that never opened an order."""
    match state:
        case Open() | Started() | Produced() | Packed() | Dispatched() | Missing() | Received() | Spoiled():
            return state.order
        case NotYet() | WithdrawalRemembered() | Unclaimed() | Cancelled():
            raise ValueError("this history has no order")


def made(state: State) -> Made:
    """The state with a key. Raises ValueError for a history without one."""
    match state:
        case Produced() | Packed() | Dispatched() | Missing() | Received():
            return state
        case NotYet() | WithdrawalRemembered() | Open() | Started() | Spoiled() | Unclaimed() | Cancelled():
            raise ValueError("this history has no key")
