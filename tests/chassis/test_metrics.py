"""Do the measures tell the truth? Behind is counted, caught up is zero, and who cannot be asked is unknown, never zero."""

from datetime import timedelta
from uuid import UUID

from chassis.testing import memory_world
from chassis.virtual import VirtualClock, run_virtual
from tests.chassis.counting import counting, mirroring

ADA = UUID(int=1)


def measure(text: str, name: str) -> str:
    """The value of one line of the text format."""
    return next(line.rsplit(" ", 1)[1] for line in text.splitlines() if line.startswith(name))


def test_behind_is_counted_with_its_age_then_caught_up_then_unknown() -> None:
    async def run() -> None:
        clock = VirtualClock()
        async with memory_world({"counter": counting, "mirror": mirroring}, clock=clock) as world:
            await world.clients["counter"].post(f"/counters/{ADA}", json={"upto": 3})
            await world.settle()
            mirror = world.services["mirror"]
            await mirror.sweep.once()
            caught_up = (await world.clients["mirror"].get("/metrics")).text
            world.servers["mirror"].known("counter").done.clear()
            mirror.sweep._seen.clear()  # pyright: ignore[reportPrivateUsage] - a first look fetches nothing
            clock.move(timedelta(minutes=2))
            await mirror.sweep.once()
            behind = (await world.clients["mirror"].get("/metrics")).text
            world.feed.down.add("counter")
            await mirror.sweep.once()
            clock.move(timedelta(minutes=1))
            unknown = (await world.clients["mirror"].get("/metrics")).text
        assert measure(caught_up, 'ekey_consumer_behind_shards{producer="counter"}') == "0.0"
        assert measure(caught_up, 'ekey_oldest_unhandled_seconds{producer="counter"}') == "0.0"
        assert measure(behind, 'ekey_consumer_behind_shards{producer="counter"}') == "1.0"
        assert float(measure(behind, 'ekey_oldest_unhandled_seconds{producer="counter"}')) >= 120
        assert measure(unknown, 'ekey_consumer_behind_shards{producer="counter"}') == "NaN"
        assert measure(unknown, 'ekey_oldest_unhandled_seconds{producer="counter"}') == "NaN"
        assert float(measure(unknown, 'ekey_consumer_unknown_seconds{producer="counter"}')) >= 60

    run_virtual(run())


def test_commits_queue_relay_and_views_are_measured() -> None:
    async def run() -> None:
        async with memory_world({"counter": counting}, clock=VirtualClock()) as world:
            await world.clients["counter"].post(f"/counters/{ADA}", json={"upto": 3})
            await world.settle()
            text = (await world.clients["counter"].get("/metrics")).text
        assert measure(text, "ekey_append_batch_units_count") == "1.0"
        assert measure(text, "ekey_append_seconds_count") == "1.0"
        assert measure(text, "ekey_store_position") == "3.0"
        assert measure(text, "ekey_relay_lag_positions") == "0.0"
        assert measure(text, 'ekey_view_lag_positions{view="numbers_v1"}') == "0.0"
        assert measure(text, "ekey_parked_messages") == "0.0"

    run_virtual(run())
