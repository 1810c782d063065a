"""Do memory and PostgreSQL behave alike? One suite over both."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from chassis.clock import SystemClock
from chassis.committer import Committer
from chassis.store import Database, RowChange
from chassis.store.memory import memory_database
from chassis.store.postgres import postgres_database
from chassis.unit import Heard, Move, NewAnnouncement, NewFact, Oddity, Park, Read, TimerHeard, Unit, Unpark, Verdict
from deploy.local.postgres import PostgresServer
from tests.conftest import new_database

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ADA, BOB = UUID(int=1), UUID(int=2)


def fact(stream: UUID, version: int, *, shard: int | None = None, claim: bool = False, state: bytes = b"{}") -> NewFact:
    told = NewAnnouncement(type="Said", key=str(stream), shard=shard, data=b"{}") if shard is not None else None
    return NewFact(stream=stream, version=version, type="Counted", state=state, meta=b"{}", at=AT, claim=claim, announcement=told)


def unit(*facts: NewFact, **more: object) -> Unit:
    return Unit(id=uuid4(), facts=facts, at=AT, **more)  # type: ignore[arg-type]


def heard(position: int, *, key: str = "k", shard: int = 1, previous: int = 0, epoch: int = 0) -> Heard:
    return Heard(
        producer="counter", shard=shard, epoch=epoch, position=position, previous=previous, key=key, type="Said", data=b"\x00{}"
    )


@pytest_asyncio.fixture(params=["memory", "postgres"])
async def database(request: pytest.FixtureRequest, postgres: PostgresServer) -> AsyncGenerator[Database]:
    made = memory_database() if request.param == "memory" else postgres_database(await new_database(postgres), size=10)
    await made.store.open()
    yield made
    await made.close()


async def append(database: Database, *units: Unit) -> list[Verdict]:
    return [receipt.verdict for receipt in await database.store.append(units)]


async def test_positions_are_gapless_whatever_was_refused_between(database: Database) -> None:
    assert await append(database, unit(fact(ADA, 1), fact(ADA, 2))) == [Verdict.OK]
    assert await append(database, unit(fact(ADA, 2)), unit(fact(BOB, 1))) == [Verdict.CONFLICT, Verdict.OK]
    stored = await database.store.read_all(after=0, limit=10)
    assert [(f.stream, f.version, f.position) for f in stored] == [(ADA, 1, 1), (ADA, 2, 2), (BOB, 1, 3)]


async def test_a_lost_claim_is_taken_not_a_conflict(database: Database) -> None:
    assert await append(database, unit(fact(ADA, 1, claim=True))) == [Verdict.OK]
    assert await append(database, unit(fact(BOB, 1), fact(ADA, 1, claim=True))) == [Verdict.TAKEN]
    assert await database.store.read_stream(BOB) == []


async def test_the_same_unit_again_is_already_with_its_position_and_answer(database: Database) -> None:
    wish = Unit(id=uuid4(), facts=[fact(ADA, 1, shard=7)], fingerprint=b"f", answer=b"a")
    first = (await database.store.append([wish]))[0]
    again = (await database.store.append([wish]))[0]
    found = await database.store.find_unit(wish.id)
    assert first.announced == ((7, 1),)
    assert (again.verdict, again.first, again.last, again.fingerprint, again.answer) == (Verdict.ALREADY, 1, 1, b"f", b"a")
    assert found is not None
    assert (found.last, found.answer) == (1, b"a")


async def test_announcements_name_the_one_before_in_their_shard(database: Database) -> None:
    await append(database, unit(fact(ADA, 1, shard=5), fact(ADA, 2), fact(ADA, 3, shard=5)), unit(fact(BOB, 1, shard=6)))
    await append(database, unit(fact(ADA, 4, shard=5)))
    told = await database.store.announcements(after=0, limit=10)
    assert [(t.shard, t.position, t.previous) for t in told] == [(5, 1, 0), (5, 3, 1), (6, 4, 0), (5, 5, 3)]
    assert [t.position for t in await database.store.announcements(after=1, limit=10, shard=5, until=4)] == [3]
    assert dict(await database.store.heads()) == {5: 5, 6: 4}
    assert dict(await database.store.heads(since=4)) == {5: 5}


async def test_done_moves_only_from_where_it_was_read(database: Database) -> None:
    move = Move(producer="counter", shard=1, epoch=0, start=0, end=4)
    assert await append(database, unit(fact(ADA, 1), moves=[move])) == [Verdict.OK]
    assert await append(database, unit(fact(ADA, 2), moves=[move])) == [Verdict.CONFLICT]
    assert (await database.inbox.progress(["counter"]))["counter"].done == {1: 4}
    assert len(await database.store.read_stream(ADA)) == 1


async def test_a_batch_of_an_older_epoch_is_refused_and_shards_that_went_too_far_stop(database: Database) -> None:
    await append(
        database,
        unit(
            moves=[
                Move(producer="counter", shard=1, epoch=0, start=0, end=4),
                Move(producer="counter", shard=2, epoch=0, start=0, end=9),
            ]
        ),
    )
    assert await database.inbox.learn("counter", [(0, 0), (1, 5)]) == [2]
    old = Move(producer="counter", shard=1, epoch=0, start=4, end=6)
    assert await append(database, unit(moves=[old])) == [Verdict.CONFLICT]
    stopped = Move(producer="counter", shard=2, epoch=1, start=9, end=10)
    assert await append(database, unit(moves=[stopped])) == [Verdict.CONFLICT]
    await database.inbox.resync("counter", 2, to=3)
    progress = (await database.inbox.progress(["counter"]))["counter"]
    assert (progress.epoch, progress.done, progress.stopped) == (1, {1: 4, 2: 3}, frozenset())
    again = Move(producer="counter", shard=2, epoch=1, start=3, end=6)
    assert await append(database, unit(moves=[again])) == [Verdict.OK]


async def test_parked_messages_keep_their_order_and_leave_once(database: Database) -> None:
    parks = [Park(heard=heard(n, key=key), reason="refused: x", retry_at=AT) for n, key in [(1, "a"), (2, "b"), (3, "a")]]
    await append(database, unit(parks=parks))
    assert await database.inbox.parked_keys("counter", ["a", "c"]) == {"a"}
    due = await database.inbox.parked_due(AT, limit=10)
    assert [(p.heard.key, p.heard.position) for p in due] == [("a", 1), ("b", 2)]
    gone = Unpark(producer="counter", epoch=0, position=1)
    assert await append(database, unit(fact(ADA, 1), unparks=[gone])) == [Verdict.OK]
    assert await append(database, unit(fact(ADA, 2), unparks=[gone])) == [Verdict.CONFLICT]
    await database.inbox.postpone(due[1], reason="still", retry_at=AT + timedelta(hours=1))
    later = await database.inbox.parked_due(AT, limit=10)
    assert [(p.heard.position, p.heard.data) for p in later] == [(3, b"\x00{}")]
    assert [(p.heard.position, p.reason, p.attempts) for p in await database.inbox.parked(key="b")] == [(2, "still", 1)]


async def test_oddities_are_counted_by_kind(database: Database) -> None:
    odd = Oddity(producer="counter", kind="tombstone", detail="d", key="a\x00b", data=b"\xff")
    await database.inbox.record([odd])
    await append(database, unit(oddities=[odd]))
    assert await database.inbox.oddity_counts() == {"tombstone": 2}
    assert (await database.inbox.oddities(limit=1))[0].data == b"\xff"


async def test_a_timer_is_heard_once_as_it_stood(database: Database) -> None:
    row = RowChange(key="a", row=b"{}", due_at=AT, position=3)
    assert await database.views.save("due_v1", start=0, end=3, changes=[row])
    assert [r.key for r in await database.views.due("due_v1", AT, limit=5)] == ["a"]
    timer = TimerHeard(view="due_v1", key="a", position=3)
    assert await append(database, unit(timers=[timer])) == [Verdict.OK]
    assert await append(database, unit(fact(ADA, 1), timers=[timer])) == [Verdict.CONFLICT]
    assert await database.views.due("due_v1", AT, limit=5) == []


async def test_a_view_moves_only_from_its_checkpoint(database: Database) -> None:
    rows = [
        RowChange(key=k, row=b'"%s"' % k.encode(), tags=(t,), order=o, position=1)
        for k, t, o in [("a", "x", "2"), ("b", "y", "1")]
    ]
    assert await database.views.save("v_v1", start=0, end=5, changes=rows)
    assert not await database.views.save("v_v1", start=0, end=6, changes=[])
    assert await database.views.checkpoint("v_v1") == 5
    assert [r.key for r in await database.views.find("v_v1", tags=[], after="", limit=5)] == ["b", "a"]
    assert [r.key for r in await database.views.find("v_v1", tags=["x"], after="", limit=5)] == ["a"]
    assert [r.key for r in await database.views.find("v_v1", tags=[], after="1", limit=5)] == ["a"]
    assert await database.views.save("v_v1", start=5, end=6, changes=[RowChange(key="a", row=None, position=6)])
    assert list(await database.views.rows("v_v1", ["a", "b"])) == ["b"]


async def test_a_lease_has_one_holder_and_only_it_moves_the_cursor(database: Database) -> None:
    one, two = uuid4(), uuid4()
    assert await database.leases.take("relay", one, at=AT, seconds=60) == 0
    assert await database.leases.take("relay", two, at=AT, seconds=60) is None
    assert await database.leases.save("relay", one, epoch=0, start=0, end=3)
    assert not await database.leases.save("relay", two, epoch=0, start=3, end=4)
    assert not await database.leases.save("relay", one, epoch=1, start=3, end=4)
    assert not await database.leases.save("relay", one, epoch=0, start=0, end=4)
    await database.leases.give_up("relay", one)
    assert await database.leases.take("relay", two, at=AT, seconds=60) == 3


async def test_concurrent_writers_leave_no_gap_and_lose_nothing(database: Database) -> None:
    committer = Committer(database.store, SystemClock())
    running = asyncio.create_task(committer.run())
    receipts = await asyncio.gather(*(committer.append(unit(fact(uuid4(), 1, shard=n % 3))) for n in range(300)))
    running.cancel()
    assert sorted(r.last for r in receipts) == list(range(1, 301))
    told = await database.store.announcements(after=0, limit=1000)
    previous: dict[int, int] = {}
    for t in told:
        assert t.previous == previous.get(t.shard, 0)
        previous[t.shard] = t.position
    assert committer.batches < 300


async def test_two_wishes_for_one_stream_get_one_ok(database: Database) -> None:
    committers = [Committer(database.store, SystemClock()) for _ in range(3)]
    running = [asyncio.create_task(c.run()) for c in committers]
    receipts = await asyncio.gather(*(c.append(unit(fact(ADA, 1))) for c in committers for _ in range(5)))
    for task in running:
        task.cancel()
    verdicts = [r.verdict for r in receipts]
    assert verdicts.count(Verdict.OK) == 1
    assert verdicts.count(Verdict.CONFLICT) == 14


async def test_a_table_beside_takes_the_live_ones_place_only_at_the_same_position(database: Database) -> None:
    views = database.views
    rows = [RowChange(key=k, row=b"1", tags=("x",), order=k, position=1) for k in ("a", "b", "c")]
    await views.save("live", start=0, end=5, changes=rows)
    await views.save("beside", start=0, end=4, changes=[RowChange(key="a", row=b"2", tags=("y",), order="a", position=1)])
    assert [r.key for r in await views.page("live", after="", limit=2)] == ["a", "b"]
    assert [r.key for r in await views.page("live", after="b", limit=2)] == ["c"]
    assert not await views.swap("live", "beside", at=5)
    await views.save("beside", start=4, end=5, changes=[])
    assert await views.swap("live", "beside", at=5)
    assert [r.row for r in await views.find("live", tags=["y"], after="", limit=5)] == [b"2"]
    assert await views.find("live", tags=["x"], after="", limit=5) == []
    assert dict(await views.tables()) == {"live": 5}


async def test_an_unknown_type_is_parked_for_another_try_once(database: Database) -> None:
    odd = Oddity(producer="counter", kind="unknown_type", detail="d", key="k", type="Said", epoch=0, position=3)
    await database.inbox.record([odd])
    laid = Park(heard=heard(3), reason="again", retry_at=AT)
    assert await database.inbox.rehear(laid)
    assert not await database.inbox.rehear(laid)
    assert [p.heard.position for p in await database.inbox.parked_due(AT, limit=5)] == [3]
    assert await database.inbox.oddity_counts() == {"reheard": 1}


async def test_a_decision_holds_only_while_what_it_read_stands_still(database: Database) -> None:
    await append(database, unit(fact(ADA, 1)))
    assert await append(database, unit(fact(BOB, 1), reads=[Read(stream=ADA, version=1)])) == [Verdict.OK]
    await append(database, unit(fact(ADA, 2)))
    assert await append(database, unit(fact(BOB, 2), reads=[Read(stream=ADA, version=1)])) == [Verdict.CONFLICT]
    assert len(await database.store.read_stream(BOB)) == 1
