"""Where is each token? By serial, the oldest in stock first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chassis.messages import value
from chassis.view import Fact, View
from services.production.events import Event
from services.production.events.token import (
    DestructionProposed,
    TokenArrived,
    TokenDestroyed,
    TokenEvent,
    TokenFound,
    TokenHeld,
    TokenLost,
    TokenPacked,
    TokenPersonalised,
    TokenQuarantined,
    TokenRerouted,
    TokenReserved,
    TokenRestocked,
    TokenReturned,
    TokenShipped,
    TokenSpoiled,
    TokenStocked,
)
from services.production.values import TokenPlace


@value
class TokenRow:
    """One token; `case_id` and `certificate_serial` where it is somebody's key."""

    serial: str
    state: TokenPlace
    stocked_at: datetime
    changed_at: datetime
    case_id: UUID | None = None
    certificate_serial: str = ""
    destruction_proposed: bool = False


def serial(event: Event) -> Sequence[str]:
    return [event.token_serial] if isinstance(event, TokenEvent) else []


def project(row: TokenRow | None, fact: Fact[Event]) -> TokenRow | None:
    """The token's row after the fact."""
    event = fact.event
    if not isinstance(event, TokenEvent):
        return row
    if isinstance(event, TokenStocked):
        return TokenRow(serial=event.token_serial, state="blank", stocked_at=event.stocked_at, changed_at=event.stocked_at)
    return row and replace(after(row, event), state=place(row.state, event), changed_at=fact.at)


def place(was: TokenPlace, event: TokenEvent) -> TokenPlace:
    """Where the fact puts the token."""
    match event:
        case TokenStocked() | TokenRestocked():
            return "blank"
        case TokenReserved():
            return "reserved"
        case TokenPersonalised():
            return "personalised"
        case TokenPacked():
            return "packed"
        case TokenShipped():
            return "in_transit"
        case TokenArrived():
            return "at_issuing_body"
        case TokenHeld():
            return "held"
        case TokenSpoiled():
            return "spoiled"
        case TokenLost():
            return "lost"
        case TokenFound():
            return event.place
        case TokenQuarantined():
            return "quarantined"
        case TokenRerouted():
            return "in_transit"
        case TokenReturned():
            return "returned"
        case DestructionProposed():
            return was
        case TokenDestroyed():
            return "destroyed"


def after(row: TokenRow, event: TokenEvent) -> TokenRow:
    """Whose key it is after the fact."""
    match event:
        case TokenReserved():
            return replace(row, case_id=event.case_id)
        case TokenRestocked():
            return replace(row, case_id=None)
        case TokenPersonalised():
            return replace(row, certificate_serial=event.certificate_serial)
        case TokenStocked() | TokenPacked() | TokenShipped() | TokenArrived() | TokenHeld() | TokenSpoiled():
            return row
        case TokenLost() | TokenFound() | TokenQuarantined() | TokenRerouted() | TokenReturned() | TokenDestroyed():
            return row
        case DestructionProposed():
            return replace(row, destruction_proposed=True)


def tags(row: TokenRow) -> Sequence[str]:
    return [f"state:{row.state}"]


def order(row: TokenRow) -> str:
    return f"{row.stocked_at.isoformat()} {row.serial}"


tokens: View[Event, TokenRow] = View(name="tokens", version=2, row=TokenRow, keys=serial, project=project, tags=tags, order=order)
