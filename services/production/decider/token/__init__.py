"""What may become of a token? From stock to the enterprise's hands, one stream per serial (docs/states.md §3)."""

from collections.abc import Sequence

from chassis.decider import Decider
from services.production.commands.token import (
    HoldToken,
    PackToken,
    PersonaliseToken,
    RecordArrival,
    ReserveToken,
    RestockToken,
    ShipToken,
    SpoilToken,
    StockToken,
    TokenCommand,
)
from services.production.decider.token.custody import arrive, hold, pack, ship
from services.production.decider.token.making import personalise, reserve, restock, spoil, stock
from services.production.decider.token.states import State, Unknown, evolve
from services.production.events.token import TokenEvent


def decide(command: TokenCommand, state: State) -> Sequence[TokenEvent]:
    """One rule per command; each rule names every state."""
    match command:
        case StockToken():
            return stock(command, state)
        case ReserveToken():
            return reserve(command, state)
        case RestockToken():
            return restock(command, state)
        case PersonaliseToken():
            return personalise(command, state)
        case PackToken():
            return pack(command, state)
        case ShipToken():
            return ship(command, state)
        case RecordArrival():
            return arrive(command, state)
        case HoldToken():
            return hold(command, state)
        case SpoilToken():
            return spoil(command, state)


token: Decider[TokenCommand, State, TokenEvent] = Decider(decide=decide, evolve=evolve, initial=Unknown())
