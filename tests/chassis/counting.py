"""Two small services that only count, to show the mechanism without any domain: `counter` tells, `mirror` hears."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, TypeAlias
from uuid import UUID, uuid5

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from chassis.aggregate import Aggregate
from chassis.blueprint import Blueprint
from chassis.decider import Decider, Refused
from chassis.door import Act, Door
from chassis.doors import Doors
from chassis.messages import Erased, Personal, command, event, value
from chassis.published import Announcement
from chassis.timer import Timer
from chassis.view import Fact, View

MIRRORS = UUID("11111111-1111-1111-1111-111111111111")


@event
class Counted:
    counter_id: UUID
    number: int
    counted_at: datetime


@event
class Signed:
    counter_id: UUID
    person_id: UUID
    name: Annotated[str | Erased, Personal(of="person_id")]


@event
class Rested:
    counter_id: UUID


Event: TypeAlias = Counted | Signed | Rested


@command
class Count:
    counter_id: UUID
    upto: int
    at: datetime


@command
class Sign:
    counter_id: UUID
    person_id: UUID
    name: str
    at: datetime


@command
class Rest:
    counter_id: UUID
    at: datetime


@value
class State:
    number: int = 0
    name: str | Erased = ""
    resting: bool = False


def decide(command: Count | Sign | Rest, state: State) -> Sequence[Event]:
    match command:
        case Count():
            if command.upto > 1000:
                raise Refused("too_far", zh="太远", en="too far")
            return [
                Counted(counter_id=command.counter_id, number=n, counted_at=command.at)
                for n in range(state.number + 1, command.upto + 1)
            ]
        case Sign():
            return [Signed(counter_id=command.counter_id, person_id=command.person_id, name=command.name)]
        case Rest():
            return [] if state.resting else [Rested(counter_id=command.counter_id)]


def evolve(state: State, event: Event) -> State:
    match event:
        case Counted():
            return State(number=event.number, name=state.name, resting=state.resting)
        case Signed():
            return State(number=state.number, name=event.name, resting=state.resting)
        case Rested():
            return State(number=state.number, name=state.name, resting=True)


class NumberSaid(Announcement, key="counter_id"):
    counter_id: UUID
    number: int


def announce(event: Event) -> NumberSaid | None:
    match event:
        case Counted():
            return NumberSaid(counter_id=event.counter_id, number=event.number)
        case Signed() | Rested():
            return None


@value
class Row:
    counter_id: UUID
    number: int
    rest_at: datetime | None = None


def project(row: Row | None, fact: Fact[Event]) -> Row | None:
    match fact.event:
        case Counted():
            return Row(counter_id=fact.event.counter_id, number=fact.event.number, rest_at=fact.event.counted_at)
        case Signed():
            return row
        case Rested():
            return Row(counter_id=row.counter_id, number=row.number) if row else None


numbers: View[Event, Row] = View(
    name="numbers",
    version=1,
    row=Row,
    keys=lambda e: [str(e.counter_id)],
    project=project,
    tags=lambda r: ["even" if r.number % 2 == 0 else "odd"],
    order=lambda r: f"{r.number:06}",
)
resting: View[Event, Row] = View(
    name="resting", version=1, row=Row, keys=lambda e: [str(e.counter_id)], project=project, due=lambda r: r.rest_at
)
counter = Aggregate(
    name="counter",
    decider=Decider(decide=decide, evolve=evolve, initial=State()),
    commands=Count | Sign | Rest,
    events=Event,
    stream=lambda c: c.counter_id,
)


class CountTo(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    upto: int = Field(ge=0)


class CountedTo(BaseModel):
    number: int


def routes(door: Door) -> APIRouter:
    router = APIRouter()

    @router.post("/counters/{counter_id}", status_code=201)
    async def count(counter_id: UUID, body: CountTo, act: Annotated[Act, Depends(door.act)]) -> CountedTo:
        answer = CountedTo(number=body.upto)
        await act(Count(counter_id=counter_id, upto=body.upto, at=act.at), answer=answer)
        return answer

    @router.get("/counters/{counter_id}")
    async def read(counter_id: UUID) -> CountedTo:
        row = await door.get(numbers, str(counter_id))
        return CountedTo(number=row.number if row else 0)

    @router.get("/staff-only", dependencies=[Depends(door.staff("verifier"))])
    async def staff_only() -> CountedTo:
        return CountedTo(number=1)

    return router


def rest_timer(door: Door) -> Sequence[Timer[Row]]:
    async def perform(row: Row) -> Sequence[object]:
        return [Rest(counter_id=row.counter_id, at=door.doors.clock.now())]

    return [Timer(view=resting, perform=perform)]


def counting(doors: Doors) -> Blueprint:
    return Blueprint(name="counter", aggregates=[counter], announce=announce, tells=NumberSaid, routes=routes, views=[numbers])


def counting_and_resting(doors: Doors) -> Blueprint:
    return Blueprint(
        name="counter",
        aggregates=[counter],
        announce=announce,
        tells=NumberSaid,
        routes=routes,
        views=[numbers, resting],
        timers=rest_timer,
    )


@event
class Mirrored:
    mirror_id: UUID
    number: int


@command
class Mirror:
    mirror_id: UUID
    number: int


POISON = 666
EARLY = 613


def reflect(command: Mirror, state: tuple[int, ...]) -> Sequence[Mirrored]:
    """Not idempotent on purpose: an effect that happened twice shows."""
    if command.number == POISON:
        raise ZeroDivisionError
    if command.number == EARLY:
        raise Refused("too_early", zh="太早", en="too early")
    return [Mirrored(mirror_id=command.mirror_id, number=command.number)]


def seen(state: tuple[int, ...], event: Mirrored) -> tuple[int, ...]:
    return (*state, event.number)


def mirror_of(counter_id: UUID) -> UUID:
    return uuid5(MIRRORS, str(counter_id))


mirror = Aggregate(
    name="mirror",
    decider=Decider(decide=reflect, evolve=seen, initial=tuple[int, ...]()),
    commands=Mirror,
    events=Mirrored,
    stream=lambda c: c.mirror_id,
)


def react(heard: NumberSaid) -> Sequence[Mirror]:
    return [Mirror(mirror_id=mirror_of(heard.counter_id), number=heard.number)]


def mirroring(doors: Doors) -> Blueprint:
    return Blueprint(
        name="mirror",
        aggregates=[mirror],
        announce=lambda e: None,
        tells=NumberSaid,
        routes=lambda door: APIRouter(),
        hears={"counter": NumberSaid},
        react=react,
    )
