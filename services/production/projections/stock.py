"""How many tokens are where? One row of counts."""

from collections.abc import Sequence

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
    lost: int = 0
    quarantined: int = 0
    returned: int = 0
    spoiled: int = 0
    destroyed: int = 0

    def places(self) -> dict[TokenPlace, int]:
        """The count of each place."""
        return {
            "blank": self.blank,
            "reserved": self.reserved,
            "personalised": self.personalised,
            "packed": self.packed,
            "in_transit": self.in_transit,
            "at_issuing_body": self.at_issuing_body,
            "held": self.held,
            "lost": self.lost,
            "quarantined": self.quarantined,
            "returned": self.returned,
            "spoiled": self.spoiled,
            "destroyed": self.destroyed,
        }


def everything(event: Event) -> Sequence[str]:
    return [ALL] if isinstance(event, TokenEvent) else []


def project(row: StockRow | None, fact: Fact[Event]) -> StockRow | None:
    """The counts after the fact."""
    return moved(row or StockRow(), fact.event) if isinstance(fact.event, TokenEvent) else row


def moved(was: StockRow, event: TokenEvent) -> StockRow:
    """A token leaves one place and comes to another."""
    match event:
        case TokenStocked():
            return count(was, came="blank")
        case TokenReserved():
            return count(was, left="blank", came="reserved")
        case TokenRestocked():
            return count(was, left="reserved", came="blank")
        case TokenPersonalised():
            return count(was, left="reserved", came="personalised")
        case TokenPacked():
            return count(was, left="personalised", came="packed")
        case TokenShipped():
            return count(was, left="packed", came="in_transit")
        case TokenArrived():
            return count(was, left="in_transit", came="at_issuing_body")
        case TokenHeld():
            return count(was, left=event.former, came="held")
        case TokenSpoiled():
            return count(was, left=event.former, came="spoiled")
        case TokenLost():
            return count(was, left=event.former, came="lost")
        case TokenFound():
            return count(was, left="lost", came=event.place)
        case TokenQuarantined():
            return count(was, left=event.former, came="quarantined")
        case TokenRerouted():
            return count(was, left="quarantined", came="in_transit")
        case TokenReturned():
            return count(was, left=event.former, came="returned")
        case DestructionProposed():
            return was
        case TokenDestroyed():
            return count(was, left=event.former, came="destroyed")


def count(was: StockRow, *, came: TokenPlace, left: TokenPlace | None = None) -> StockRow:
    """One more in a place, one fewer in the place before; a place and its count have one name."""
    counts = was.places()
    if left:
        counts[left] -= 1
    counts[came] += 1
    return StockRow(**counts)


stock: View[Event, StockRow] = View(name="stock", version=2, row=StockRow, keys=everything, project=project)
