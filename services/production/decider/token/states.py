"""In which states can a token be, and how did it get there?"""

from dataclasses import replace
from typing import TypeAlias
from uuid import UUID

from chassis.messages import value
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


@value
class Written:
    """What a token carries once it is somebody's key."""

    case_id: UUID
    attempt: int
    certificate_serial: str
    login_name: str


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

    written: Written


@value
class Packed:
    """In a consignment that is being packed."""

    written: Written
    consignment_id: UUID


@value
class InTransit:
    """With the courier; `consignment_id` is None where a body sent it on to another."""

    written: Written
    consignment_id: UUID | None


@value
class AtIssuingBody:
    """Scanned in."""

    written: Written
    body: str


@value
class Held:
    """In the enterprise's hands."""

    written: Written


@value
class Lost:
    """Nobody knows where; `was` is how it was before."""

    written: Written
    was: InTransit | AtIssuingBody


@value
class Quarantined:
    """Kept apart by a body."""

    written: Written
    body: str
    written_off: bool


@value
class Returned:
    """Back at the provider, not to be used again; `proposed_by` wants to destroy it."""

    proposed_by: UUID | None


@value
class Spoiled:
    """Unusable, waiting for its destruction; `proposed_by` wants to destroy it."""

    proposed_by: UUID | None


@value
class Destroyed:
    """Gone for good."""


Key: TypeAlias = Personalised | Packed | InTransit | AtIssuingBody | Held | Lost | Quarantined
State: TypeAlias = Unknown | Blank | Reserved | Key | Returned | Spoiled | Destroyed


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
            return Personalised(written=on_it(event))
        case TokenPacked():
            return Packed(written=written(state), consignment_id=event.consignment_id)
        case TokenShipped():
            return InTransit(written=written(state), consignment_id=event.consignment_id)
        case TokenArrived():
            return AtIssuingBody(written=written(state), body=event.body)
        case TokenHeld():
            return Held(written=written(state))
        case TokenLost():
            return lost(state)
        case TokenFound():
            return state.was if isinstance(state, Lost) else state
        case TokenQuarantined():
            return Quarantined(written=written(state), body=event.body, written_off=event.written_off)
        case TokenRerouted():
            return InTransit(written=written(state), consignment_id=None)
        case TokenReturned():
            return Returned(proposed_by=None)
        case TokenSpoiled():
            return Spoiled(proposed_by=None)
        case DestructionProposed():
            return replace(state, proposed_by=event.proposed_by) if isinstance(state, Returned | Spoiled) else state
        case TokenDestroyed():
            return Destroyed()


def on_it(event: TokenPersonalised) -> Written:
    return Written(
        case_id=event.case_id,
        attempt=event.attempt,
        certificate_serial=event.certificate_serial,
        login_name=event.login_name,
    )


def lost(state: State) -> State:
    match state:
        case InTransit() | AtIssuingBody():
            return Lost(written=state.written, was=state)
        case Unknown() | Blank() | Reserved() | Personalised() | Packed() | Held() | Lost() | Quarantined():
            return state
        case Returned() | Spoiled() | Destroyed():
            return state


def written(state: State) -> Written:
    """What is on the token. Raises ValueError for a history that never wrote it."""
    match state:
        case Personalised() | Packed() | InTransit() | AtIssuingBody() | Held() | Lost() | Quarantined():
            return state.written
        case Unknown() | Blank() | Reserved() | Returned() | Spoiled() | Destroyed():
            raise ValueError("nothing is written on this token")


def place(
    state: Personalised | Packed | InTransit | AtIssuingBody | Held | Lost | Quarantined | Returned | Spoiled,
) -> TokenPlace:
    """The word for where it is."""
    match state:
        case Personalised():
            return "personalised"
        case Packed():
            return "packed"
        case InTransit():
            return "in_transit"
        case AtIssuingBody():
            return "at_issuing_body"
        case Held():
            return "held"
        case Lost():
            return "lost"
        case Quarantined():
            return "quarantined"
        case Returned():
            return "returned"
        case Spoiled():
            return "spoiled"
