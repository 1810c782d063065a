"""What may become of a token? From stock to the enterprise's hands, one stream per serial (docs/states.md §3)."""

from collections.abc import Sequence

from chassis.decider import Decider
from services.production.commands.token import (
    ConfirmDestruction,
    FindToken,
    HoldToken,
    LoseToken,
    PackToken,
    PersonaliseToken,
    ProposeDestruction,
    QuarantineToken,
    RecordArrival,
    RecordDestruction,
    RerouteToken,
    ReserveToken,
    RestockToken,
    ReturnToken,
    ShipToken,
    SpoilToken,
    StockToken,
    TokenCommand,
)
from services.production.decider.token.custody import arrive, hold, pack, ship
from services.production.decider.token.destroying import confirm, propose, record
from services.production.decider.token.losing import find, lose, quarantine, reroute, send_back
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
        case LoseToken():
            return lose(command, state)
        case FindToken():
            return find(command, state)
        case QuarantineToken():
            return quarantine(command, state)
        case RerouteToken():
            return reroute(command, state)
        case ReturnToken():
            return send_back(command, state)
        case ProposeDestruction():
            return propose(command, state)
        case ConfirmDestruction():
            return confirm(command, state)
        case RecordDestruction():
            return record(command, state)


token: Decider[TokenCommand, State, TokenEvent] = Decider(decide=decide, evolve=evolve, initial=Unknown())
