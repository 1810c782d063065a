"""Do production and delivery bring a key home together, whatever happens to it on its way? (docs/states.md §3, §4)"""

from base64 import b64decode, b64encode
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from chassis.actor import Actor
from chassis.testing import MemoryWorld, enterprise, memory_world, say, staff
from contracts import registration
from services.delivery import main as delivery
from services.delivery.adapters import AskedStatuses
from services.production import main as production
from services.production.adapters.token_file import sign
from tests.delivery.test_reactions import materials
from tests.production import heard

P1 = staff("producer", body="P", person=1)
P2 = staff("producer", body="P", person=2)
DISPATCHER = staff("dispatcher", body="P", person=3)
RECEIVER = staff("receiver", body="ZJ", person=4)
SUPERVISOR = staff("supervisor", body="ZJ", person=5)
NINGBO = staff("receiver", body="NB", person=6)
CASES = [UUID(int=101), UUID(int=102), UUID(int=103)]
OWNERS = [enterprise(UUID(int=201)), enterprise(UUID(int=202)), enterprise(UUID(int=203))]
NUMBERS = ["EK-00000000E221", "EK-00000000E222", "EK-00000000E223"]


@dataclass
class Scene:
    """Production and delivery in one memory; every message is delivered twice."""

    world: MemoryWorld

    async def ask(self, service: str, who: Actor | None, method: str, path: str, body: Any = None) -> httpx.Response:
        async with self.world.client(service, who) as client:
            return await client.request(method, path, json=body)

    async def ok(self, service: str, who: Actor | None, method: str, path: str, body: Any = None) -> Any:
        answer = await self.ask(service, who, method, path, body)
        assert answer.is_success, answer.text
        await self.world.settle()
        return answer.json()

    async def refused(self, service: str, who: Actor, path: str, body: Any = None) -> str:
        answer = await self.ask(service, who, "POST", path, body)
        assert answer.status_code == 409, answer.text
        return str(answer.json()["type"]).removeprefix("urn:ekey:problem:")

    async def approve(self, n: int) -> None:
        changes = {
            "case_id": CASES[n],
            "application_number": NUMBERS[n],
            "account_id": OWNERS[n].account_id,
            "login_name": f"name-{n}",
        }
        terms = {name: changes[name] for name in ("case_id", "application_number", "account_id")}
        await say(self.world, "application", materials.model_copy(update=terms))
        await say(self.world, "verification", heard.approved.model_copy(update=changes))
        await self.world.settle()

    async def stock(self, *serials: str) -> None:
        await self.ok("production", P1, "POST", "/tokens", {"serials": list(serials)})

    async def produce(self, n: int) -> dict[str, Any]:
        return await self.ok("production", P1, "POST", f"/orders/{NUMBERS[n]}/produce")

    async def dispatch(self, *cases: int, body: str = "ZJ") -> str:
        parcel = (await self.ok("production", DISPATCHER, "POST", "/consignments", {"body": body}))["consignment_id"]
        for n in cases:
            await self.ok("production", DISPATCHER, "POST", f"/consignments/{parcel}/keys", {"number": NUMBERS[n]})
        await self.ok("production", DISPATCHER, "POST", f"/consignments/{parcel}/dispatch", {"waybill": "SF-1"})
        return parcel

    async def scan(self, parcel: str, key: dict[str, Any]) -> None:
        await self.ok("delivery", RECEIVER, "POST", f"/parcels/{parcel}/scan-in", {"token_serial": key["token_serial"]})

    async def hand_over(self, n: int) -> None:
        said = {
            "collector_name": "Ada",
            "collector_id_number": "11010519491231002X",
            "authorisation_letter": True,
            "originals_checked": [i.item.removeprefix("slot:") for i in materials.items if i.item.startswith("slot:")],
            "old_key_returned": False,
        }
        await self.ok("delivery", RECEIVER, "POST", f"/keys/{NUMBERS[n]}/notify")
        await self.ok("delivery", RECEIVER, "POST", f"/keys/{NUMBERS[n]}/hand-over", said)
        await self.ok("delivery", OWNERS[n], "POST", f"/keys/{NUMBERS[n]}/receipt")

    async def status(self, key: dict[str, Any]) -> str:
        return (await self.ok("production", None, "GET", f"/certificates/{key['certificate_serial']}"))["status"]

    async def state(self, n: int) -> str:
        return (await self.ok("delivery", OWNERS[n], "GET", f"/keys/{NUMBERS[n]}"))["state"]

    async def places(self) -> dict[str, int]:
        """How many tokens are where; everything adds up."""
        said = await self.ok("production", P1, "GET", "/reconciliation")
        assert said["discrepancies"] == []
        return {place: count for place, count in said["places"].items() if count}


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncGenerator[Scene]:
    builds = {"production": production.build, "delivery": delivery.build}
    async with memory_world(builds, folder=tmp_path, twice=True) as world:
        yield Scene(world=world)


