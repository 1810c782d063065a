"""Does the relay copy everything, in order, from one hand at a time? Two relays moved by hand, over both stores."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from chassis.clock import SystemClock
from chassis.committer import Committer
from chassis.envelope import Outgoing
from chassis.relay import LEASE, LEASE_SECONDS, PAGE, Relay
from chassis.store import Database
from chassis.store.memory import memory_database
from chassis.store.postgres import PostgresStore, postgres_database
from chassis.unit import NewAnnouncement, NewFact, Unit
from chassis.virtual import START
from chassis.wake import Wake
from deploy.local.postgres import PostgresServer
from deploy.local.sql import connect
from tests.chassis.real import until
from tests.chassis.rig import HandClock, altered, rig_over
from tests.conftest import new_database


class Topic:
    """Keeps what was sent; may fail once after it took the records, or wait at a gate with them in hand."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []
        self.dies = False
        self.gate: asyncio.Event | None = None
        self.reached = asyncio.Event()

    async def send(self, records: Sequence[Outgoing]) -> None:
        self.reached.set()
        if self.gate:
            await self.gate.wait()
        self.sent.extend(records)
        if self.dies:
            self.dies = False
            raise ConnectionError("the acknowledgement was lost")

    async def close(self) -> None:
        return None

    def positions(self) -> list[int]:
        return [int(dict(record.headers)["ce_position"]) for record in self.sent]


@pytest_asyncio.fixture(params=["memory", "postgres"])
async def database(request: pytest.FixtureRequest, postgres: PostgresServer) -> AsyncGenerator[Database]:
    made = memory_database() if request.param == "memory" else postgres_database(await new_database(postgres), size=12)
    await made.store.open()
    yield made
    await made.close()


def relay_of(database: Database, topic: Topic, clock: HandClock) -> Relay:
    return Relay(
        service="counter",
        store=database.store,
        leases=database.leases,
        publisher=topic,
        clock=clock,
        holder=uuid4(),
        wake=Wake(clock),
    )


def told(number: int, *, shard: int | None = 1, stream: UUID | None = None) -> Unit:
    announcement = NewAnnouncement(type="Said", key="k", shard=shard, data=b"%d" % number) if shard is not None else None
    fact = NewFact(
        stream=stream or uuid4(), version=1, type="Counted", state=b"{}", meta=b"", at=START, announcement=announcement
    )
    return Unit(id=uuid4(), facts=[fact], at=START)


async def store(database: Database, *units: Unit) -> None:
    await database.store.append(units)


async def expire(database: Database, clock: HandClock) -> None:
    """The lease's time passes: the database's own clock decides where there is one."""
    clock.move(LEASE_SECONDS + 1)
    if isinstance(database.store, PostgresStore):
        await database.store._pool.execute("update leases set until = clock_timestamp()")  # pyright: ignore[reportPrivateUsage]


async def test_what_is_sent_is_exactly_what_was_stored(database: Database) -> None:
    topic = Topic()
    await store(database, told(1, shard=3), told(2, shard=None), told(3, shard=3))
    assert await relay_of(database, topic, HandClock()).step() == 2
    stored = await database.store.announcements(after=0, limit=9)
    assert [(r.key, r.value, r.shard) for r in topic.sent] == [(s.key.encode(), s.data, s.shard) for s in stored]
    headers = [dict(record.headers) for record in topic.sent]
    assert [(h["ce_position"], h["ce_previous"], h["ce_epoch"]) for h in headers] == [(b"1", b"0", b"0"), (b"3", b"1", b"0")]
    assert headers[0]["ce_id"] == b"counter/0/1"
    assert await database.leases.cursor(LEASE) == 3


async def test_nothing_is_sent_again_once_the_cursor_is_saved(database: Database) -> None:
    topic, clock = Topic(), HandClock()
    relay = relay_of(database, topic, clock)
    await store(database, told(1))
    assert [await relay.step(), await relay.step()] == [1, 0]
    await store(database, told(2, shard=None))
    assert await relay.step() == 0
    assert await database.leases.cursor(LEASE) == 2
    assert topic.positions() == [1]


async def test_more_than_a_page_is_sent_in_order(database: Database) -> None:
    topic = Topic()
    await store(database, *[told(n) for n in range(PAGE + 5)])
    relay = relay_of(database, topic, HandClock())
    assert [await relay.step(), await relay.step(), await relay.step()] == [PAGE, 5, 0]
    assert topic.positions() == list(range(1, PAGE + 6))


async def test_only_the_holder_of_the_lease_sends(database: Database) -> None:
    clock, first, second = HandClock(), Topic(), Topic()
    leader, other = relay_of(database, first, clock), relay_of(database, second, clock)
    await store(database, told(1))
    await leader.step()
    await store(database, told(2))
    assert (await other.step(), other.leading) == (0, False)
    assert second.sent == []
    await expire(database, clock)
    assert await other.step() == 1
    assert (await leader.step(), leader.leading) == (0, False)
    assert second.positions() == [2]


