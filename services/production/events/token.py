"""What has happened to a token? One stream per serial; every token stays accounted for (docs/states.md §3)."""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import event
from services.production.values import TokenPlace


@event
class TokenStocked:
    """A blank token came into stock."""

    token_serial: str
    stocked_at: datetime


@event
class TokenReserved:
    """The token is set aside for one attempt. `reservation` counts from 1 and fences off whoever held it before."""

    token_serial: str
    case_id: UUID
    attempt: int
    reservation: int
    reserved_at: datetime


@event
class TokenRestocked:
    """The reservation ended unused: the token is blank again."""

    token_serial: str
    restocked_at: datetime


@event
class TokenPersonalised:
    """Key pair, certificate and seal are on the token."""

    token_serial: str
    case_id: UUID
    attempt: int
    certificate_serial: str
    personalised_at: datetime


@event
class TokenPacked:
    """The token lies in a consignment."""

    token_serial: str
    consignment_id: UUID
    packed_at: datetime


@event
class TokenShipped:
    """The token is in transit to the issuing body."""

    token_serial: str
    consignment_id: UUID
    shipped_at: datetime


@event
class TokenArrived:
    """The issuing body has the token."""

    token_serial: str
    body: str
    arrived_at: datetime


@event
class TokenHeld:
    """The enterprise has the token; `former` is where it was before."""

    token_serial: str
    former: TokenPlace
    held_at: datetime


@event
class TokenSpoiled:
    """The token cannot be used any more; it waits for its destruction by two people. `former` is where it was before."""

    token_serial: str
    former: TokenPlace
    reason: str
    spoiled_at: datetime


TokenEvent: TypeAlias = (
    TokenStocked
    | TokenReserved
    | TokenRestocked
    | TokenPersonalised
    | TokenPacked
    | TokenShipped
    | TokenArrived
    | TokenHeld
    | TokenSpoiled
)
