"""What may be wished of a token?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import command


@command
class StockToken:
    """Take a blank token into stock."""

    token_serial: str
    at: datetime


@command
class ReserveToken:
    """Set it aside for one attempt of a case."""

    token_serial: str
    case_id: UUID
    attempt: int
    at: datetime


@command
class RestockToken:
    """End the reservation of this attempt unused."""

    token_serial: str
    case_id: UUID
    attempt: int
    at: datetime


@command
class PersonaliseToken:
    """Key pair, certificate and seal are on it."""

    token_serial: str
    case_id: UUID
    attempt: int
    certificate_serial: str
    login_name: str = ""
    at: datetime


@command
class PackToken:
    """It lies in this consignment."""

    token_serial: str
    consignment_id: UUID
    at: datetime


@command
class ShipToken:
    """The consignment left."""

    token_serial: str
    consignment_id: UUID
    at: datetime


@command
class RecordArrival:
    """An issuing body has it."""

    token_serial: str
    body: str
    at: datetime


@command
class HoldToken:
    """The enterprise has it."""

    token_serial: str
    at: datetime


@command
class SpoilToken:
    """It cannot be used any more."""

    token_serial: str
    reason: str
    at: datetime


@command
class LoseToken:
    """It did not arrive as it should."""

    token_serial: str
    at: datetime


@command
class FindToken:
    """It turned up before its loss was confirmed."""

    token_serial: str
    at: datetime


@command
class QuarantineToken:
    """A body keeps it apart."""

    token_serial: str
    body: str
    written_off: bool
    at: datetime


@command
class RerouteToken:
    """It was sent on to this body."""

    token_serial: str
    body: str
    at: datetime


@command
class ReturnToken:
    """It goes back to the provider."""

    token_serial: str
    reason: str
    at: datetime


@command
class ProposeDestruction:
    """`person_id` wants to destroy it."""

    token_serial: str
    person_id: UUID
    at: datetime


@command
class ConfirmDestruction:
    """`person_id`, another person, destroys it."""

    token_serial: str
    person_id: UUID
    at: datetime


@command
class RecordDestruction:
    """A body destroyed a token that it kept apart."""

    token_serial: str
    at: datetime


TokenCommand: TypeAlias = (
    StockToken
    | ReserveToken
    | RestockToken
    | PersonaliseToken
    | PackToken
    | ShipToken
    | RecordArrival
    | HoldToken
    | SpoilToken
    | LoseToken
    | FindToken
    | QuarantineToken
    | RerouteToken
    | ReturnToken
    | ProposeDestruction
    | ConfirmDestruction
    | RecordDestruction
)
