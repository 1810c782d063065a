"""Does a fact find its way? Counter and mirror over memory, every message delivered twice, in virtual time."""

from uuid import UUID

from chassis.testing import memory_world, staff
from chassis.virtual import VirtualClock, run_virtual
from tests.chassis.counting import counter, counting, counting_and_resting, mirror, mirror_of, mirroring

ADA = UUID(int=1)


def test_what_was_counted_is_mirrored_once_and_in_order() -> None:
    async def run() -> None:
        async with memory_world({"counter": counting, "mirror": mirroring}, clock=VirtualClock(), twice=True) as world:
            answer = await world.clients["counter"].post(f"/counters/{ADA}", json={"upto": 30})
            assert answer.status_code == 201, answer.text
            await world.settle()
            state = await world.services["mirror"].handler.load(mirror, mirror_of(ADA))
            assert state == tuple(range(1, 31))
            assert world.services["mirror"].consumer.duplicates > 0

    run_virtual(run())


def test_a_query_may_wait_for_its_own_write() -> None:
    async def run() -> None:
        async with memory_world({"counter": counting}, clock=VirtualClock()) as world:
            client = world.clients["counter"]
            wrote = await client.post(f"/counters/{ADA}", json={"upto": 3})
            read = await client.get(f"/counters/{ADA}", headers={"EKey-Wait-For": wrote.headers["EKey-Position"]})
            assert read.json() == {"number": 3}

    run_virtual(run())


def test_a_repeat_under_the_same_key_gets_the_same_answer_and_another_wish_is_refused() -> None:
    async def run() -> None:
        async with memory_world({"counter": counting}, clock=VirtualClock()) as world:
            client, key = world.clients["counter"], {"Idempotency-Key": "one"}
            first = await client.post(f"/counters/{ADA}", json={"upto": 3}, headers=key)
            again = await client.post(f"/counters/{ADA}", json={"upto": 3}, headers=key)
            other = await client.post(f"/counters/{ADA}", json={"upto": 4}, headers=key)
            assert (first.status_code, again.status_code, other.status_code) == (201, 201, 422)
            assert first.json() == again.json()
            assert other.json()["type"] == "urn:ekey:problem:idempotency_key_reused"
            assert (await world.services["counter"].handler.load(counter, ADA)).number == 3

    run_virtual(run())


def test_a_timer_is_heard_once() -> None:
    async def run() -> None:
        async with memory_world({"counter": counting_and_resting}, clock=VirtualClock()) as world:
            await world.clients["counter"].post(f"/counters/{ADA}", json={"upto": 1})
            await world.clock.sleep(5)
            assert (await world.services["counter"].handler.load(counter, ADA)).resting
            assert len(world.servers["counter"].facts) == 2
            await world.clock.sleep(60)
            assert len(world.servers["counter"].facts) == 2

    run_virtual(run())


def test_roles_are_asked_at_the_door() -> None:
    async def run() -> None:
        async with memory_world({"counter": counting}, clock=VirtualClock()) as world:
            clients = [
                world.client("counter"),
                world.client("counter", staff("receiver")),
                world.client("counter", staff("verifier")),
            ]
            answers = [(await client.get("/staff-only")).status_code for client in clients]
            assert answers == [401, 403, 200]

    run_virtual(run())
