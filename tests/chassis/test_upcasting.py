"""Do old facts still load, and do two versions of the code run side by side? Golden bytes, and an older and a newer counter over one database."""

import asyncio
import json
import shutil
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

import pytest

from chassis.aggregate import Aggregate
from chassis.blueprint import Blueprint, Upcaster
from chassis.clock import SystemClock
from chassis.codec import UnknownEvent
from chassis.decider import Decider
from chassis.doors import Doors
from chassis.feed import MemoryFeed
from chassis.messages import Erased, command, event
from chassis.published import Announcement
from chassis.service import Service
from chassis.store import StoredFact, schema
from chassis.store.memory import memory_database
from chassis.store.postgres import postgres_database
from chassis.topic import MemoryBroker
from chassis.view import Fact, View
from chassis.virtual import START
from deploy.local.postgres import PostgresServer
from tests.chassis import counting as older
from tests.chassis.counting import Count, Counted, Row, counter, counting, mirror, mirror_of, mirroring
from tests.chassis.real import until
from tests.chassis.rig import HandClock, committing, plain_service, wish
from tests.conftest import new_database

ADA, EVE = UUID(int=1), UUID(int=2)

GOLDEN = b'{"counter_id":"00000000-0000-0000-0000-000000000001","count":7}'
GOLDEN_SIGNED = (
    b'{"counter_id":"00000000-0000-0000-0000-000000000001","who":"00000000-0000-0000-0000-000000000047",'
    b'"name":{"sealed":"","person":"00000000-0000-0000-0000-000000000047"}}'
)


def counted_today(old: dict[str, Any]) -> dict[str, Any]:
    """`count` was renamed, and when it was counted was not kept at first."""
    if "count" not in old:
        return old
    return {"counter_id": old["counter_id"], "number": old["count"], "counted_at": "2026-01-01T00:00:00Z"}


def signed_today(old: dict[str, Any]) -> dict[str, Any]:
    return {"person_id" if name == "who" else name: found for name, found in old.items()}


UPCASTERS: Mapping[str, Upcaster] = {"Counted": counted_today, "Signed": signed_today}


def with_upcasters(doors: Doors) -> Blueprint:
    return replace(counting(doors), upcasters=UPCASTERS)


def golden(state: bytes, type: str = "Counted") -> StoredFact:
    return StoredFact(stream=ADA, version=1, type=type, state=state, position=1, epoch=0, meta=b"", at=START)


async def test_an_old_event_loads_through_its_upcaster_for_handler_and_view() -> None:
    service = plain_service(with_upcasters, "counter", memory_database(), MemoryFeed({}), HandClock())
    (loaded,) = await service.codec.decode([golden(GOLDEN)])
    assert (loaded.number, loaded.counted_at.year) == (7, 2026)
    assert service.codec.decode_blind(golden(GOLDEN)) == loaded
    assert counter.decider.fold([loaded]).number == 7
    (signed,) = await service.codec.decode([golden(GOLDEN_SIGNED, "Signed")])
    assert (signed.person_id, signed.name) == (UUID(int=0x47), Erased(person_id=UUID(int=0x47)))


async def test_todays_events_pass_their_upcaster_unchanged() -> None:
    service = plain_service(with_upcasters, "counter", memory_database(), MemoryFeed({}), HandClock())
    today = Counted(counter_id=ADA, number=3, counted_at=START)
    (state,) = await service.codec.encode([(ADA, 1, today)])
    assert await service.codec.decode([golden(state)]) == [today]


async def test_the_shape_that_is_stored_today_is_the_golden_one() -> None:
    service = plain_service(counting, "counter", memory_database(), MemoryFeed({}), HandClock())
    (state,) = await service.codec.encode([(ADA, 1, Counted(counter_id=ADA, number=3, counted_at=START))])
    assert json.loads(state) == {"counter_id": str(ADA), "number": 3, "counted_at": "2026-03-02T01:00:00Z"}


