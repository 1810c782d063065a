"""What if a producer's database is restored to an earlier point? Its epoch grows, and who heard what no longer exists stops until told."""

import copy
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import httpx
import pytest
import pytest_asyncio

from chassis.envelope import Raw
from chassis.plan import shard_of
from chassis.store import Database
from chassis.store.memory import MemoryServer, MemoryStore, memory_database
from chassis.store.postgres import postgres_database
from chassis.testing import plain_token, staff
from chassis.unit import Unit
from chassis.virtual import START
from deploy.local.postgres import PostgresServer
from deploy.local.sql import connect
from tests.chassis.rig import ADA, BOB, EVE, Counter, Rig, altered, rig_over
from tests.conftest import new_database

LEASE = "relay"


@dataclass
class Producer:
    """A producer whose database can be copied, and replaced by a copy."""

    database: Database
    copied: Callable[[], Awaitable[None]]
    restored: Callable[[], Awaitable[Database]]
    doctor: Callable[[int], Awaitable[None]]
    closing: list[Database] = field(default_factory=list[Database])


def in_memory() -> Producer:
    kept: list[MemoryServer] = []
    made = memory_database(MemoryServer(identity="first"))

    def server_of(database: Database) -> MemoryServer:
        assert isinstance(database.store, MemoryStore)
        return database.store.server

    async def copied() -> None:
        kept.append(copy.deepcopy(server_of(producer.database)))

    async def restored() -> Database:
        server = copy.deepcopy(kept[-1])
        server.identity = str(uuid4())
        producer.database = memory_database(server)
        return producer.database

    async def doctor(cursor: int) -> None:
        kept[-1].leases[LEASE].cursor = cursor

    producer = Producer(database=made, copied=copied, restored=restored, doctor=doctor)
    return producer


async def in_postgres(server: PostgresServer) -> Producer:
    names = {"now": f"producer_{uuid4().hex}"}
    await server.create(names["now"])

    async def duplicate(name: str) -> str:
        made = f"producer_{uuid4().hex}"
        connection = await connect(server.address)
        try:
            await connection.execute(f'create database "{made}" template "{name}"')
        finally:
            await connection.close()
        return made

    async def copied() -> None:
        await producer.database.close()
        names["copy"] = await duplicate(names["now"])

    async def restored() -> Database:
        await producer.database.close()
        names["now"] = await duplicate(names["copy"])
        producer.database = postgres_database(server.dsn(names["now"]), size=3)
        producer.closing.append(producer.database)
        return producer.database

    async def doctor(cursor: int) -> None:
        connection = await connect(server.dsn(names["copy"]))
        try:
            await connection.execute("update leases set cursor = $1", cursor)
        finally:
            await connection.close()

    producer = Producer(
        database=postgres_database(server.dsn(names["now"]), size=3), copied=copied, restored=restored, doctor=doctor
    )
    producer.closing.append(producer.database)
    return producer


@pytest_asyncio.fixture(params=["memory", "postgres"])
async def producer(request: pytest.FixtureRequest, postgres: PostgresServer) -> AsyncGenerator[Producer]:
    made = in_memory() if request.param == "memory" else await in_postgres(postgres)
    await made.database.store.open()
    yield made
    for database in made.closing:
        await database.close()


@pytest_asyncio.fixture
async def rig(producer: Producer, request: pytest.FixtureRequest, postgres: PostgresServer) -> AsyncGenerator[Rig]:
    """The consumer of that producer, over the same kind of store."""
    in_memory_too = isinstance(producer.database.store, MemoryStore)
    database = memory_database() if in_memory_too else postgres_database(await new_database(postgres), size=4)
    async with rig_over(database, producer=producer.database.store) as made:
        yield made
    await database.close()


async def restore(rig: Rig, producer: Producer) -> None:
    """The producer's database is replaced by the last copy, and opened."""
    database = await producer.restored()
    await database.store.open()
    rig.counter = Counter(database.store)
    rig.feed.serve("counter", database.store)


async def resync(rig: Rig, key: UUID) -> httpx.Response:
    transport = httpx.ASGITransport(app=rig.service.app)
    headers = {"Authorization": f"Bearer {plain_token(staff('operator', body='MOFCOM'))}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://gatherer", headers=headers) as client:
        return await client.post("/operate/resync", json={"producer": "counter", "shard": shard_of(str(key))})