async def test_a_parcel_comes_short_and_the_missing_key_is_made_again(scene: Scene) -> None:
    """Example E22."""
    await scene.stock("T-01", "T-02", "T-03", "T-04")
    for n in range(3):
        await scene.approve(n)
    keys = [await scene.produce(n) for n in range(3)]
    parcel = await scene.dispatch(0, 1, 2)
    await scene.scan(parcel, keys[0])
    await scene.scan(parcel, keys[1])
    closed = await scene.ok("delivery", RECEIVER, "POST", f"/parcels/{parcel}/close-short")
    assert closed["state"] == "received_short"
    assert [await scene.status(key) for key in keys] == ["inactive", "inactive", "suspended"]
    assert await scene.state(2) == "missing"
    assert (await scene.places()) == {"at_issuing_body": 2, "lost": 1, "blank": 1}
    assert await scene.refused("delivery", DISPATCHER, f"/parcels/{parcel}/confirm-loss") == "not_declared_lost"
    await scene.ok("delivery", DISPATCHER, "POST", f"/parcels/{parcel}/lost")
    await scene.ok("delivery", P1, "POST", f"/parcels/{parcel}/confirm-loss")
    assert await scene.status(keys[2]) == "revoked"
    assert await scene.state(2) == "written_off"
    order = await scene.ok("production", P1, "GET", f"/orders/{NUMBERS[2]}")
    assert (order["state"], order["attempt"]) == ("open", 2)

    again = await scene.produce(2)
    assert (again["attempt"], again["token_serial"]) == (2, "T-04")
    second = await scene.dispatch(2)
    await scene.scan(second, again)
    for n in range(3):
        await scene.hand_over(n)
        assert await scene.state(n) == "received"
    assert [await scene.status(key) for key in (keys[0], keys[1], again)] == ["good", "good", "good"]
    assert (await scene.places()) == {"held": 3, "lost": 1}

    late = await scene.ask("delivery", RECEIVER, "POST", f"/parcels/{parcel}/scan-in", {"token_serial": keys[2]["token_serial"]})
    assert late.status_code == 409
    await scene.world.settle()
    assert (await scene.places()) == {"held": 3, "quarantined": 1}
    token = keys[2]["token_serial"]
    wish = {"action": "destroy"}
    await scene.ok("delivery", RECEIVER, "POST", f"/quarantine/{token}/disposal", wish)
    assert await scene.refused("delivery", RECEIVER, f"/quarantine/{token}/disposal/confirm") == "second_person_needed"
    await scene.ok("delivery", SUPERVISOR, "POST", f"/quarantine/{token}/disposal/confirm")
    assert (await scene.places()) == {"held": 3, "destroyed": 1}
    assert not scene.world.servers["production"].parked
    assert not scene.world.servers["delivery"].parked


async def test_a_spoiled_token_is_destroyed_by_two_persons(scene: Scene) -> None:
    """Example E23."""
    await scene.stock("T-01", "T-02")
    await scene.approve(0)
    first = await scene.produce(0)
    await scene.ok("production", P1, "POST", f"/orders/{NUMBERS[0]}/spoil", {"reason": "chip"})
    spoiled = f"/tokens/{first['token_serial']}/destruction"
    assert await scene.refused("production", P1, f"{spoiled}/confirm") == "destruction_not_proposed"
    assert (await scene.ok("production", P1, "POST", spoiled))["state"] == "proposed"
    assert await scene.refused("production", P1, f"{spoiled}/confirm") == "second_person_needed"
    assert (await scene.ok("production", P2, "POST", f"{spoiled}/confirm"))["state"] == "destroyed"
    second = await scene.produce(0)
    parcel = await scene.dispatch(0)
    await scene.scan(parcel, second)
    await scene.hand_over(0)
    assert [await scene.status(first), await scene.status(second)] == ["revoked", "good"]
    assert (await scene.places()) == {"held": 1, "destroyed": 1}


