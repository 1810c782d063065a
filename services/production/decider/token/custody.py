"""Who has the token? Provider, courier, issuing body, enterprise."""

from collections.abc import Sequence

from chassis.decider import Refused
from services.production.commands.token import HoldToken, PackToken, RecordArrival, ShipToken
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
from services.production.events.token import TokenArrived, TokenEvent, TokenHeld, TokenPacked, TokenShipped


def pack(command: PackToken, state: State) -> Sequence[TokenEvent]:
    """Only a finished key is packed, into one consignment."""
    match state:
        case Personalised():
            return [TokenPacked(token_serial=command.token_serial, consignment_id=command.consignment_id, packed_at=command.at)]
        case Packed() | InTransit() if state.consignment_id == command.consignment_id:
            return []
        case (
            Unknown()
            | Blank()
            | Reserved()
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
            raise not_there("token_not_personalised", "钥匙介质不是待装的成品", "the token is no finished key in stock")


def ship(command: ShipToken, state: State) -> Sequence[TokenEvent]:
    """It leaves with the consignment it lies in."""
    match state:
        case Packed() if state.consignment_id == command.consignment_id:
            return [TokenShipped(token_serial=command.token_serial, consignment_id=command.consignment_id, shipped_at=command.at)]
        case InTransit() if state.consignment_id == command.consignment_id:
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
            raise not_there("token_not_packed", "钥匙介质不在该批次中", "the token is not in this consignment")


def arrive(command: RecordArrival, state: State) -> Sequence[TokenEvent]:
    """The issuing body scanned it in."""
    match state:
        case InTransit():
            return [TokenArrived(token_serial=command.token_serial, body=command.body, arrived_at=command.at)]
        case AtIssuingBody() | Held():
            return []
        case (
            Unknown()
            | Blank()
            | Reserved()
            | Personalised()
            | Packed()
            | Lost()
            | Quarantined()
            | Returned()
            | Spoiled()
            | Destroyed()
        ):
            raise not_there("token_not_shipped", "钥匙介质尚未发出", "the token was not shipped")


def hold(command: HoldToken, state: State) -> Sequence[TokenEvent]:
    """The enterprise has it, by post or by hand."""
    match state:
        case InTransit():
            return [TokenHeld(token_serial=command.token_serial, former="in_transit", held_at=command.at)]
        case AtIssuingBody():
            return [TokenHeld(token_serial=command.token_serial, former="at_issuing_body", held_at=command.at)]
        case Held():
            return []
        case (
            Unknown()
            | Blank()
            | Reserved()
            | Personalised()
            | Packed()
            | Lost()
            | Quarantined()
            | Returned()
            | Spoiled()
            | Destroyed()
        ):
            raise not_there("token_not_shipped", "钥匙介质尚未发出", "the token was not shipped")


def not_there(code: str, zh: str, en: str) -> Refused:
    return Refused(code, zh=zh, en=en)