async def test_an_event_of_newer_code_is_unknown_not_guessed() -> None:
    service = plain_service(counting, "counter", memory_database(), MemoryFeed({}), HandClock())
    with pytest.raises(UnknownEvent):
        await service.codec.decode([golden(b"{}", "Doubled")])


# ── the newer counter: one more fact, one more announcement, its own view, one more step of the schema ──


@event
class Doubled:
    counter_id: UUID
    number: int


@command
class Double:
    counter_id: UUID


class DoubleSaid(Announcement, key="counter_id"):
    counter_id: UUID
    number: int


Event: TypeAlias = older.Event | Doubled


def decide(command: Count | older.Sign | older.Rest | Double, state: older.State) -> Sequence[Event]:
    match command:
        case Double():
            return [Doubled(counter_id=command.counter_id, number=2 * state.number)]
        case Count() | older.Sign() | older.Rest():
            return older.decide(command, state)


def evolve(state: older.State, event: Event) -> older.State:
    match event:
        case Doubled():
            return replace(state, number=event.number)
        case Counted() | older.Signed() | older.Rested():
            return older.evolve(state, event)


def announce(event: Event) -> older.NumberSaid | DoubleSaid | None:
    match event:
        case Doubled():
            return DoubleSaid(counter_id=event.counter_id, number=event.number)
        case Counted() | older.Signed() | older.Rested():
            return older.announce(event)


def project(row: Row | None, fact: Fact[Event]) -> Row | None:
    match fact.event:
        case Doubled() | Counted():
            return Row(counter_id=fact.event.counter_id, number=fact.event.number)
        case older.Signed() | older.Rested():
            return row


numbers: View[Event, Row] = View(
    name="numbers", version=2, row=Row, keys=lambda e: [str(e.counter_id)], project=project, order=lambda r: f"{r.number:06}"
)
newer_counter = Aggregate(
    name="counter",
    decider=Decider(decide=decide, evolve=evolve, initial=older.State()),
    commands=Count | older.Sign | older.Rest | Double,
    events=Event,
    stream=lambda c: c.counter_id,
)


def newer(doors: Doors) -> Blueprint:
    return replace(
        counting(doors),
        aggregates=[newer_counter],
        announce=announce,
        tells=older.NumberSaid | DoubleSaid,
        views=[numbers],
    )


def newer_mirroring(doors: Doors) -> Blueprint:
    def react(heard: older.NumberSaid | DoubleSaid) -> Sequence[older.Mirror]:
        return [older.Mirror(mirror_id=mirror_of(heard.counter_id), number=heard.number)]

    return replace(mirroring(doors), hears={"counter": older.NumberSaid | DoubleSaid}, react=react)


@pytest.fixture
def newer_schema(tmp_path: Path) -> Path:
    """The steps of today and one more, as the newer code has them."""
    steps = tmp_path / "steps"
    shutil.copytree(schema.STEPS, steps)
    (steps / "99_newer.sql").write_text("alter table events add column newer text not null default 'yes';")
    return steps


@asynccontextmanager
async def side_by_side(postgres: PostgresServer, steps: Path) -> AsyncGenerator[tuple[Service, Service, Service]]:
    """An older and a newer counter over one database, and a mirror that knows both announcements."""
    feed, broker, clock, address = MemoryFeed({}), MemoryBroker(twice=True), SystemClock(), await new_database(postgres)
    old, new = (
        plain_service(build, "counter", postgres_database(address, size=4), feed, clock, broker=broker)
        for build in (counting, newer)
    )
    mirrored = plain_service(newer_mirroring, "mirror", memory_database(), feed, clock, broker=broker)
    feed.serve("counter", old.ports.database.store)
    await old.start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "STEPS", steps)
        await new.start()
    await mirrored.start()
    try:
        yield old, new, mirrored
    finally:
        for service in (mirrored, new, old):
            await service.stop()
            await service.ports.database.close()