async def test_a_lost_parcel_that_turns_up_brings_its_keys_as_if_nothing_had_been(scene: Scene) -> None:
    """docs/states.md §7, 10 and 11."""
    await scene.stock("T-01")
    await scene.approve(0)
    key = await scene.produce(0)
    parcel = await scene.dispatch(0)
    await scene.ok("delivery", DISPATCHER, "POST", f"/parcels/{parcel}/lost")
    assert await scene.status(key) == "suspended"
    scanned = f"/parcels/{parcel}/scan-in"
    assert await scene.refused("delivery", RECEIVER, scanned, {"token_serial": key["token_serial"]}) == "reported_lost"
    await scene.ok("delivery", RECEIVER, "POST", f"/parcels/{parcel}/found")
    assert await scene.status(key) == "inactive"
    await scene.scan(parcel, key)
    await scene.hand_over(0)
    assert await scene.status(key) == "good"
    assert (await scene.places()) == {"held": 1}


async def test_everything_of_a_damaged_parcel_is_suspended_and_made_again(scene: Scene) -> None:
    """docs/states.md §7, 10."""
    await scene.stock("T-01", "T-02", "T-03", "T-04")
    for n in (0, 1):
        await scene.approve(n)
    keys = [await scene.produce(n) for n in (0, 1)]
    parcel = await scene.dispatch(0, 1)
    await scene.scan(parcel, keys[0])
    await scene.ok("delivery", RECEIVER, "POST", f"/parcels/{parcel}/damaged")
    assert [await scene.status(key) for key in keys] == ["suspended", "suspended"]
    await scene.ok("delivery", DISPATCHER, "POST", f"/parcels/{parcel}/confirm-loss")
    assert [await scene.status(key) for key in keys] == ["revoked", "revoked"]
    again = [await scene.produce(n) for n in (0, 1)]
    second = await scene.dispatch(0, 1)
    for n in (0, 1):
        await scene.scan(second, again[n])
        await scene.hand_over(n)
    assert (await scene.places()) == {"held": 2, "lost": 2}


async def test_a_key_lost_by_post_is_made_again_for_the_same_case(scene: Scene) -> None:
    """docs/states.md §7, 12."""
    await scene.stock("T-01", "T-02")
    await scene.approve(0)
    key = await scene.produce(0)
    await scene.scan(await scene.dispatch(0), key)
    await scene.ok("delivery", OWNERS[0], "PUT", f"/keys/{NUMBERS[0]}/preference", {"preference": "post"})
    await scene.ok("delivery", RECEIVER, "POST", f"/keys/{NUMBERS[0]}/post", {"waybill": "SF-9"})
    await scene.ok("delivery", OWNERS[0], "POST", f"/keys/{NUMBERS[0]}/lost")
    assert await scene.status(key) == "suspended"
    assert await scene.refused("delivery", OWNERS[0], f"/keys/{NUMBERS[0]}/receipt") == "key_missing"
    await scene.ok("delivery", OWNERS[0], "POST", f"/keys/{NUMBERS[0]}/found")
    assert await scene.status(key) == "inactive"
    await scene.ok("delivery", RECEIVER, "POST", f"/keys/{NUMBERS[0]}/lost")
    await scene.ok("delivery", P1, "POST", f"/keys/{NUMBERS[0]}/confirm-loss")
    assert await scene.status(key) == "revoked"
    again = await scene.produce(0)
    await scene.scan(await scene.dispatch(0), again)
    await scene.ok("delivery", RECEIVER, "POST", f"/keys/{NUMBERS[0]}/post", {"waybill": "SF-10"})
    await scene.ok("delivery", OWNERS[0], "POST", f"/keys/{NUMBERS[0]}/receipt")
    assert await scene.status(again) == "good"
    assert (await scene.places()) == {"held": 1, "lost": 1}


