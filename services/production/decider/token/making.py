"""When may a token be reserved, written, given back or given up?"""

from collections.abc import Sequence

from chassis.decider import Refused
from services.production.commands.token import PersonaliseToken, ReserveToken, RestockToken, SpoilToken, StockToken
from services.production.decider.token.states import (
    AtIssuingBody,
    Blank,
    Destroyed,
    Held,
    InTransit,
    Lost,
    Packed,
    Personalised,
    Quarantined,
    Reserved,
    Returned,
    Spoiled,
    State,
    Unknown,
)
from services.production.events.token import (
    TokenEvent,
    TokenPersonalised,
    TokenReserved,
    TokenRestocked,
    TokenSpoiled,
    TokenStocked,
)
from services.production.values import TokenPlace


def stock(command: StockToken, state: State) -> Sequence[TokenEvent]:
    """A serial comes into stock once, whatever became of it since."""
    match state:
        case Unknown():
            return [TokenStocked(token_serial=command.token_serial, stocked_at=command.at)]
        case (
            Blank()
            | Reserved()
            | Personalised()
            | Packed()
            | InTransit()
            | AtIssuingBody()
            | Held()
            | Lost()
            | Quarantined()
            | Returned()
            | Spoiled()
            | Destroyed()
        ):
            return []


def reserve(command: ReserveToken, state: State) -> Sequence[TokenEvent]:
    """Only a blank token can be set aside."""
    match state:
        case Blank():
            return [
                TokenReserved(
                    token_serial=command.token_serial,
                    case_id=command.case_id,
                    attempt=command.attempt,
                    reservation=state.reservations + 1,
                    reserved_at=command.at,
                )
            ]
        case Reserved() if (state.case_id, state.attempt) == (command.case_id, command.attempt):
            return []
        case (
            Unknown()
            | Reserved()
            | Personalised()
            | Packed()
            | InTransit()
            | AtIssuingBody()
            | Held()
            | Lost()
            | Quarantined()
            | Returned()
            | Spoiled()
            | Destroyed()
        ):
            raise not_blank()


def restock(command: RestockToken, state: State) -> Sequence[TokenEvent]:
    """A cancelled attempt gives its unwritten token back."""
    match state:
        case Reserved() if (state.case_id, state.attempt) == (command.case_id, command.attempt):
            return [TokenRestocked(token_serial=command.token_serial, restocked_at=command.at)]
        case Blank() | Reserved():
            return []
        case (
            Unknown()
            | Personalised()
            | Packed()
            | InTransit()
            | AtIssuingBody()
            | Held()
            | Lost()
            | Quarantined()
            | Returned()
            | Spoiled()
            | Destroyed()
        ):
            raise not_reserved()


def personalise(command: PersonaliseToken, state: State) -> Sequence[TokenEvent]:
    """What was written counts only for the attempt that holds the reservation."""
    match state:
        case Reserved() if (state.case_id, state.attempt) == (command.case_id, command.attempt):
            return [
                TokenPersonalised(
                    token_serial=command.token_serial,
                    case_id=command.case_id,
                    attempt=command.attempt,
                    certificate_serial=command.certificate_serial,
                    login_name=command.login_name,
                    personalised_at=command.at,
                )
            ]
        case Personalised() if state.written.certificate_serial == command.certificate_serial:
            return []
        case (
            Unknown()
            | Blank()
            | Reserved()
            | Personalised()
            | Packed()
            | InTransit()
            | AtIssuingBody()
            | Held()
            | Lost()
            | Quarantined()
            | Returned()
            | Spoiled()
            | Destroyed()
        ):
            raise not_reserved()


def spoil(command: SpoilToken, state: State) -> Sequence[TokenEvent]:
    """A spoiled token stays accounted for; only what is still at the provider can be spoiled here."""
    match state:
        case Blank():
            return [spoiled(command, "blank")]
        case Reserved():
            return [spoiled(command, "reserved")]
        case Personalised():
            return [spoiled(command, "personalised")]
        case Spoiled() | Returned() | Destroyed():
            return []
        case Unknown() | Packed() | InTransit() | AtIssuingBody() | Held() | Lost() | Quarantined():
            raise Refused("token_not_at_provider", zh="钥匙介质不在服务商处", en="the token is not at the provider")


def spoiled(command: SpoilToken, former: TokenPlace) -> TokenSpoiled:
    return TokenSpoiled(token_serial=command.token_serial, former=former, reason=command.reason, spoiled_at=command.at)


def not_blank() -> Refused:
    return Refused("token_not_blank", zh="钥匙介质不是空白的", en="the token is not blank")


def not_reserved() -> Refused:
    return Refused("token_not_reserved", zh="钥匙介质未为该申请预留", en="the token is not reserved for this application")
