"""Do the doors of delivery open, and to whom?"""

import json
from base64 import b64decode, b64encode
from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from chassis.actor import Actor
from chassis.clock import SystemClock
from chassis.keyed import Keyed, normal
from chassis.testing import SECRET, MemoryWorld, enterprise, memory_world, say, staff
from contracts import production
from services.delivery.main import build
from tests.delivery.cast import case, heron, parcel_id, stranger
from tests.delivery.test_reactions import consignment_dispatched, issued, key_dispatched, materials

NUMBER = case.application_number
ADA_ID = "11010519491231002X"
RECEIVER = staff("receiver")
ORIGIN = "https://window.test"
KEY = ec.generate_private_key(ec.SECP256R1())


class MovableClock(SystemClock):
    """The machine's clock, ahead by as much as a test wants."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self.ahead


@dataclass
class Scene:
    """A world with one delivery service, and those who ask it."""

    world: MemoryWorld
    clock: MovableClock

    async def ask(self, who: Actor | None, method: str, path: str, body: Any = None, key: str = "") -> httpx.Response:
        async with self.world.client("delivery", who) as client:
            headers = {"Idempotency-Key": key} if key else {}
            return await client.request(method, path, json=body, headers=headers)

    async def ok(self, who: Actor, method: str, path: str, body: Any = None) -> Any:
        answer = await self.ask(who, method, path, body)
        assert answer.is_success, answer.text
        return answer.json()

    async def refused(self, who: Actor, method: str, path: str, body: Any = None) -> str:
        answer = await self.ask(who, method, path, body)
        assert answer.status_code == 409, answer.text
        return code(answer)

    async def hear(self, producer: str, *announcements: Any) -> None:
        await say(self.world, producer, *announcements)
        await self.world.settle()

    async def challenge(self) -> dict[str, Any]:
        return await self.ok(HERON, "POST", "/bindings/challenges", {"number": NUMBER})


HERON = enterprise(heron)
STRANGER = enterprise(stranger)


def code(answer: httpx.Response) -> str:
    return str(answer.json()["type"]).removeprefix("urn:ekey:problem:")


def pem() -> str:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "heron")])
    now = datetime.now(UTC)
    built = x509.CertificateBuilder(name, name, KEY.public_key(), 1, now, now + timedelta(days=1095))
    return built.sign(KEY, SHA256()).public_bytes(Encoding.PEM).decode()


def signed(challenge: dict[str, Any], key: ec.EllipticCurvePrivateKey = KEY) -> dict[str, str]:
    signature = key.sign(b64decode(challenge["challenge"]), ec.ECDSA(SHA256()))
    return {"challenge_id": challenge["challenge_id"], "signature": b64encode(signature).decode()}


def hand_over(**other: Any) -> dict[str, Any]:
    return {
        "collector_name": "Ada",
        "collector_id_number": ADA_ID,
        "authorisation_letter": False,
        "originals_checked": ["business_licence", "id_card_front"],
        "old_key_returned": False,
    } | other


@pytest.fixture
async def scene() -> AsyncGenerator[Scene]:
    """The key of Blue Heron is on its way to Zhejiang; every message is delivered twice."""
    clock = MovableClock()
    async with memory_world({"delivery": build}, settings={"single_window": ORIGIN}, clock=clock, twice=True) as world:
        found = Scene(world=world, clock=clock)
        ada = Keyed(SECRET).id("person", normal(ADA_ID))
        await found.hear("production", consignment_dispatched, key_dispatched)
        await found.hear("application", materials.model_copy(update={"enterprise_persons": (ada,)}))
        yield found


async def received(scene: Scene) -> None:
    """Blue Heron has its key, and production has activated the certificate."""
    await scene.ok(RECEIVER, "POST", f"/parcels/{parcel_id}/scan-in", {"token_serial": "T-1"})
    await scene.ok(RECEIVER, "POST", f"/keys/{NUMBER}/notify")
    await scene.ok(RECEIVER, "POST", f"/keys/{NUMBER}/hand-over", hand_over())
    await scene.ok(HERON, "POST", f"/keys/{NUMBER}/receipt")
    now = scene.clock.now()
    await scene.hear(
        "production",
        issued.model_copy(update={"certificate_pem": pem(), "not_after": now + timedelta(days=1095)}),
        production.CertificateActivated(
            case_id=case.case_id, account_id=heron, serial="C-1", login_name="heron", activated_at=now
        ),
    )


async def test_a_key_goes_from_the_parcel_into_the_enterprises_hands(scene: Scene) -> None:
    assert (await scene.ok(RECEIVER, "GET", "/parcels"))[0]["keys"][0]["received_at"] is None
    scanned = await scene.ok(RECEIVER, "POST", f"/parcels/{parcel_id}/scan-in", {"token_serial": "T-1"})
    assert scanned == {"number": NUMBER}
    await scene.ok(RECEIVER, "POST", f"/keys/{NUMBER}/notify")
    key = await scene.ok(HERON, "GET", f"/keys/{NUMBER}")
    assert key["state"] == "ready_to_collect"
    assert key["holder"] == {"zh": "发证机构", "en": "the issuing body", "body": "ZJ"}
    assert key["pick_up_point"]["name_en"] == "Zhejiang Service Centre, window 12"
    assert key["originals"] == ["business_licence", "id_card_front"]
    await scene.ok(RECEIVER, "POST", f"/keys/{NUMBER}/hand-over", hand_over())
    assert (await scene.ok(HERON, "POST", f"/keys/{NUMBER}/receipt")) == {"number": NUMBER, "state": "received"}
    await scene.world.settle()
    assert [(k["number"], k["state"]) for k in await scene.ok(HERON, "GET", "/keys")] == [(NUMBER, "received")]
    assert (await scene.ok(RECEIVER, "GET", "/parcels"))[0]["keys"][0]["received_at"]


async def test_a_key_is_posted_as_the_enterprise_wished_last(scene: Scene) -> None:
    await scene.ok(RECEIVER, "POST", f"/parcels/{parcel_id}/scan-in", {"token_serial": "T-1"})
    for preference in ("post", "collect", "post"):
        await scene.ok(HERON, "PUT", f"/keys/{NUMBER}/preference", {"preference": preference})
    assert await scene.refused(RECEIVER, "POST", f"/keys/{NUMBER}/notify") == "preference_is_post"
    await scene.ok(RECEIVER, "POST", f"/keys/{NUMBER}/post", {"waybill": "SF2"})
    wish = {"preference": "collect"}
    assert await scene.refused(HERON, "PUT", f"/keys/{NUMBER}/preference", wish) == "already_posted"
    key = await scene.ok(HERON, "GET", f"/keys/{NUMBER}")
    assert (key["state"], key["waybill"]) == ("posted", "SF2")
    await scene.ok(HERON, "POST", f"/keys/{NUMBER}/receipt")


async def test_a_stranger_collects_with_a_letter_only(scene: Scene) -> None:
    await scene.ok(RECEIVER, "POST", f"/parcels/{parcel_id}/scan-in", {"token_serial": "T-1"})
    await scene.ok(RECEIVER, "POST", f"/keys/{NUMBER}/notify")
    path = f"/keys/{NUMBER}/hand-over"
    other = hand_over(collector_id_number="440524188001010014")
    assert await scene.refused(RECEIVER, "POST", path, other) == "authorisation_letter_missing"
    assert await scene.refused(RECEIVER, "POST", path, hand_over(originals_checked=[])) == "originals_unchecked"
    await scene.ok(RECEIVER, "POST", path, other | {"authorisation_letter": True})


async def test_the_collector_is_stored_sealed(scene: Scene) -> None:
    await received(scene)
    facts = scene.world.servers["delivery"].facts
    given = [fact for fact in facts if fact.type == "KeyHandedOver"]
    assert len(given) == 1
    assert set(json.loads(given[0].state)["collector"]) == {"sealed", "person"}
    assert all(ADA_ID.encode() not in fact.state + fact.meta for fact in facts)


async def test_a_key_that_is_not_in_the_parcel_is_refused(scene: Scene) -> None:
    path = f"/parcels/{parcel_id}/scan-in"
    assert await scene.refused(RECEIVER, "POST", path, {"token_serial": "T-9"}) == "unexpected_key"
    assert await scene.refused(RECEIVER, "POST", path, {"token_serial": "T-2"}) == "not_dispatched"


async def test_another_body_and_another_enterprise_see_nothing(scene: Scene) -> None:
    elsewhere = replace(RECEIVER, body="NB")
    assert await scene.ok(elsewhere, "GET", "/parcels") == []
    assert await scene.ok(elsewhere, "GET", "/keys") == []
    assert await scene.ok(STRANGER, "GET", "/keys") == []
    assert await scene.ok(STRANGER, "GET", "/bindings") == []
    asked = [
        (elsewhere, "POST", f"/parcels/{parcel_id}/scan-in", {"token_serial": "T-1"}),
        (elsewhere, "GET", f"/keys/{NUMBER}", None),
        (elsewhere, "POST", f"/keys/{NUMBER}/notify", None),
        (elsewhere, "POST", f"/keys/{NUMBER}/post", {"waybill": "SF2"}),
        (elsewhere, "POST", f"/keys/{NUMBER}/hand-over", hand_over()),
        (STRANGER, "GET", f"/keys/{NUMBER}", None),
        (STRANGER, "PUT", f"/keys/{NUMBER}/preference", {"preference": "post"}),
        (STRANGER, "POST", f"/keys/{NUMBER}/receipt", None),
        (STRANGER, "POST", "/bindings/challenges", {"number": NUMBER}),
        (STRANGER, "POST", "/bindings/C-1/unbind", None),
        (RECEIVER, "GET", "/keys/EK-NOTHING", None),
        (RECEIVER, "POST", f"/parcels/{UUID(int=99)}/scan-in", {"token_serial": "T-1"}),
    ]
    for who, method, path, body in asked:
        answer = await scene.ask(who, method, path, body)
        assert (answer.status_code, code(answer)) == (404, "not_found"), path


async def test_the_wrong_role_is_forbidden_and_nobody_must_sign_in(scene: Scene) -> None:
    verifier = staff("verifier")
    asked = [
        ("GET", "/parcels", None),
        ("GET", "/keys", None),
        ("GET", f"/keys/{NUMBER}", None),
        ("POST", f"/keys/{NUMBER}/notify", None),
        ("POST", f"/keys/{NUMBER}/hand-over", hand_over()),
        ("PUT", f"/keys/{NUMBER}/preference", {"preference": "post"}),
        ("POST", f"/keys/{NUMBER}/receipt", None),
        ("POST", "/bindings/challenges", {"number": NUMBER}),
        ("GET", "/bindings", None),
    ]
    for method, path, body in asked:
        assert (await scene.ask(verifier, method, path, body)).status_code == 403, path
        assert (await scene.ask(None, method, path, body)).status_code == 401, path
    assert (await scene.ask(HERON, "POST", f"/keys/{NUMBER}/notify")).status_code == 403
    assert (await scene.ask(RECEIVER, "POST", f"/keys/{NUMBER}/receipt")).status_code == 403


async def test_what_is_wrong_in_a_body_is_named(scene: Scene) -> None:
    wrong: list[tuple[Actor, str, str, Any]] = [
        (HERON, "PUT", f"/keys/{NUMBER}/preference", {"preference": "drone"}),
        (RECEIVER, "POST", f"/keys/{NUMBER}/post", {"waybill": ""}),
        (RECEIVER, "POST", f"/keys/{NUMBER}/post", {"waybill": "SF2", "extra": 1}),
        (RECEIVER, "POST", f"/keys/{NUMBER}/hand-over", hand_over(authorisation_letter="yes")),
        (RECEIVER, "POST", "/parcels/no-uuid/scan-in", {"token_serial": "T-1"}),
        (HERON, "POST", "/bindings", {"challenge_id": "C-1.0"}),
    ]
    for who, method, path, body in wrong:
        answer = await scene.ask(who, method, path, body)
        assert (answer.status_code, code(answer)) == (422, "invalid"), path
        assert answer.json()["errors"]


async def test_the_same_wish_under_the_same_key_gets_the_same_answer(scene: Scene) -> None:
    await scene.ok(RECEIVER, "POST", f"/parcels/{parcel_id}/scan-in", {"token_serial": "T-1"})
    first = await scene.ask(RECEIVER, "POST", f"/keys/{NUMBER}/notify", key="n-1")
    again = await scene.ask(RECEIVER, "POST", f"/keys/{NUMBER}/notify", key="n-1")
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert first.status_code == 200


# ── binding ──


async def test_a_key_is_bound_by_signing_the_challenge(scene: Scene) -> None:
    await received(scene)
    challenge = await scene.challenge()
    said = b64decode(challenge["challenge"]).decode()
    assert ORIGIN in said
    assert str(heron) in said
    assert await scene.ok(HERON, "POST", "/bindings", signed(challenge)) == {"number": NUMBER, "certificate_serial": "C-1"}
    await scene.world.settle()
    bound = await scene.ok(HERON, "GET", "/bindings")
    assert [(b["number"], b["bound"], b["usable"]) for b in bound] == [(NUMBER, True, True)]


async def test_a_challenge_serves_once(scene: Scene) -> None:
    await received(scene)
    challenge = await scene.challenge()
    await scene.ok(HERON, "POST", "/bindings", signed(challenge))
    assert await scene.refused(HERON, "POST", "/bindings", signed(challenge)) == "challenge_used"
    facts = [fact.type for fact in scene.world.servers["delivery"].facts]
    assert facts.count("KeyBound") == 1


async def test_a_wrong_signature_uses_the_challenge_up_and_is_told_again_when_repeated(scene: Scene) -> None:
    await received(scene)
    challenge = await scene.challenge()
    forged = signed(challenge, ec.generate_private_key(ec.SECP256R1()))
    for _ in range(2):
        answer = await scene.ask(HERON, "POST", "/bindings", forged, key="b-1")
        assert (answer.status_code, code(answer)) == (409, "signature_wrong")
        assert answer.headers["content-type"] == "application/problem+json"
    assert await scene.refused(HERON, "POST", "/bindings", signed(challenge)) == "challenge_used"
    await scene.ok(HERON, "POST", "/bindings", signed(await scene.challenge()))


async def test_a_challenge_is_over_after_five_minutes(scene: Scene) -> None:
    await received(scene)
    challenge = await scene.challenge()
    scene.clock.ahead += timedelta(minutes=5)
    assert await scene.refused(HERON, "POST", "/bindings", signed(challenge)) == "challenge_expired"


async def test_a_certificate_that_is_not_active_is_not_bound(scene: Scene) -> None:
    wish = {"number": NUMBER}
    assert await scene.refused(HERON, "POST", "/bindings/challenges", wish) == "certificate_not_active"
    await received(scene)
    challenge = await scene.challenge()
    await scene.hear(
        "production",
        production.CertificateSuspended(
            case_id=case.case_id, serial="C-1", login_name="heron", reason="loss", suspended_at=scene.clock.now()
        ),
    )
    assert await scene.refused(HERON, "POST", "/bindings", signed(challenge)) == "certificate_not_active"
    assert await scene.refused(HERON, "POST", "/bindings/challenges", wish) == "certificate_not_active"


async def test_another_enterprise_cannot_answer_the_challenge(scene: Scene) -> None:
    await received(scene)
    challenge = await scene.challenge()
    assert (await scene.ask(STRANGER, "POST", "/bindings", signed(challenge))).status_code == 404
    nowhere = signed(challenge) | {"challenge_id": "never given"}
    assert (await scene.ask(HERON, "POST", "/bindings", nowhere)).status_code == 404
    unreadable = signed(challenge) | {"signature": "!"}
    assert (await scene.ask(HERON, "POST", "/bindings", unreadable)).status_code == 422
    await scene.ok(HERON, "POST", "/bindings", signed(challenge))


async def test_an_enterprise_unbinds_and_binds_again(scene: Scene) -> None:
    await received(scene)
    await scene.ok(HERON, "POST", "/bindings", signed(await scene.challenge()))
    await scene.ok(HERON, "POST", "/bindings/C-1/unbind")
    await scene.world.settle()
    assert (await scene.ok(HERON, "GET", "/bindings"))[0]["ended_because"] == "by_enterprise"
    await scene.ok(HERON, "POST", "/bindings", signed(await scene.challenge()))
    await scene.world.settle()
    assert (await scene.ok(HERON, "GET", "/bindings"))[0]["bound"] is True


async def test_a_binding_ends_when_its_certificate_expires(scene: Scene) -> None:
    await received(scene)
    await scene.ok(HERON, "POST", "/bindings", signed(await scene.challenge()))
    await scene.world.settle()
    scene.clock.ahead += timedelta(days=1095)
    for _ in range(100):
        await scene.clock.sleep(0.1)
        if (await scene.ok(HERON, "GET", "/bindings"))[0]["ended_because"]:
            break
    assert (await scene.ok(HERON, "GET", "/bindings"))[0]["ended_because"] == "expired"