async def test_a_key_in_the_wrong_parcel_is_kept_apart_and_sent_on(scene: Scene) -> None:
    """docs/states.md §7, 10: unexpected, quarantined, rerouted."""
    await scene.stock("T-01", "T-02")
    await scene.approve(0)
    await say(
        scene.world,
        "verification",
        heard.approved.model_copy(
            update={
                "case_id": CASES[1],
                "application_number": NUMBERS[1],
                "account_id": OWNERS[1].account_id,
                "login_name": "name-1",
                "issuing_body": "NB",
            }
        ),
    )
    await scene.world.settle()
    key, strange = await scene.produce(0), await scene.produce(1)
    parcel, to_ningbo = await scene.dispatch(0), await scene.dispatch(1, body="NB")
    token = strange["token_serial"]
    assert await scene.refused("delivery", RECEIVER, f"/parcels/{parcel}/scan-in", {"token_serial": token}) == "unexpected_key"
    await scene.world.settle()
    assert await scene.status(strange) == "suspended"
    assert [line["token_serial"] for line in await scene.ok("delivery", RECEIVER, "GET", "/quarantine")] == [token]
    assert await scene.refused("delivery", NINGBO, f"/parcels/{to_ningbo}/scan-in", {"token_serial": token}) == "quarantined"
    wish = {"action": "reroute", "body": "NB", "waybill": "SF-7"}
    await scene.ok("delivery", RECEIVER, "POST", f"/quarantine/{token}/disposal", wish)
    await scene.ok("delivery", SUPERVISOR, "POST", f"/quarantine/{token}/disposal/confirm")
    assert await scene.status(strange) == "inactive"
    await scene.ok("delivery", NINGBO, "POST", f"/parcels/{to_ningbo}/scan-in", {"token_serial": token})
    await scene.scan(parcel, key)
    assert (await scene.places()) == {"at_issuing_body": 2}
    assert not scene.world.servers["production"].parked


async def test_a_released_account_gets_no_key(scene: Scene) -> None:
    """docs/states.md §7, 21."""
    await scene.stock("T-01")
    await scene.approve(0)
    released = registration.AccountReleased(
        account_id=OWNERS[0].account_id or UUID(int=0),
        credit_code="91330100MA0EXA015R",
        reason="proven_foreign",
        released_at=scene.world.clock.now(),
    )
    await say(scene.world, "registration", released)
    await scene.world.settle()
    assert await scene.refused("production", P1, f"/orders/{NUMBERS[0]}/produce") == "order_cancelled"
    assert (await scene.places()) == {"blank": 1}


async def test_binding_asks_the_issuer_and_fails_closed(tmp_path: Path) -> None:
    """docs/states.md §7, 37: what production says now counts, and its silence too."""
    asked = AskedStatuses("http://production", transport=httpx.MockTransport(lambda _: httpx.Response(503)))
    assert await asked.status("C-1") == "unknown"
    builds = {"production": production.build, "delivery": partial(delivery.build, statuses=asked)}
    async with memory_world(builds, folder=tmp_path) as world:
        scene = Scene(world=world)
        await scene.stock("T-01")
        await scene.approve(0)
        key = await scene.produce(0)
        await scene.scan(await scene.dispatch(0), key)
        await scene.hand_over(0)
        challenge = await scene.ok("delivery", OWNERS[0], "POST", "/bindings/challenges", {"number": NUMBERS[0]})
        token = tmp_path / "tokens" / f"{key['token_serial']}.token"
        pin = (await scene.ok("production", OWNERS[0], "GET", f"/keys/{NUMBERS[0]}/initial-pin"))["pin"]
        signed = signature(token, pin, challenge)
        assert await scene.refused("delivery", OWNERS[0], "/bindings", signed) == "status_unknown"
        assert await scene.refused("delivery", OWNERS[0], "/bindings", signed) == "challenge_used"


def signature(token: Path, pin: str, challenge: dict[str, Any]) -> dict[str, str]:
    """The challenge, signed by the software token."""
    made = sign(token, pin, b64decode(challenge["challenge"]))
    return {"challenge_id": challenge["challenge_id"], "signature": b64encode(made).decode()}


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (httpx.Response(200, json={"status": "good"}), "good"),
        (httpx.Response(200, json={"status": "suspended"}), "not_good"),
        (httpx.Response(200, json={"status": "revoked"}), "not_good"),
        (httpx.Response(404, json={}), "unknown"),
        (httpx.Response(200, text="no JSON"), "unknown"),
        (httpx.Response(200, json={"status": "splendid"}), "unknown"),
    ],
)
async def test_what_production_says_is_understood_or_counts_for_nothing(answer: httpx.Response, status: str) -> None:
    asked = AskedStatuses("http://production", transport=httpx.MockTransport(lambda _: answer))
    assert await asked.status("C-1") == status
