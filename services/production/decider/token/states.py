"""In which states can a token be, and how did it get there?"""

from typing import TypeAlias
from uuid import UUID

from chassis.messages import value
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


@value
class Unknown:
    """Never came into stock."""


@value
class Blank:
    """In stock. `reservations` so far."""

    reservations: int


@value
class Reserved:
    """Set aside for one attempt; only the holder of `reservation` may write it."""

    case_id: UUID
    attempt: int
    reservation: int


@value
class Personalised:
    """A key, at the provider."""

    case_id: UUID
    attempt: int
    certificate_serial: str


@value
class Packed:
    """In a consignment that is being packed."""

    consignment_id: UUID


@value
class InTransit:
    """With the courier."""

    consignment_id: UUID


@value
class AtIssuingBody:
    """Scanned in."""

    body: str


@value
class Held:
    """In the enterprise's hands."""


@value
class Spoiled:
    """Unusable, waiting for its destruction."""


State: TypeAlias = Unknown | Blank | Reserved | Personalised | Packed | InTransit | AtIssuingBody | Held | Spoiled


def evolve(state: State, event: TokenEvent) -> State:
    """What the fact makes of the token."""
    match event:
        case TokenStocked():
            return Blank(reservations=0)
        case TokenReserved():
            return Reserved(case_id=event.case_id, attempt=event.attempt, reservation=event.reservation)
        case TokenRestocked():
            return Blank(reservations=state.reservation if isinstance(state, Reserved) else 0)
        case TokenPersonalised():
            return Personalised(case_id=event.case_id, attempt=event.attempt, certificate_serial=event.certificate_serial)
        case TokenPacked():
            return Packed(consignment_id=event.consignment_id)
        case TokenShipped():
            return InTransit(consignment_id=event.consignment_id)
        case TokenArrived():
            return AtIssuingBody(body=event.body)
        case TokenHeld():
            return Held()
        case TokenSpoiled():
            return Spoiled()
