"""Can an operator mend? Views are rebuilt beside, compared and used; what was unknown is heard after an upgrade; a trial stores nothing."""

from uuid import UUID

import httpx
import pytest

from chassis.blueprint import Blueprint
from chassis.doors import Doors
from chassis.store import RowChange
from chassis.testing import MemoryWorld, memory_world, staff
from chassis.virtual import VirtualClock, run_virtual
from tests.chassis import counting as toys
from tests.chassis.counting import counting, mirror, mirror_of, mirroring

ADA = UUID(int=1)
OPERATOR = staff("operator", body="MOFCOM")


async def rebuilt(client: httpx.AsyncClient) -> dict[str, object]:
    """Steps until the rebuild is used."""
    for _ in range(100):
        told = (await client.post("/operate/views/numbers_v1/rebuild")).json()
        if told["used"]:
            return told
    raise AssertionError("the rebuild does not end")


async def counted(world: MemoryWorld, upto: int) -> None:
    await world.clients["counter"].post(f"/counters/{ADA}", json={"upto": upto})
    await world.settle()


def test_a_rebuilt_view_equals_the_live_one_and_is_used() -> None:
    async def run() -> None:
        async with memory_world({"counter": counting}, clock=VirtualClock()) as world:
            await counted(world, 700)
            told = await rebuilt(world.client("counter", OPERATOR))
            assert told == {
                "view": "numbers_v1", "position": 700, "head": 700, "differences": [], "compared": True, "used": True,
            }  # fmt: skip
            await counted(world, 701)
            assert (await world.clients["counter"].get(f"/counters/{ADA}")).json() == {"number": 701}
            assert set(world.servers["counter"].rows) == {"numbers_v1"}

    run_virtual(run())


def test_a_row_that_went_wrong_is_named_and_mended() -> None:
    async def run() -> None:
        async with memory_world({"counter": counting}, clock=VirtualClock()) as world:
            await counted(world, 5)
            held = world.servers["counter"].rows["numbers_v1"]
            held[str(ADA)] = RowChange(key=str(ADA), row=held[str(ADA)].row.replace(b"5", b"9"), position=5)  # type: ignore[union-attr]
            assert (await world.clients["counter"].get(f"/counters/{ADA}")).json() == {"number": 9}
            told = await rebuilt(world.client("counter", OPERATOR))
            assert told["differences"] == [str(ADA)]
            assert (await world.clients["counter"].get(f"/counters/{ADA}")).json() == {"number": 5}

    run_virtual(run())


def deaf(doors: Doors) -> Blueprint:
    """The mirror before it learnt the type."""

    class Other(toys.NumberSaid, key="counter_id"):
        pass

    return Blueprint(**{**vars(mirroring(doors)), "hears": {"counter": Other}})


def test_what_was_of_an_unknown_type_is_heard_once_after_the_upgrade() -> None:
    async def run() -> None:
        clock = VirtualClock()
        async with memory_world({"counter": counting, "mirror": deaf}, clock=clock) as world:
            await counted(world, 4)
            old = world.services["mirror"]
            assert dict(await old.ports.database.inbox.oddity_counts()) == {"unknown_type": 4}
            await old.stop()
            from chassis.testing import make_service

            world.services["mirror"] = make_service(world, "mirror", mirroring, old.ports.doors)
            await world.services["mirror"].start()
            operator = world.client("mirror", OPERATOR)
            assert (await operator.post("/operate/rehear")).json() == {"reheard": 4}
            assert (await operator.post("/operate/rehear")).json() == {"reheard": 0}
            await clock.sleep(10)
            assert await world.services["mirror"].handler.load(mirror, mirror_of(ADA)) == (1, 2, 3, 4)
            assert dict(await old.ports.database.inbox.oddity_counts()) == {"reheard": 4}

    run_virtual(run())


def test_a_trial_tells_and_stores_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        async with memory_world({"counter": counting, "mirror": mirroring}, clock=VirtualClock()) as world:
            monkeypatch.setattr(toys, "EARLY", 2)
            await counted(world, 3)
            operator = world.client("mirror", OPERATOR)
            laid = (await operator.get("/operate/parked")).json()
            assert [(p["position"], p["reason"]) for p in laid] == [
                (2, "refused: too_early"),
                (3, "an earlier message of this key is parked"),
            ]
            before = len(world.servers["mirror"].facts)
            assert (await operator.get("/operate/parked/counter/0/2")).json()["would"] == {
                "events": [],
                "reason": "refused: too_early",
            }
            monkeypatch.setattr(toys, "EARLY", 613)
            would = (await operator.get("/operate/parked/counter/0/2")).json()["would"]
            assert would == {"events": [{"stream": str(mirror_of(ADA)), "type": "Mirrored"}], "reason": ""}
            assert len(world.servers["mirror"].facts) == before

    run_virtual(run())
