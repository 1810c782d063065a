"""What happened to a case, by whom and why? Every fact heard of it, from all services, in the order of time."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from heapq import merge
from itertools import groupby
from uuid import UUID

from chassis.messages import value
from services.tracking.events import AccountFactHeard, CaseFactHeard, Event
from services.tracking.projections.sentences import say
from services.tracking.values.text import Text
from services.tracking.values.told import Agent, by_place


@value
class Line:
    """One fact of the trail."""

    at: datetime
    service: str
    event: str
    agent: Agent
    epoch: int
    position: int
    cause: str
    correlation: UUID
    says: Text


def trail(own: Iterable[CaseFactHeard], of_account: Iterable[AccountFactHeard]) -> Sequence[Line]:
    """The case's facts, after those of the account if it is the account's first case."""
    return [*(line(event) for event in merged(of_account)), *(line(event) for event in merged(own))]


def merged(events: Iterable[Event]) -> Iterable[Event]:
    """In the order of time, but never against the order in which one producer wrote (services' clocks may differ)."""
    ordered = sorted(events, key=lambda event: by_place(event.told))
    by_producer = [list(same) for _, same in groupby(ordered, key=lambda event: event.told.place.producer)]
    return merge(*by_producer, key=lambda event: event.told.at)


def line(event: Event) -> Line:
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
