"""What becomes of a token that is lost, found, or found where it should not be? (docs/states.md §3)"""

from collections.abc import Sequence

from chassis.decider import Refused
from services.production.commands.token import FindToken, LoseToken, QuarantineToken, RerouteToken, ReturnToken
from services.production.decider.token.states import (
    AtIssuingBody,
    Blank,
    Destroyed,
    Held,
    InTransit,
    Key,
    Lost,
    Packed,
    Personalised,
    Quarantined,
    Reserved,
    Returned,
    Spoiled,
    State,
    Unknown,
    place,
)
from services.production.events.token import (
    TokenEvent,
    TokenFound,
    TokenLost,
    TokenQuarantined,
    TokenRerouted,
    TokenReturned,
)


def lose(command: LoseToken, state: State) -> Sequence[TokenEvent]:
    """Only what is under way can be missed; a token that a body keeps apart is not lost."""
    match state:
        case InTransit() | AtIssuingBody():
            return [TokenLost(token_serial=command.token_serial, former=place(state), lost_at=command.at)]
        case Lost() | Quarantined() | Returned() | Spoiled() | Destroyed():
            return []
        case Unknown() | Blank() | Reserved() | Personalised() | Packed() | Held():
            raise not_under_way()


def find(command: FindToken, state: State) -> Sequence[TokenEvent]:
    """It is where it was before."""
    match state:
        case Lost():
            return [TokenFound(token_serial=command.token_serial, place=place(state.was), found_at=command.at)]
        case InTransit() | AtIssuingBody() | Held() | Quarantined() | Returned() | Spoiled() | Destroyed():
            return []
        case Unknown() | Blank() | Reserved() | Personalised() | Packed():
            raise not_under_way()


def quarantine(command: QuarantineToken, state: State) -> Sequence[TokenEvent]:
    """A body keeps a key apart; a serial that is no key of ours is none of our tokens."""
    match state:
        case Quarantined() if (state.body, state.written_off) == (command.body, command.written_off):
            return []
        case Personalised() | Packed() | InTransit() | AtIssuingBody() | Held() | Lost() | Quarantined():
            return [quarantined(command, state)]
        case Unknown() | Blank() | Reserved() | Returned() | Spoiled() | Destroyed():
            return []


def quarantined(command: QuarantineToken, state: Key) -> TokenQuarantined:
    return TokenQuarantined(
        token_serial=command.token_serial,
        former=place(state),
        body=command.body,
        written_off=command.written_off,
        case_id=state.written.case_id,
        login_name=state.written.login_name,
        certificate_serial=state.written.certificate_serial,
        quarantined_at=command.at,
    )


def reroute(command: RerouteToken, state: State) -> Sequence[TokenEvent]:
    """A key that was kept apart travels again."""
    match state:
        case Quarantined():
            return [
                TokenRerouted(
                    token_serial=command.token_serial,
                    body=command.body,
                    case_id=state.written.case_id,
                    login_name=state.written.login_name,
                    certificate_serial=state.written.certificate_serial,
                    rerouted_at=command.at,
                )
            ]
        case Unknown() | Blank() | Reserved() | Personalised() | Packed() | InTransit() | AtIssuingBody() | Held():
            return []
        case Lost() | Returned() | Spoiled() | Destroyed():
            return []


def send_back(command: ReturnToken, state: State) -> Sequence[TokenEvent]:
    """A key that nobody will use comes back to the provider."""
    match state:
        case InTransit() | AtIssuingBody() | Held() | Lost() | Quarantined():
            return [
                TokenReturned(
                    token_serial=command.token_serial, former=place(state), reason=command.reason, returned_at=command.at
                )
            ]
        case Returned() | Spoiled() | Destroyed():
            return []
        case Unknown() | Blank() | Reserved() | Personalised() | Packed():
            raise not_under_way()


def not_under_way() -> Refused:
    return Refused("token_not_under_way", zh="钥匙介质不在寄送途中", en="the token is not under way")