async def test_a_leader_that_stops_hands_over_at_once(database: Database) -> None:
    clock, topic = HandClock(), Topic()
    leader, other = relay_of(database, topic, clock), relay_of(database, topic, clock)
    running = asyncio.create_task(leader.run())
    await store(database, told(1))
    await asyncio.wait_for(topic.reached.wait(), 10)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await store(database, told(2))
    assert await other.step() >= 1
    assert sorted(set(topic.positions())) == [1, 2]


async def test_a_zombie_that_wakes_up_moves_no_cursor(database: Database) -> None:
    clock, slow, quick = HandClock(), Topic(), Topic()
    zombie, other = relay_of(database, slow, clock), relay_of(database, quick, clock)
    await store(database, told(1), told(2))
    slow.gate = asyncio.Event()
    sleeping = asyncio.create_task(zombie.step())
    await slow.reached.wait()
    await expire(database, clock)
    await other.step()
    await store(database, told(3))
    await other.step()
    assert await database.leases.cursor(LEASE) == 3
    slow.gate.set()
    await sleeping
    assert await database.leases.cursor(LEASE) == 3
    await store(database, told(4))
    await other.step()
    assert quick.positions() == [1, 2, 3, 4]


async def test_a_zombie_of_the_epoch_before_moves_no_cursor(database: Database) -> None:
    holder = uuid4()
    assert await database.leases.take(LEASE, holder, at=START, seconds=60) == 0
    assert not await database.leases.save(LEASE, holder, epoch=1, start=0, end=5)
    assert await database.leases.cursor(LEASE) == 0


async def test_a_lost_acknowledgement_sends_twice_and_the_consumer_does_not_mind(database: Database) -> None:
    clock, topic = HandClock(), Topic()
    async with rig_over(memory_database(), producer=database.store) as rig:
        await rig.counter.say(1, 2)
        relay, topic.dies = relay_of(database, topic, clock), True
        with pytest.raises(ConnectionError):
            await relay.step()
        assert await database.leases.cursor(LEASE) == 0
        assert await relay.step() == 2
        assert topic.positions() == [1, 2, 1, 2]
        await rig.take(*[rig.counter.record(t) for t in (await database.store.announcements(after=0, limit=9)) * 2])
        assert await rig.gathered() == [1, 2]


async def test_a_crash_between_sending_and_saving_sends_twice(database: Database) -> None:
    clock, topic = HandClock(), Topic()
    await store(database, told(1))
    crashing = relay_of(database, topic, clock)

    async def dies(*_: object, **__: object) -> bool:
        raise ZeroDivisionError

    with altered(database.leases, "save", dies), pytest.raises(ZeroDivisionError):
        await crashing.step()
    await expire(database, clock)
    assert await relay_of(database, topic, clock).step() == 1
    assert topic.positions() == [1, 1]


async def test_the_relay_waits_out_a_broker_that_is_away(database: Database) -> None:
    clock, topic = HandClock(), Topic()
    await store(database, told(1))
    topic.dies = True
    running = asyncio.create_task(relay_of(database, topic, clock).run())

    async def saved() -> bool:
        return await database.leases.cursor(LEASE) == 1

    await until(saved)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert topic.positions() == [1, 1]


async def test_writers_at_once_wait_for_each_other_instead_of_failing(database: Database) -> None:
    receipts = await asyncio.gather(*(database.store.append([told(n)]) for n in range(60)))
    assert sorted(receipt.last for (receipt,) in receipts) == list(range(1, 61))


async def test_a_tailing_reader_misses_nothing_while_many_write_and_a_long_transaction_is_open(dsn: str) -> None:
    database, topic = postgres_database(dsn, size=12), Topic()
    await database.store.open()
    bystander = await connect(dsn)
    long = bystander.transaction()
    await long.start()
    await bystander.execute("create table elsewhere (n integer); insert into elsewhere values (1)")
    await bystander.fetchval("select txid_current()")
    committers = [Committer(database.store, SystemClock()) for _ in range(3)]
    running = [asyncio.create_task(c.run()) for c in committers]
    relay = relay_of(database, topic, HandClock())
    writing = asyncio.gather(*(committers[n % 3].append(told(n, shard=n % 4)) for n in range(600)))
    while not writing.done():
        await relay.step()
    await writing
    await relay.step()
    assert topic.positions() == list(range(1, 601))
    await long.rollback()
    await bystander.close()
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    await database.close()


async def test_a_writer_that_waits_with_its_transaction_open_lets_nobody_overtake_it(dsn: str) -> None:
    database, topic = postgres_database(dsn, size=6), Topic()
    await database.store.open()
    slow = await connect(dsn)
    holding = slow.transaction()
    await holding.start()
    await slow.execute("select 1 from head for update")
    behind = asyncio.create_task(store(database, told(1)))
    relay = relay_of(database, topic, HandClock())
    await asyncio.sleep(0.2)
    assert (await relay.step(), behind.done()) == (0, False)
    await holding.rollback()
    await behind
    await relay.step()
    assert topic.positions() == [1]
    await slow.close()
    await database.close()
