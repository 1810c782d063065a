"""What happened to a case, by whom and why? Every fact heard of it, from all services, and of its deadlines, in the order of time."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from heapq import merge
from itertools import groupby
from typing import TypeAlias
from uuid import UUID

from chassis.actor import service_actor
from chassis.messages import value
from services.tracking.events import AccountFactHeard, CaseFactHeard
from services.tracking.projections.limits.deadlines import Recorded
from services.tracking.projections.sentences import say
from services.tracking.projections.sentences.deadlines import say_recorded
from services.tracking.values.text import Text
from services.tracking.values.told import Agent, agent_of, by_place

FactHeard: TypeAlias = CaseFactHeard | AccountFactHeard
OWN = "tracking"


@value
class Line:
    """One fact of the trail. Of tracking's own facts `epoch` is 0: they are told of no other producer."""

    at: datetime
    service: str
    event: str
    agent: Agent
    epoch: int
    position: int
    cause: str
    correlation: UUID
    says: Text


def trail(
    own: Iterable[CaseFactHeard], of_account: Iterable[AccountFactHeard], recorded: Iterable[Recorded] = ()
) -> Sequence[Line]:
    """The case's facts and what the clock did to it, after those of the account if it is the account's first case."""
    clock = [recorded_line(record) for record in sorted(recorded, key=lambda r: (r.at, r.position))]
    case = merge((line(event) for event in merged(own)), clock, key=lambda line: line.at)
    return [*(line(event) for event in merged(of_account)), *case]


def merged(events: Iterable[FactHeard]) -> Iterable[FactHeard]:
    """In the order of time, but never against the order in which one producer wrote (services' clocks may differ)."""
    ordered = sorted(events, key=lambda event: by_place(event.told))
    by_producer = [list(same) for _, same in groupby(ordered, key=lambda event: event.told.place.producer)]
    return merge(*by_producer, key=lambda event: event.told.at)


def line(event: FactHeard) -> Line:
    told, cause = event.told, event.cause
    return Line(
        at=told.at,
        service=told.place.producer,
        event=told.step.type,
        agent=cause.agent,
        epoch=told.place.epoch,
        position=told.place.position,
        cause=cause.causation,
        correlation=cause.correlation,
        says=say(told.step),
    )


def recorded_line(record: Recorded) -> Line:
    """By the clock alone, hence by nobody's wish."""
    names = {"reminded": "DeadlineReminded", "missed": "DeadlineMissed", "voided": "MissVoided"}
    return Line(
        at=record.at,
        service=OWN,
        event=names[record.kind],
        agent=agent_of(service_actor(OWN)),
        epoch=0,
        position=record.position,
        cause="timer",
        correlation=UUID(int=0),
        says=say_recorded(record.kind, record.limit, record.due_instant),
    )
