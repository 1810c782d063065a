"""Which orders are there, and how far are they? By application number, oldest first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

from chassis.messages import value
from chassis.view import Fact, View
from services.production.events import Event
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
from services.production.values import OrderKind

OrderState: TypeAlias = Literal[
    "open", "started", "produced", "packed", "dispatched", "missing", "received", "unclaimed", "cancelled"
]


@value
class OrderRow:
    """What a list of orders shows. Token, certificate, seal and consignment are empty until they are known."""

    case_id: UUID
    number: str
    account_id: UUID
    enterprise_name: str
    kind: OrderKind
    issuing_body: str
    login_name: str
    state: OrderState
    attempt: int
    opened_at: datetime
    changed_at: datetime
    token_serial: str = ""
    certificate_serial: str = ""
    seal_id: str = ""
    consignment_id: UUID | None = None
    waybill: str = ""


def number(event: Event) -> Sequence[str]:
    """The application number that the fact belongs to."""
    if not isinstance(event, OrderEvent):
        return []
    return [event.order.application_number if isinstance(event, OrderOpened) else event.application_number]


def project(row: OrderRow | None, fact: Fact[Event]) -> OrderRow | None:
    """The order's row after the fact; a withdrawal that found no order leaves none."""
    event = fact.event
    if not isinstance(event, OrderEvent):
        return row
    if isinstance(event, OrderOpened):
        return opened(event)
    return row and replace(after(row, event), changed_at=fact.at)


def opened(event: OrderOpened) -> OrderRow:
    order = event.order
    return OrderRow(
        case_id=order.case_id,
        number=order.application_number,
        account_id=order.account_id,
        enterprise_name=order.enterprise_name,
        kind=order.kind,
        issuing_body=order.issuing_body,
        login_name=order.login_name,
        state="open",
        attempt=1,
        opened_at=event.opened_at,
        changed_at=event.opened_at,
    )


def after(
    row: OrderRow,
    event: WithdrawalNoted
    | OrderCancelled
    | WithdrawalRefused
    | ProductionStarted
    | KeyProduced
    | KeySpoiled
    | AttemptOpened
    | KeyPacked
    | KeyDispatched
    | ReceiptRecorded
    | PinShown
    | KeyWentMissing
    | KeyFound
    | LossConfirmed
    | KeyUnclaimed
    | KeyExpired,
) -> OrderRow:
    """What the fact changes."""
    match event:
        case ProductionStarted():
            return replace(row, state="started", token_serial=event.token_serial)
        case KeyProduced(key=key):
            return replace(row, state="produced", certificate_serial=key.certificate_serial, seal_id=key.seal_id)
        case AttemptOpened():
            return again(row, event)
        case KeyPacked():
            return replace(row, state="packed", consignment_id=event.consignment_id)
        case KeyDispatched():
            return replace(row, state="dispatched", waybill=event.waybill)
        case ReceiptRecorded():
            return replace(row, state="received")
        case KeyWentMissing():
            return replace(row, state="missing")
        case KeyFound():
            return replace(row, state="dispatched")
        case KeyUnclaimed():
            return replace(row, state="unclaimed")
        case OrderCancelled():
            return replace(row, state="cancelled", token_serial="")
        case WithdrawalNoted() | WithdrawalRefused() | KeySpoiled() | LossConfirmed() | KeyExpired() | PinShown():
            return row


def again(row: OrderRow, event: AttemptOpened) -> OrderRow:
    """The next attempt begins with nothing of the last."""
    return replace(
        row,
        state="open",
        attempt=event.attempt,
        token_serial="",
        certificate_serial="",
        seal_id="",
        consignment_id=None,
        waybill="",
    )


def tags(row: OrderRow) -> Sequence[str]:
    return [f"state:{row.state}", f"body:{row.issuing_body}"]


def order(row: OrderRow) -> str:
    return f"{row.opened_at.isoformat()} {row.number}"


orders: View[Event, OrderRow] = View(name="orders", version=2, row=OrderRow, keys=number, project=project, tags=tags, order=order)