async def sweep(rig: Rig) -> None:
    for _ in range(2):
        await rig.service.sweep.once()


async def stopped(rig: Rig) -> frozenset[int]:
    return (await rig.database.inbox.progress(["counter"]))["counter"].stopped


async def test_opening_the_same_database_again_keeps_epoch_and_lease(producer: Producer) -> None:
    holder = uuid4()
    assert await producer.database.leases.take(LEASE, holder, at=START, seconds=3600) == 0
    head = await producer.database.store.open()
    assert (head.epoch, head.epochs) == (0, ((0, 0),))
    assert await producer.database.leases.take(LEASE, uuid4(), at=START, seconds=3600) is None


async def test_a_restore_begins_an_epoch_clears_the_lease_and_caps_the_cursor(producer: Producer) -> None:
    await Counter(producer.database.store).say(1, 2, 3)
    holder = uuid4()
    await producer.database.leases.take(LEASE, holder, at=START, seconds=3600)
    assert await producer.database.leases.save(LEASE, holder, epoch=0, start=0, end=3)
    await producer.copied()
    await producer.doctor(7)
    database = await producer.restored()
    head = await database.store.open()
    assert (head.epoch, head.position, head.epochs) == (1, 3, ((0, 0), (1, 3)))
    assert (await database.store.open()).epoch == 1
    assert await database.leases.take(LEASE, uuid4(), at=START, seconds=3600) == 3
    assert not await database.leases.save(LEASE, holder, epoch=0, start=3, end=4)


async def test_positions_are_used_again_under_the_new_epoch(producer: Producer) -> None:
    await Counter(producer.database.store).say(1, 2)
    await producer.copied()
    database = await producer.restored()
    await database.store.open()
    await Counter(database.store).say(3)
    told = await database.store.announcements(after=0, limit=9)
    assert [(t.epoch, t.position, t.previous) for t in told] == [(0, 1, 0), (0, 2, 1), (1, 3, 2)]


async def scene(rig: Rig, producer: Producer) -> list[Raw]:
    """ADA heard 1 to 5, EVE 10; then the producer lost 4 and 5 and said 104, 105, 110. Answers the lost records."""
    await rig.take(*await rig.counter.say(1, 2), *await rig.counter.say(10, key=EVE))
    await producer.copied()
    rig.counter = Counter((await again(producer)).store)
    lost = await rig.counter.say(4, 5)
    await rig.take(*lost)
    assert await rig.gathered() == [1, 2, 10, 4, 5]
    await restore(rig, producer)
    return lost


async def again(producer: Producer) -> Database:
    """The database as it is, connected again (a PostgreSQL database must have no connection while it is copied)."""
    await producer.database.store.open()
    return producer.database


async def test_a_new_epoch_stops_the_shards_that_took_what_no_longer_exists_and_only_those(rig: Rig, producer: Producer) -> None:
    await scene(rig, producer)
    mine = await rig.counter.say(104)
    eves = await rig.counter.say(110, key=EVE)
    await rig.take(*mine, *eves)
    assert await stopped(rig) == {shard_of(str(ADA))}
    assert await rig.gathered() == [1, 2, 10, 4, 5, 110]


async def test_the_sweep_learns_the_epoch_too(rig: Rig, producer: Producer) -> None:
    await scene(rig, producer)
    await rig.service.sweep.once()
    assert await stopped(rig) == {shard_of(str(ADA))}


async def test_a_resync_lets_the_shard_go_on_and_nothing_that_survived_is_lost_or_twice(rig: Rig, producer: Producer) -> None:
    await scene(rig, producer)
    await rig.take(*await rig.counter.say(104, 105))
    await sweep(rig)
    assert await rig.gathered() == [1, 2, 10, 4, 5]
    answer = await resync(rig, ADA)
    assert (answer.status_code, answer.json()) == (200, {"to": 2})
    assert (await resync(rig, ADA)).status_code == 409
    await sweep(rig)
    await rig.take(*await rig.counter.say(106))
    assert await rig.gathered() == [1, 2, 10, 4, 5, 104, 105, 106]
    assert await stopped(rig) == frozenset()
    assert "resync" in [kind for kind, _ in await rig.oddities()]


