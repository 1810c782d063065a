"""How many tokens are where? One row of counts."""

from collections.abc import Sequence
from dataclasses import replace

from chassis.messages import value
from chassis.view import Fact, View
from services.production.events import Event
from services.production.events.token import (
    TokenArrived,
    TokenEvent,
    TokenHeld,
    TokenPacked,
    TokenPersonalised,
    TokenReserved,
    TokenRestocked,
    TokenShipped,
    TokenSpoiled,
    TokenStocked,
)

ALL = "all"


@value
class StockRow:
    """Counts by place; their sum is every token that ever came into stock."""

    blank: int = 0
    reserved: int = 0
    personalised: int = 0
    packed: int = 0
    in_transit: int = 0
    at_issuing_body: int = 0
    held: int = 0
    spoiled: int = 0


def everything(event: Event) -> Sequence[str]:
    return [ALL] if isinstance(event, TokenEvent) else []


def project(row: StockRow | None, fact: Fact[Event]) -> StockRow | None:
    """The counts after the fact."""
    return moved(row or StockRow(), fact.event) if isinstance(fact.event, TokenEvent) else row


def moved(was: StockRow, event: TokenEvent) -> StockRow:
    """A token leaves one place and comes to another."""
    match event:
        case TokenStocked():
            return replace(was, blank=was.blank + 1)
        case TokenReserved():
            return replace(was, blank=was.blank - 1, reserved=was.reserved + 1)
        case TokenRestocked():
            return replace(was, reserved=was.reserved - 1, blank=was.blank + 1)
        case TokenPersonalised():
            return replace(was, reserved=was.reserved - 1, personalised=was.personalised + 1)
        case TokenPacked():
            return replace(was, personalised=was.personalised - 1, packed=was.packed + 1)
        case TokenShipped():
            return replace(was, packed=was.packed - 1, in_transit=was.in_transit + 1)
        case TokenArrived():
            return replace(was, in_transit=was.in_transit - 1, at_issuing_body=was.at_issuing_body + 1)
        case TokenHeld():
            left = leave(was, event)
            return replace(left, held=left.held + 1)
        case TokenSpoiled():
            left = leave(was, event)
            return replace(left, spoiled=left.spoiled + 1)


def leave(was: StockRow, event: TokenHeld | TokenSpoiled) -> StockRow:
    """One token fewer where it was before."""
    match event.former:
        case "blank":
            return replace(was, blank=was.blank - 1)
        case "reserved":
            return replace(was, reserved=was.reserved - 1)
        case "personalised":
            return replace(was, personalised=was.personalised - 1)
        case "packed":
            return replace(was, packed=was.packed - 1)
        case "in_transit":
            return replace(was, in_transit=was.in_transit - 1)
        case "at_issuing_body":
            return replace(was, at_issuing_body=was.at_issuing_body - 1)
        case "held":
            return replace(was, held=was.held - 1)
        case "spoiled":
            return replace(was, spoiled=was.spoiled - 1)


stock: View[Event, StockRow] = View(name="stock", version=1, row=StockRow, keys=everything, project=project)
