"""Does every wish get its own verdict? Group commit under lost connections, poisonous units and too many wishes."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import httpx
import pytest
import pytest_asyncio

from chassis.committer import BATCH, QUEUE, Busy, Committer
from chassis.feed import MemoryFeed
from chassis.store import Database, Store, Unavailable
from chassis.store.memory import memory_database
from chassis.store.postgres import postgres_database
from chassis.unit import NewAnnouncement, NewFact, Receipt, Unit, Verdict
from chassis.virtual import START
from deploy.local.postgres import PostgresServer
from deploy.local.sql import connect
from tests.chassis.counting import counting
from tests.chassis.rig import HandClock, altered, committing, plain_service
from tests.conftest import new_database

ADA = UUID(int=1)


@pytest_asyncio.fixture(params=["memory", "postgres"])
async def database(request: pytest.FixtureRequest, postgres: PostgresServer) -> AsyncGenerator[Database]:
    made = memory_database() if request.param == "memory" else postgres_database(await new_database(postgres), size=6)
    await made.store.open()
    yield made
    await made.close()


@asynccontextmanager
async def committer_over(store: Store) -> AsyncGenerator[Committer]:
    committer = Committer(store, HandClock())
    running = asyncio.create_task(committer.run())
    try:
        yield committer
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


def unit(stream: UUID, version: int = 1, *, key: str = "k", id: UUID | None = None) -> Unit:
    told = NewAnnouncement(type="Said", key=key, shard=1, data=b"{}")
    fact = NewFact(stream=stream, version=version, type="Counted", state=b"{}", meta=b"", at=START, announcement=told)
    return Unit(id=id or uuid4(), facts=[fact], fingerprint=b"f", at=START)


async def test_a_lost_answer_to_a_commit_is_asked_again_and_stored_once(database: Database) -> None:
    really, asked = database.store.append, list[Sequence[Unit]]()

    async def append(units: Sequence[Unit]) -> Sequence[Receipt]:
        asked.append(units)
        receipts = await really(units)
        if len(asked) == 1:
            raise Unavailable("the connection died at COMMIT")
        return receipts

    wish = unit(ADA)
    with altered(database.store, "append", append):
        async with committer_over(database.store) as committer:
            receipt = await committer.append(wish)
    assert (receipt.verdict, receipt.first, receipt.last, receipt.fingerprint) == (Verdict.ALREADY, 1, 1, b"f")
    assert asked == [[wish], [wish]]
    assert len(await database.store.read_all(after=0, limit=9)) == 1


async def test_a_connection_cut_while_it_commits_leaves_everything_or_nothing(dsn: str) -> None:
    database = postgres_database(dsn, size=4)
    await database.store.open()
    blocker, killer = await connect(dsn), await connect(dsn)
    holding = blocker.transaction()
    await holding.start()
    await blocker.execute("select 1 from head for update")
    async with committer_over(database.store) as committer:
        wishes = asyncio.gather(*(committer.append(unit(uuid4())) for _ in range(5)))
        await asyncio.sleep(0.2)
        cut = await killer.fetchval(
            """select count(pg_terminate_backend(pid)) from pg_stat_activity
               where datname = current_database() and query like '%append_units%' and pid <> pg_backend_pid()"""
        )
        assert cut == 1
        await holding.rollback()
        receipts = await asyncio.wait_for(wishes, 20)
    assert sorted(r.last for r in receipts) == [1, 2, 3, 4, 5]
    assert len(await database.store.read_all(after=0, limit=99)) == 5
    for connection in (blocker, killer):
        await connection.close()
    await database.close()


async def test_an_error_that_is_no_verdict_hits_its_unit_alone(dsn: str) -> None:
    database = postgres_database(dsn, size=4)
    await database.store.open()
    committer = Committer(database.store, HandClock())
    wishes = [unit(uuid4(), key="a\x00b" if n == 3 else "k") for n in range(9)]
    told = [asyncio.create_task(committer.append(wish)) for wish in wishes]
    await asyncio.sleep(0)
    running = asyncio.create_task(committer.run())
    results = await asyncio.gather(*told, return_exceptions=True)
    assert [type(r).__name__ for r in results].count("Receipt") == 8
    assert isinstance(results[3], Exception)
    assert not isinstance(results[3], Unavailable)
    assert [f.position for f in await database.store.read_all(after=0, limit=99)] == list(range(1, 9))
    assert (await committer.append(unit(ADA))).last == 9
    running.cancel()
    await database.close()


async def test_every_unit_of_a_batch_gets_its_own_verdict(database: Database) -> None:
    await database.store.append([unit(ADA)])
    committer = Committer(database.store, HandClock())
    repeated = unit(uuid4())
    await database.store.append([repeated])
    told = [asyncio.create_task(committer.append(wish)) for wish in (unit(uuid4()), unit(ADA), repeated, unit(uuid4()))]
    await asyncio.sleep(0)
    running = asyncio.create_task(committer.run())
    receipts = await asyncio.gather(*told)
    assert [r.verdict for r in receipts] == [Verdict.OK, Verdict.CONFLICT, Verdict.ALREADY, Verdict.OK]
    assert committer.batches == 1
    running.cancel()


async def test_wishes_that_touch_the_same_thing_keep_their_order(database: Database) -> None:
    committer = Committer(database.store, HandClock())
    wishes = [unit(ADA, 1), unit(uuid4()), unit(ADA, 2), unit(ADA, 3)]
    told = [asyncio.create_task(committer.append(wish)) for wish in wishes]
    await asyncio.sleep(0)
    running = asyncio.create_task(committer.run())
    assert [(await t).verdict for t in told] == [Verdict.OK] * 4
    assert committer.batches == 3
    running.cancel()


async def test_many_wishes_share_few_commits(database: Database) -> None:
    committer = Committer(database.store, HandClock())
    told = [asyncio.create_task(committer.append(unit(uuid4()))) for _ in range(2 * BATCH)]
    await asyncio.sleep(0)
    running = asyncio.create_task(committer.run())
    await asyncio.gather(*told)
    assert committer.batches == 2
    running.cancel()


async def test_a_database_that_stays_away_is_told_to_everyone_and_the_committer_goes_on() -> None:
    database = memory_database()
    away: list[int] = []

    async def append(units: Sequence[Unit]) -> Sequence[Receipt]:
        away.append(len(units))
        raise Unavailable("away")

    async with committer_over(database.store) as committer:
        with altered(database.store, "append", append):
            results = await asyncio.gather(*(committer.append(unit(uuid4())) for _ in range(3)), return_exceptions=True)
        assert [type(r) for r in results] == [Unavailable] * 3
        assert len(away) > 3
        assert (await committer.append(unit(ADA))).verdict is Verdict.OK


async def test_who_waits_when_the_committer_is_stopped_is_told_so() -> None:
    database = memory_database()
    entered = asyncio.Event()

    async def hangs(units: Sequence[Unit]) -> Sequence[Receipt]:
        entered.set()
        await asyncio.Event().wait()
        raise AssertionError

    committer = Committer(database.store, HandClock())
    with altered(database.store, "append", hangs):
        running = asyncio.create_task(committer.run())
        first = asyncio.create_task(committer.append(unit(ADA)))
        await entered.wait()
        second = asyncio.create_task(committer.append(unit(uuid4())))
        await asyncio.sleep(0)
        running.cancel()
        results = await asyncio.wait_for(asyncio.gather(first, second, return_exceptions=True), 5)
    assert [type(r) for r in results] == [Unavailable] * 2


async def test_who_gave_up_waiting_is_not_stored() -> None:
    database = memory_database()
    committer = Committer(database.store, HandClock())
    gone = asyncio.create_task(committer.append(unit(ADA)))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)
    running = asyncio.create_task(committer.run())
    await committer.append(unit(uuid4()))
    assert await database.store.read_stream(ADA) == []
    running.cancel()


async def test_a_full_queue_is_busy_and_503_at_the_door() -> None:
    clock = HandClock()
    service = plain_service(counting, "counter", memory_database(), MemoryFeed({}), clock)
    waiting = [asyncio.create_task(service.committer.append(unit(uuid4()))) for _ in range(QUEUE)]
    await asyncio.sleep(0)
    with pytest.raises(Busy):
        await service.committer.append(unit(uuid4()))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=service.app), base_url="http://counter") as client:
        answer = await client.post(f"/counters/{ADA}", json={"upto": 1})
        assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
        assert answer.headers["retry-after"] == "1"
        async with committing(service):
            await asyncio.gather(*waiting)
            assert (await client.post(f"/counters/{ADA}", json={"upto": 1})).status_code == 201


async def test_a_lost_answer_to_a_commit_is_a_success_at_the_door() -> None:
    service = plain_service(counting, "counter", memory_database(), MemoryFeed({}), HandClock())
    store, tries = service.ports.database.store, list[int]()
    really = store.append

    async def append(units: Sequence[Unit]) -> Sequence[Receipt]:
        tries.append(1)
        receipts = await really(units)
        if len(tries) == 1:
            raise Unavailable("died at COMMIT")
        return receipts

    async with (
        committing(service),
        httpx.AsyncClient(transport=httpx.ASGITransport(app=service.app), base_url="http://counter") as client,
    ):
        with altered(store, "append", append):
            answer = await client.post(f"/counters/{ADA}", json={"upto": 2})
    assert (answer.status_code, answer.json()) == (201, {"number": 2})
    assert len(await store.read_stream(ADA)) == 2