async def test_a_phantom_that_arrives_late_is_dropped_and_recorded(rig: Rig, producer: Producer) -> None:
    await rig.take(*await rig.counter.say(1))
    await producer.copied()
    rig.counter = Counter((await again(producer)).store)
    late = await rig.counter.say(2, 3)
    await restore(rig, producer)
    await rig.take(*await rig.counter.say(110, key=EVE))
    await rig.take(*late)
    assert await rig.gathered() == [1, 110]
    assert await rig.oddities() == [("phantom", 2), ("phantom", 3)]
    await rig.take(*await rig.counter.say(102))
    assert await rig.gathered() == [1, 110, 102]
    assert await rig.parked() == []


async def test_an_old_message_that_survived_is_heard_after_the_restore(rig: Rig, producer: Producer) -> None:
    survivors = await rig.counter.say(1, 2)
    await producer.copied()
    await restore(rig, producer)
    await rig.take(*await rig.counter.say(110, key=EVE))
    await rig.take(*survivors)
    assert await rig.gathered() == [110, 1, 2]


async def test_after_two_restores_a_shard_goes_back_only_as_far_as_it_must(rig: Rig, producer: Producer) -> None:
    await rig.take(*await rig.counter.say(1))
    await producer.copied()
    await restore(rig, producer)
    await rig.take(*await rig.counter.say(2, 3))
    await producer.copied()
    rig.counter = Counter((await again(producer)).store)
    await rig.take(*await rig.counter.say(4))
    await restore(rig, producer)
    await rig.take(*await rig.counter.say(110, key=EVE))
    assert await stopped(rig) == {shard_of(str(ADA))}
    assert (await resync(rig, ADA)).json() == {"to": 3}
    await rig.take(*await rig.counter.say(104))
    assert await rig.gathered() == [1, 2, 3, 4, 110, 104]


async def test_two_epochs_learnt_at_once_go_back_to_the_earlier_cut(rig: Rig, producer: Producer) -> None:
    await rig.take(*await rig.counter.say(1))
    await producer.copied()
    rig.counter = Counter((await again(producer)).store)
    await rig.take(*await rig.counter.say(2, 3, 4))
    await restore(rig, producer)
    await rig.counter.say(102, 103)
    await producer.copied()
    await restore(rig, producer)
    await sweep(rig)
    assert await stopped(rig) == {shard_of(str(ADA))}
    assert (await resync(rig, ADA)).json() == {"to": 1}
    await sweep(rig)
    assert await rig.gathered() == [1, 2, 3, 4, 102, 103]


async def test_a_parked_phantom_leaves_with_the_resync_and_what_survived_stays_parked(rig: Rig, producer: Producer) -> None:
    rig.ills.broken |= {2, 4}
    await rig.take(*await rig.counter.say(1, 2))
    await producer.copied()
    rig.counter = Counter((await again(producer)).store)
    await rig.take(*await rig.counter.say(3), *await rig.counter.say(4, key=BOB))
    await restore(rig, producer)
    await rig.service.sweep.once()
    assert [position for position, _ in await rig.parked()] == [2, 3, 4]
    await resync(rig, ADA)
    assert [position for position, _ in await rig.parked()] == [2]
    rig.ills.broken.clear()
    await rig.retry()
    assert await rig.gathered() == [1, 2]


async def test_an_old_answer_of_a_producer_unlearns_nothing(rig: Rig, producer: Producer) -> None:
    await rig.database.inbox.learn("counter", [(0, 0), (1, 5)])
    await rig.database.inbox.learn("counter", [(0, 0)])
    assert (await rig.database.inbox.progress(["counter"]))["counter"].epochs == ((0, 0), (1, 5))


async def test_a_batch_decided_before_an_epoch_was_learnt_is_not_stored_after_it(rig: Rig, producer: Producer) -> None:
    (first,) = await rig.counter.say(1)
    await producer.copied()
    rig.counter = Counter((await again(producer)).store)
    (phantom,) = await rig.counter.say(2)
    await rig.take(first)
    really, learnt = rig.database.store.append, list[object]()

    async def append(units: list[Unit]) -> object:
        if not learnt:
            learnt.append(await rig.database.inbox.learn("counter", [(0, 0), (1, 1)]))
        return await really(units)

    with altered(rig.database.store, "append", append):
        await rig.take(phantom)
    assert await rig.gathered() == [1]
    assert await rig.oddities() == [("phantom", 2)]
