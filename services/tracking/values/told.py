"""What does a heard fact say of itself? Where its producer wrote it, when it happened, who caused it; the place alone gives it its order."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, TypeAlias
from uuid import UUID

from pydantic import Field

from chassis.actor import Actor
from chassis.messages import value
from services.tracking.values.application import ApplicationStep
from services.tracking.values.delivery import DeliveryStep
from services.tracking.values.production import ProductionStep
from services.tracking.values.registration import AccountStep, MailStep
from services.tracking.values.verification import VerificationStep

CaseStep: TypeAlias = MailStep | ApplicationStep | VerificationStep | ProductionStep | DeliveryStep
Step: TypeAlias = AccountStep | CaseStep


@value
class Place:
    """Where a producer wrote a fact. Of one key, a later fact stands at a later (epoch, position)."""

    producer: str
    epoch: int
    position: int


@value
class Told:
    """One fact as it was told. `at` is the instant its producer gives it."""

    place: Place
    at: datetime
    step: Annotated[Step, Field(discriminator="type")]


@value
class Agent:
    """Who caused a fact: opaque ids, and the body and roles they acted in (sorted)."""

    kind: str
    account_id: UUID | None
    person_id: UUID | None
    body: str
    roles: tuple[str, ...]
    service: str


@value
class Cause:
    """Why a fact exists: who, by which wish, after what."""

    agent: Agent
    correlation: UUID
    causation: str


def agent_of(actor: Actor) -> Agent:
    """The actor with its roles in a fixed order, so that the same fact is always the same bytes."""
    return Agent(
        kind=actor.kind,
        account_id=actor.account_id,
        person_id=actor.person_id,
        body=actor.body,
        roles=tuple(sorted(actor.roles)),
        service=actor.service,
    )


def by_place(told: Told) -> tuple[str, int, int]:
    """The order that every set of facts is kept in, whatever order they were heard in."""
    return told.place.producer, told.place.epoch, told.place.position


def gather(known: Iterable[Told], told: Told) -> tuple[Told, ...]:
    """The set with this fact in it. Commutative and idempotent: what is folded by it forgets the order of hearing."""
    return tuple(sorted({t.place: t for t in (told, *known)}.values(), key=by_place))
