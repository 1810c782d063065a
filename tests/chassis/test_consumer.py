"""Does every message take effect exactly once, in order per key, whatever the topic does? One consumer moved by hand, over both stores."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from chassis.consumer import Stopped
from chassis.envelope import Raw
from chassis.store import Unavailable
from chassis.store.memory import memory_database
from chassis.store.postgres import postgres_database
from chassis.unit import Receipt, Unit
from deploy.local.postgres import PostgresServer
from tests.chassis.rig import ADA, BOB, EVE, HandClock, Rig, altered, committing, gathering, plain_service, rig_over
from tests.conftest import new_database


@pytest_asyncio.fixture(params=["memory", "postgres"])
async def rig(request: pytest.FixtureRequest, postgres: PostgresServer) -> AsyncGenerator[Rig]:
    database = memory_database() if request.param == "memory" else postgres_database(await new_database(postgres))
    async with rig_over(database) as made:
        yield made
    await database.close()


async def test_a_duplicate_is_dropped(rig: Rig) -> None:
    one, two = await rig.counter.say(1, 2)
    await rig.take(one, one, two)
    await rig.take(one, two)
    assert await rig.gathered() == [1, 2]
    assert rig.service.consumer.duplicates == 3


async def test_a_gap_is_filled_from_the_feed(rig: Rig) -> None:
    *_, last = await rig.counter.say(1, 2, 3, 4)
    await rig.take(last)
    assert await rig.gathered() == [1, 2, 3, 4]
    assert rig.service.consumer.fetched == 3


async def test_a_gap_longer_than_a_page_is_filled(rig: Rig) -> None:
    *_, last = await rig.counter.say(*range(1, 1203))
    await rig.take(last)
    assert await rig.gathered() == list(range(1, 1203))


async def test_without_the_feed_a_message_after_a_gap_is_dropped_and_the_sweep_brings_it(rig: Rig) -> None:
    one, _, three = await rig.counter.say(1, 2, 3)
    (other,) = await rig.counter.say(10, key=EVE)
    rig.feed.down.add("counter")
    await rig.take(one, three, other)
    assert await rig.gathered() == [1, 10]
    assert await rig.done() == 1
    rig.feed.down.clear()
    await rig.service.sweep.once()
    assert await rig.gathered() == [1, 10]
    await rig.service.sweep.once()
    assert await rig.gathered() == [1, 10, 2, 3]


async def test_a_later_message_does_not_jump_over_one_that_was_dropped(rig: Rig) -> None:
    one, _, three, four = await rig.counter.say(1, 2, 3, 4)
    rig.feed.down.add("counter")
    await rig.take(one, three, four)
    assert await rig.gathered() == [1]


async def test_what_a_wiped_topic_lost_comes_by_the_sweep(rig: Rig) -> None:
    await rig.counter.say(1, 2)
    await rig.counter.say(3, key=EVE)
    await rig.service.sweep.once()
    assert await rig.gathered() == []
    await rig.service.sweep.once()
    assert await rig.gathered() == [1, 2, 3]
    assert rig.service.sweep.standings["counter"].behind == 0


async def test_records_in_any_order_take_effect_in_order(rig: Rig) -> None:
    mine = await rig.counter.say(*range(1, 6))
    theirs = await rig.counter.say(*range(10, 15), key=EVE)
    for raw in (mine[3], theirs[2], theirs[0], mine[0], mine[4], theirs[4], mine[1], mine[2], theirs[1], theirs[3]):
        await rig.take(raw)
    gathered = await rig.gathered()
    assert [n for n in gathered if n < 10] == [1, 2, 3, 4, 5]
    assert [n for n in gathered if n >= 10] == [10, 11, 12, 13, 14]
    assert len(gathered) == 10


async def test_poison_parks_its_key_and_nothing_overtakes_it(rig: Rig) -> None:
    rig.ills.broken.add(2)
    one, two, three = await rig.counter.say(1, 2, 3)
    (bob,) = await rig.counter.say(20, key=BOB)
    await rig.take(one, two)
    await rig.take(three, bob)
    assert await rig.gathered() == [1, 20]
    assert [position for position, _ in await rig.parked()] == [2, 3]
    assert await rig.done() == 4
    await rig.retry()
    assert await rig.gathered() == [1, 20]
    rig.ills.broken.clear()
    await rig.retry(after=10)
    assert await rig.gathered() == [1, 20, 2, 3]
    assert await rig.parked() == []


async def test_poison_within_a_filled_gap_parks_its_key_too(rig: Rig) -> None:
    rig.ills.broken.add(2)
    *_, four = await rig.counter.say(1, 2, 3, 4)
    await rig.take(four)
    assert await rig.gathered() == [1]
    assert [position for position, _ in await rig.parked()] == [2, 3, 4]


async def test_a_reason_says_where_it_broke_and_never_what_it_held(rig: Rig) -> None:
    (raw,) = await rig.counter.say(0, data=b'{"counter_id": "secret name", "number": 1}')
    await rig.take(raw)
    ((_, reason),) = await rig.parked()
    assert "counter_id" in reason
    assert "secret" not in reason


async def test_what_came_too_early_is_parked_until_the_other_fact_arrived(rig: Rig) -> None:
    rig.ills.early[1] = 10
    await rig.take(*await rig.counter.say(1, 2))
    await rig.retry()
    assert await rig.gathered() == []
    assert (await rig.parked())[0][1] == "refused: too_early"
    await rig.take(*await rig.counter.say(10, key=EVE))
    await rig.retry(after=10)
    assert await rig.gathered() == [10, 1, 2]


async def test_a_retry_waits_longer_each_time_and_at_most_five_minutes(rig: Rig) -> None:
    rig.ills.broken.add(1)
    await rig.take(*await rig.counter.say(1))
    waits: list[float] = []
    for _ in range(10):
        (laid,) = await rig.database.inbox.parked()
        rig.clock.move((laid.retry_at - rig.clock.now()).total_seconds())
        await rig.service.retry.once()
        (laid,) = await rig.database.inbox.parked()
        waits.append((laid.retry_at - rig.clock.now()).total_seconds())
        assert await rig.service.retry.once() == 0
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


async def test_only_the_first_parked_message_of_a_key_is_tried(rig: Rig) -> None:
    rig.ills.broken.add(1)
    await rig.take(*await rig.counter.say(1, 2))
    await rig.retry(after=1000)
    assert await rig.gathered() == []
    assert [(p.heard.position, p.attempts) for p in await rig.database.inbox.parked()] == [(1, 1), (2, 0)]


async def test_an_operators_skip_removes_exactly_that_row_and_is_recorded(rig: Rig) -> None:
    rig.ills.broken |= {1, 20}
    await rig.take(*await rig.counter.say(1, 2), *await rig.counter.say(20, key=BOB))
    laid = (await rig.database.inbox.parked())[0]
    assert await rig.service.retry.skip(laid, "skipped", "by the operator: it was nonsense")
    assert not await rig.service.retry.skip(laid, "skipped", "again")
    assert [position for position, _ in await rig.parked()] == [2, 3]
    assert await rig.oddities() == [("skipped", 1)]
    await rig.retry(after=0)
    assert await rig.gathered() == [2]


async def test_of_two_retries_of_one_row_one_takes_effect(rig: Rig) -> None:
    rig.ills.broken.add(1)
    await rig.take(*await rig.counter.say(1))
    (laid,) = await rig.database.inbox.parked()
    rig.ills.broken.clear()
    freed = await asyncio.gather(rig.service.retry.retry(laid), rig.service.retry.retry(replace(laid, attempts=7)))
    assert sorted(freed) == [False, True]
    assert not await rig.service.retry.retry(replace(laid, attempts=8))
    assert await rig.gathered() == [1]


async def test_an_unknown_type_is_recorded_with_its_position_and_the_key_goes_on(rig: Rig) -> None:
    await rig.take(*await rig.counter.say(1), *await rig.counter.say(2, type="NumberSung"), *await rig.counter.say(3))
    assert await rig.gathered() == [1, 3]
    assert await rig.oddities() == [("unknown_type", 2)]
    assert await rig.parked() == []


async def test_a_wrong_schema_parks_its_key_only(rig: Rig) -> None:
    await rig.take(
        *await rig.counter.say(1, data=b'{"number": "many"}'), *await rig.counter.say(2), *await rig.counter.say(3, key=BOB)
    )
    assert await rig.gathered() == [3]
    assert [position for position, _ in await rig.parked()] == [1, 2]


def with_header(raw: Raw, name: str, text: bytes | None) -> Raw:
    kept = tuple(h for h in raw.headers if h[0] != name)
    return replace(raw, headers=kept if text is None else (*kept, (name, text)))


ODD: dict[str, tuple[Any, str]] = {
    "a tombstone": (lambda r: replace(r, value=None), "tombstone"),
    "a header that is not UTF-8": (lambda r: with_header(r, "ce_type", b"\xff\xfe"), "unreadable"),
    "a key that is not UTF-8": (lambda r: replace(r, key=b"\xff"), "unreadable"),
    "no position": (lambda r: with_header(r, "ce_position", None), "unreadable"),
    "no time": (lambda r: with_header(r, "ce_time", None), "unreadable"),
    "a position that is no number": (lambda r: with_header(r, "ce_position", b"first"), "unreadable"),
    "a position that no store can hold": (lambda r: with_header(r, "ce_position", b"9" * 30), "unreadable"),
    "a position below one": (lambda r: with_header(r, "ce_position", b"-1"), "unreadable"),
    "a shard that does not exist": (lambda r: with_header(r, "ce_shard", b"4096"), "unreadable"),
    "an epoch below zero": (lambda r: with_header(r, "ce_epoch", b"-1"), "unreadable"),
    "a NUL in its key": (lambda r: replace(r, key=b"a\x00b"), "unreadable"),
    "a NUL in its type": (lambda r: with_header(r, "ce_type", b"Number\x00Said"), "unreadable"),
    "another source": (lambda r: with_header(r, "ce_source", b"mirror"), "unreadable"),
    "no headers": (lambda r: replace(r, headers=()), "unreadable"),
}


@pytest.mark.parametrize("name", ODD)
async def test_a_record_that_nobody_can_read_is_recorded_and_parks_nobody(rig: Rig, name: str) -> None:
    spoil, kind = ODD[name]
    one, two = await rig.counter.say(1, 2)
    await rig.take(one, spoil(two), two)
    assert await rig.gathered() == [1, 2]
    assert [k for k, _ in await rig.oddities()] == [kind]
    assert await rig.parked() == []


async def test_an_epoch_that_the_producer_does_not_know_stops_nobody(rig: Rig) -> None:
    one, two = await rig.counter.say(1, 2)
    await rig.take(with_header(one, "ce_epoch", b"9"), one, two)
    assert await rig.gathered() == [1, 2]
    assert [kind for kind, _ in await rig.oddities()] == ["unknown_epoch"]


async def test_two_consumers_of_a_shard_never_apply_a_message_twice(rig: Rig) -> None:
    other = plain_service(gathering(rig.ills), "gatherer", rig.database, rig.feed, rig.clock)
    raws = await rig.counter.say(*range(1, 41))
    async with committing(other):
        await asyncio.gather(
            *(s.consumer.take(raws[n : n + 4]) for n in range(0, 40, 4) for s in (rig.service, other)),
        )
    assert await rig.gathered() == list(range(1, 41))


async def test_progress_alone_keeps_two_consumers_apart(rig: Rig) -> None:
    """Every effect has a stream of its own here, so that no version conflict helps."""
    one, other = (
        plain_service(gathering(rig.ills, apart=True), "gatherer", rig.database, rig.feed, HandClock()) for _ in range(2)
    )
    raws = await rig.counter.say(*range(1, 41))
    async with committing(one), committing(other):
        await asyncio.gather(*(s.consumer.take(raws[n : n + 4]) for n in range(0, 40, 4) for s in (one, other)))
    facts = await rig.database.store.read_all(after=0, limit=99)
    assert [event.number for event in await one.codec.decode(facts)] == list(range(1, 41))


class Between:
    """A store that does something once, just before a unit is stored."""

    def __init__(self, rig: Rig) -> None:
        self.store = rig.database.store
        self.append_really = rig.database.store.append
        self.first: list[Any] = []
        self.asked = 0

    async def append(self, units: Sequence[Unit]) -> Sequence[Receipt]:
        self.asked += 1
        if self.first:
            await self.first.pop(0)()
        return await self.append_really(units)


async def test_a_batch_whose_shard_moved_meanwhile_starts_again_as_a_whole(rig: Rig) -> None:
    between = Between(rig)
    one, two = await rig.counter.say(1, 2)
    (eve,) = await rig.counter.say(10, key=EVE)
    other = plain_service(gathering(rig.ills), "gatherer", rig.database, rig.feed, HandClock())

    async def meanwhile() -> None:
        await other.consumer.take([one])

    async with committing(other):
        with altered(rig.database.store, "append", between.append):
            between.first.append(meanwhile)
            await rig.take(eve, one, two)
    assert await rig.gathered() == [1, 10, 2]


async def test_with_the_database_away_the_batch_comes_again_and_nothing_is_parked(rig: Rig) -> None:
    raws = await rig.counter.say(1, 2)

    async def away(*_: object, **__: object) -> Any:
        raise Unavailable("away")

    for place, name in ((rig.database.store, "append"), (rig.database.store, "read_stream"), (rig.database.inbox, "progress")):
        with altered(place, name, away), pytest.raises(Unavailable):
            await rig.take(*raws)
        assert await rig.done() == 0
    assert await rig.parked() == []
    await rig.take(*raws)
    assert await rig.gathered() == [1, 2]


async def test_an_announcement_that_cannot_be_made_parks_its_key_only(rig: Rig) -> None:
    def told(event: Any) -> Any:
        if event.number == 1:
            raise KeyError("no such word")

    rig.service.handler._blueprint = replace(rig.service.blueprint, announce=told)  # pyright: ignore[reportPrivateUsage]
    await rig.take(*await rig.counter.say(1, 2), *await rig.counter.say(3, key=BOB))
    assert await rig.gathered() == [3]
    assert [position for position, _ in await rig.parked()] == [1, 2]


async def test_too_many_keys_parked_in_a_minute_stop_the_consumer_and_readiness_says_so(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.consumer.PARKED_PER_MINUTE", 2)
    rig.ills.broken |= {1, 2, 3}
    for number, key in ((1, ADA), (2, BOB)):
        await rig.take(*await rig.counter.say(number, key=key))
    rig.service.died = asyncio.Event()
    assert await rig.service.unready() == []
    await rig.take(*await rig.counter.say(3, key=EVE))
    later = await rig.counter.say(4, key=EVE)
    with pytest.raises(Stopped):
        await rig.take(*later)
    await rig.service.sweep.once()
    await rig.service.sweep.once()
    assert await rig.gathered() == []
    assert len(await rig.parked()) == 3
    assert await rig.service.unready() == ["3 keys were parked within a minute"]


async def test_keys_parked_over_a_long_time_stop_nobody(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chassis.consumer.PARKED_PER_MINUTE", 2)
    rig.ills.broken |= {1, 2, 3}
    for number, key in ((1, ADA), (2, BOB), (3, EVE)):
        await rig.take(*await rig.counter.say(number, key=key))
        rig.clock.move(40)
    assert rig.service.consumer.stopped == ""


async def test_effects_and_progress_are_one_unit(rig: Rig) -> None:
    raws = await rig.counter.say(1, 2, 3)
    units: list[Unit] = []

    async def counted(some: Sequence[Unit]) -> Sequence[Receipt]:
        units.extend(some)
        return await really(some)

    really = rig.database.store.append
    rig.ills.broken.add(3)
    with altered(rig.database.store, "append", counted):
        await rig.take(*raws)
    (unit,) = units
    assert (len(unit.facts), len(unit.moves), len(unit.parks)) == (2, 1, 1)
    assert [f.position for f in await rig.database.store.read_all(after=0, limit=9)] == [1, 2]


async def test_a_dead_consumer_left_either_everything_or_nothing(rig: Rig) -> None:
    raws = await rig.counter.say(1, 2, 3)
    really = rig.database.store.append

    async def dies_before(units: Sequence[Unit]) -> Sequence[Receipt]:
        raise ZeroDivisionError

    async def dies_after(units: Sequence[Unit]) -> Sequence[Receipt]:
        await really(units)
        raise ZeroDivisionError

    with altered(rig.database.store, "append", dies_before), pytest.raises(ZeroDivisionError):
        await rig.take(*raws)
    assert (await rig.gathered(), await rig.done()) == ([], 0)
    with altered(rig.database.store, "append", dies_after), pytest.raises(ZeroDivisionError):
        await rig.take(*raws)
    await rig.take(*raws)
    assert (await rig.gathered(), await rig.done()) == ([1, 2, 3], 3)