async def mirrored_by(service: Service, stream: UUID, numbers: tuple[int, ...]) -> None:
    async def there() -> bool:
        return await service.handler.load(mirror, mirror_of(stream)) == numbers

    await until(there)


async def test_two_versions_side_by_side_lose_nothing(postgres: PostgresServer, newer_schema: Path) -> None:
    async with side_by_side(postgres, newer_schema) as (old, new, mirrored):
        for upto in (1, 2, 3):
            await wish(old, Count(counter_id=ADA, upto=upto, at=START))
            await wish(new, Count(counter_id=EVE, upto=upto, at=START))
        await wish(new, Double(counter_id=EVE))
        await wish(new, Count(counter_id=EVE, upto=7, at=START))
        await wish(old, Count(counter_id=ADA, upto=4, at=START))
        await mirrored_by(mirrored, ADA, (1, 2, 3, 4))
        await mirrored_by(mirrored, EVE, (1, 2, 3, 6, 7))

        async def viewed() -> bool:
            rows = [await new.queries.get(numbers, str(stream)) for stream in (ADA, EVE)]
            return [row.number if row else 0 for row in rows] == [4, 7]

        await until(viewed)
        with pytest.raises(UnknownEvent):
            await old.handler.load(counter, EVE)
        await wish(old, Count(counter_id=ADA, upto=5, at=START))
        await mirrored_by(mirrored, ADA, (1, 2, 3, 4, 5))


async def test_an_older_relay_tells_what_newer_code_said(postgres: PostgresServer, newer_schema: Path) -> None:
    """Announcements are data: who copies them need not know them."""
    async with side_by_side(postgres, newer_schema) as (old, new, mirrored):
        for task in [t for t in new._tasks if t.get_name().endswith(":relay")]:  # pyright: ignore[reportPrivateUsage]
            task.cancel()
        await wish(new, Count(counter_id=EVE, upto=2, at=START), Double(counter_id=EVE))
        await mirrored_by(mirrored, EVE, (1, 2, 4))
        assert mirrored.consumer.fetched == 0
        assert old.relay.leading


async def test_an_older_hearer_records_what_it_does_not_know_and_goes_on() -> None:
    feed, clock, broker = MemoryFeed({}), SystemClock(), MemoryBroker()
    new = plain_service(newer, "counter", memory_database(), feed, clock, broker=broker)
    old = plain_service(mirroring, "mirror", memory_database(), feed, clock, broker=broker)
    feed.serve("counter", new.ports.database.store)
    for service in (new, old):
        await service.start()
    await wish(new, Count(counter_id=ADA, upto=1, at=START), Double(counter_id=ADA), Count(counter_id=ADA, upto=3, at=START))
    await mirrored_by(old, ADA, (1, 3))
    assert [(o.kind, o.type, o.position) for o in await old.ports.database.inbox.oddities()] == [
        ("unknown_type", "DoubleSaid", 2)
    ]
    for service in (old, new):
        await service.stop()


async def test_steps_of_the_schema_are_taken_once_by_whoever_comes_first(postgres: PostgresServer) -> None:
    address = await new_database(postgres)
    databases = [postgres_database(address, size=2) for _ in range(4)]
    heads = await asyncio.gather(*(d.store.open() for d in databases))
    assert {(h.epoch, h.position) for h in heads} == {(0, 0)}
    for database in databases:
        await database.close()


async def test_older_code_opens_a_database_with_a_newer_schema(postgres: PostgresServer, newer_schema: Path) -> None:
    address = await new_database(postgres)
    new, old = postgres_database(address, size=2), postgres_database(address, size=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "STEPS", newer_schema)
        await new.store.open()
    service = plain_service(counting, "counter", old, MemoryFeed({}), SystemClock())
    async with committing(service):
        await wish(service, Count(counter_id=ADA, upto=2, at=START))
        assert (await service.handler.load(counter, ADA)).number == 2
    for database in (new, old):
        await database.close()
