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
    login_name: str = ""


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


@event
class TokenLost:
    """Nobody knows where the token is; `former` is where it was before."""

    token_serial: str
    former: TokenPlace
    lost_at: datetime


@event
class TokenFound:
    """The lost token turned up; it is at `place` again, where it was before."""

    token_serial: str
    place: TokenPlace
    found_at: datetime


@event
class TokenQuarantined:
    """A body found the token where it should not be, or after its loss was confirmed, and keeps it apart. `former`: where it was.

    Case, login name and certificate are those that were written on it; the name is empty where it was not noted.
    """

    token_serial: str
    former: TokenPlace
    body: str
    written_off: bool
    case_id: UUID
    login_name: str
    certificate_serial: str
    quarantined_at: datetime


@event
class TokenRerouted:
    """Two persons sent the token on to the body that it is meant for."""

    token_serial: str
    body: str
    case_id: UUID
    login_name: str
    certificate_serial: str
    rerouted_at: datetime


@event
class TokenReturned:
    """The token goes back to the provider and will not be used again; `reason` is a short code."""

    token_serial: str
    former: TokenPlace
    reason: str
    returned_at: datetime


@event
class DestructionProposed:
    """One person wants to destroy the token; it takes another to do it."""

    token_serial: str
    proposed_by: UUID
    proposed_at: datetime


@event
class TokenDestroyed:
    """The token exists no more. At the provider by two persons; None where a body destroyed it, whose own record names them."""

    token_serial: str
    former: TokenPlace
    proposed_by: UUID | None
    confirmed_by: UUID | None
    destroyed_at: datetime


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
    | TokenLost
    | TokenFound
    | TokenQuarantined
    | TokenRerouted
    | TokenReturned
    | DestructionProposed
    | TokenDestroyed
)
