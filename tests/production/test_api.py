"""Do the doors of production open, and to whom? From approval to an active certificate, over the running service."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from chassis.testing import MemoryWorld, enterprise, memory_world, say, staff
from services.production.adapters.token_file import certificate_of, sign
from services.production.main import build
from tests.production import cast, heard

PRODUCER = staff("producer", body="P", person=1)
DISPATCHER = staff("dispatcher", body="P", person=2)
VERIFIER = staff("verifier", body="ZJ", person=3)
AUDITOR = staff("auditor", body="MOFCOM", person=4)
OWNER = enterprise(cast.HERON)
STRANGER = enterprise(cast.OTHER_CASE)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[MemoryWorld]:
    async with memory_world({"production": build}, folder=tmp_path) as running:
        yield running


def told(world: MemoryWorld) -> list[str]:
    """Names of everything stored, in order."""
    return [fact.type for fact in world.servers["production"].facts]


async def stocked(world: MemoryWorld, *serials: str) -> None:
    answer = await world.client("production", PRODUCER).post("/tokens", json={"serials": list(serials)})
    assert answer.status_code == 201, answer.text


async def approve(world: MemoryWorld) -> None:
    await say(world, "verification", heard.approved)
    await world.settle()


async def produced(world: MemoryWorld) -> dict[str, str]:
    await stocked(world, cast.TOKEN)
    await approve(world)
    answer = await world.client("production", PRODUCER).post(f"/orders/{cast.NUMBER}/produce")
    assert answer.status_code == 200, answer.text
    await world.settle()
    return answer.json()


async def dispatched(world: MemoryWorld) -> dict[str, str]:
    key = await produced(world)
    client = world.client("production", DISPATCHER)
    parcel = (await client.post("/consignments", json={"body": "ZJ"})).json()["consignment_id"]
    assert (await client.post(f"/consignments/{parcel}/keys", json={"number": cast.NUMBER})).status_code == 200
    assert (await client.post(f"/consignments/{parcel}/dispatch", json={"waybill": "SF-1"})).status_code == 200
    await world.settle()
    return {**key, "consignment_id": parcel}


def refusal(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix("urn:ekey:problem:")


async def test_the_facts_of_a_key_stand_in_their_order(world: MemoryWorld) -> None:
    await produced(world)
    assert told(world) == [
        "TokenStocked",
        "OrderOpened",
        "OrderNoted",
        "ProductionStarted",
        "TokenReserved",
        "TokenPersonalised",
        "CertificateIssued",
        "SealMade",
        "KeyProduced",
    ]


async def test_producing_again_answers_the_same_and_changes_nothing(world: MemoryWorld) -> None:
    key = await produced(world)
    before = told(world)
    again = await world.client("production", PRODUCER).post(f"/orders/{cast.NUMBER}/produce")
    assert again.json() == key
    assert told(world) == before


async def test_two_producers_at_once_make_one_key(world: MemoryWorld) -> None:
    await stocked(world, cast.TOKEN, cast.OTHER_TOKEN)
    await approve(world)
    client = world.client("production", PRODUCER)
    answers = await asyncio.gather(*(client.post(f"/orders/{cast.NUMBER}/produce") for _ in range(4)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert told(world).count("CertificateIssued") == 1
    assert told(world).count("TokenReserved") == 1


async def test_many_orders_at_once_take_different_tokens(world: MemoryWorld) -> None:
    cases = [UUID(int=100 + n) for n in range(6)]
    await stocked(world, *(f"T-{n}" for n in range(100, 106)))
    for n, case in enumerate(cases):
        changes = {"case_id": case, "application_number": f"EK-{n}", "login_name": f"name-{n}"}
        await say(world, "verification", heard.approved.model_copy(update=changes))
    await world.settle()
    client = world.client("production", PRODUCER)
    answers = await asyncio.gather(*(client.post(f"/orders/EK-{n}/produce") for n in range(6)))
    assert len({answer.json()["token_serial"] for answer in answers}) == 6


async def test_a_token_reserved_before_a_crash_is_used_by_the_next_try(world: MemoryWorld) -> None:
    await stocked(world, cast.OTHER_TOKEN, cast.TOKEN)
    await approve(world)
    handler = world.services["production"].handler
    await handler.handle(
        [cast.start],
        unit=UUID(int=77),
        actor=PRODUCER,
        at=cast.MONDAY,
        cause="test",
        correlation=UUID(int=0),
    )
    answer = await world.client("production", PRODUCER).post(f"/orders/{cast.NUMBER}/produce")
    assert answer.json()["token_serial"] == cast.TOKEN
    assert told(world).count("TokenReserved") == 1


async def test_a_withdrawal_of_a_started_attempt_gives_the_token_back(world: MemoryWorld) -> None:
    await stocked(world, cast.TOKEN)
    await approve(world)
    await world.services["production"].handler.handle(
        [cast.start], unit=UUID(int=77), actor=PRODUCER, at=cast.MONDAY, cause="test", correlation=UUID(int=0)
    )
    await say(world, "application", heard.withdrawal_requested)
    await world.settle()
    assert told(world)[-2:] == ["OrderCancelled", "TokenRestocked"]


async def test_every_message_twice_changes_nothing_more(tmp_path: Path) -> None:
    async with memory_world({"production": build}, folder=tmp_path, twice=True) as world:
        await say(world, "application", heard.reissue_declared)
        await say(world, "verification", heard.approved_reissue)
        await world.settle()
        await stocked(world, cast.TOKEN)
        await world.settle()
        await world.client("production", PRODUCER).post(f"/orders/{cast.NUMBER}/produce")
        await world.settle()
        facts = told(world)
    assert len(facts) == len(set(facts))
    assert facts[-1] == "KeyProduced"


async def test_a_receipt_heard_before_its_dispatch_waits_and_then_counts(world: MemoryWorld) -> None:
    key = await produced(world)
    await say(world, "delivery", heard.receipt(key["certificate_serial"]))
    await world.settle()
    assert len(world.servers["production"].parked) == 1
    assert "ReceiptRecorded" not in told(world)


async def test_a_certificate_expires_by_itself(world: MemoryWorld) -> None:
    ended = heard.reissue_declared.model_copy(update={"earlier_expires_at": cast.MONDAY})
    await say(world, "application", ended)
    await world.settle()
    async with asyncio.timeout(5):
        while "CertificateExpired" not in told(world):
            await world.clock.sleep(0.05)
    await world.settle()
    status = (await world.client("production").get("/certificates/K-11")).json()["status"]
    assert status == "expired"


async def test_without_blank_tokens_nothing_is_produced(world: MemoryWorld) -> None:
    await approve(world)
    answer = await world.client("production", PRODUCER).post(f"/orders/{cast.NUMBER}/produce")
    assert refusal(answer) == (409, "no_stock")
    assert told(world) == ["OrderOpened", "OrderNoted"]


async def test_a_reissue_suspends_then_revokes_then_issues(world: MemoryWorld) -> None:
    await stocked(world, cast.TOKEN)
    await say(world, "verification", heard.approved_reissue)
    await world.settle()
    client = world.client("production", PRODUCER)
    early = await client.post(f"/orders/{cast.NUMBER}/produce")
    assert refusal(early) == (409, "earlier_certificate_unknown")
    await say(world, "application", heard.reissue_declared)
    await world.settle()
    assert (await client.get("/certificates/K-11")).json()["status"] == "suspended"
    assert (await client.post(f"/orders/{cast.NUMBER}/produce")).status_code == 200
    await world.settle()
    facts = told(world)
    assert facts.index("CertificateSuspended") < facts.index("CertificateRevoked") < facts.index("CertificateIssued")
    assert (await client.get("/certificates/K-11")).json()["status"] == "revoked"


async def test_a_withdrawal_before_issue_gives_the_token_back(world: MemoryWorld) -> None:
    await approve(world)
    await say(world, "application", heard.withdrawal_requested)
    await world.settle()
    await stocked(world, cast.TOKEN)
    await world.settle()
    answer = await world.client("production", PRODUCER).post(f"/orders/{cast.NUMBER}/produce")
    assert refusal(answer) == (409, "order_cancelled")
    counts = (await world.client("production", PRODUCER).get("/tokens")).json()["counts"]
    assert counts["blank"] == 1


async def test_a_withdrawal_heard_first_starts_nothing(world: MemoryWorld) -> None:
    await say(world, "application", heard.withdrawal_requested)
    await world.settle()
    await approve(world)
    assert told(world) == ["WithdrawalNoted", "OrderCancelled"]


async def test_a_withdrawal_after_issue_is_refused(world: MemoryWorld) -> None:
    await produced(world)
    await say(world, "application", heard.withdrawal_requested)
    await world.settle()
    assert told(world)[-1] == "WithdrawalRefused"


async def test_a_key_of_another_body_does_not_go_into_the_parcel(world: MemoryWorld) -> None:
    await produced(world)
    client = world.client("production", DISPATCHER)
    parcel = (await client.post("/consignments", json={"body": "NB"})).json()["consignment_id"]
    answer = await client.post(f"/consignments/{parcel}/keys", json={"number": cast.NUMBER})
    assert refusal(answer) == (409, "another_body")
    assert "KeyPacked" not in told(world)


async def test_a_key_lies_in_one_consignment_only(world: MemoryWorld) -> None:
    await produced(world)
    client = world.client("production", DISPATCHER)
    parcels = [(await client.post("/consignments", json={"body": "ZJ"})).json()["consignment_id"] for _ in range(2)]
    assert (await client.post(f"/consignments/{parcels[0]}/keys", json={"number": cast.NUMBER})).status_code == 200
    answer = await client.post(f"/consignments/{parcels[1]}/keys", json={"number": cast.NUMBER})
    assert refusal(answer) == (409, "in_another_consignment")


async def test_dispatch_moves_parcel_key_and_token_together(world: MemoryWorld) -> None:
    key = await dispatched(world)
    assert told(world)[-3:] == ["ConsignmentDispatched", "KeyDispatched", "TokenShipped"]
    row = (await world.client("production", DISPATCHER).get(f"/consignments/{key['consignment_id']}")).json()
    assert (row["state"], row["waybill"], len(row["contents"])) == ("dispatched", "SF-1", 1)
    order = (await world.client("production", PRODUCER).get(f"/orders/{cast.NUMBER}")).json()
    assert (order["state"], order["waybill"]) == ("dispatched", "SF-1")


async def test_receipt_activates_and_the_pin_is_shown_once(world: MemoryWorld) -> None:
    key = await dispatched(world)
    serial, owner = key["certificate_serial"], world.client("production", OWNER)
    anybody = world.client("production")
    assert (await anybody.get(f"/certificates/{serial}")).json()["status"] == "inactive"
    assert refusal(await owner.get(f"/keys/{cast.NUMBER}/initial-pin")) == (409, "not_received")
    await say(world, "delivery", heard.scanned_in, heard.receipt(serial))
    await world.settle()
    assert (await anybody.get(f"/certificates/{serial}")).json()["status"] == "good"
    shown = await owner.get(f"/keys/{cast.NUMBER}/initial-pin")
    assert shown.status_code == 200
    assert shown.headers["cache-control"] == "no-store"
    assert len(shown.json()["pin"]) == 8
    assert refusal(await owner.get(f"/keys/{cast.NUMBER}/initial-pin")) == (409, "pin_already_shown")


async def test_the_token_signs_with_its_pin_for_its_certificate(world: MemoryWorld, tmp_path: Path) -> None:
    key = await dispatched(world)
    await say(world, "delivery", heard.receipt(key["certificate_serial"]))
    await world.settle()
    pin = (await world.client("production", OWNER).get(f"/keys/{cast.NUMBER}/initial-pin")).json()["pin"]
    token = tmp_path / "tokens" / f"{cast.TOKEN}.token"
    signature = sign(token, pin, b"challenge")
    public_key = x509.load_pem_x509_certificate(certificate_of(token).encode()).public_key()
    assert isinstance(public_key, ec.EllipticCurvePublicKey)
    public_key.verify(signature, b"challenge", ec.ECDSA(hashes.SHA256()))


async def test_a_spoiled_key_is_revoked_and_made_again(world: MemoryWorld) -> None:
    first = await produced(world)
    client = world.client("production", PRODUCER)
    assert (await client.post(f"/orders/{cast.NUMBER}/spoil", json={"reason": "chip"})).status_code == 200
    await stocked(world, cast.OTHER_TOKEN)
    await world.settle()
    second = (await client.post(f"/orders/{cast.NUMBER}/produce")).json()
    await world.settle()
    assert (second["attempt"], second["token_serial"]) == (2, cast.OTHER_TOKEN)
    assert (await client.get(f"/certificates/{first['certificate_serial']}")).json()["status"] == "revoked"
    facts = told(world)
    assert facts.index("CertificateRevoked") < facts.index("AttemptOpened")
    assert (await world.client("production", AUDITOR).get("/reconciliation")).json()["discrepancies"] == []


async def test_everything_adds_up_after_a_receipt(world: MemoryWorld) -> None:
    key = await dispatched(world)
    await say(world, "delivery", heard.scanned_in, heard.receipt(key["certificate_serial"]))
    await world.settle()
    said = (await world.client("production", AUDITOR).get("/reconciliation")).json()
    places = said.pop("places")
    assert said == {"tokens": 1, "certificates": 1, "orders": 1, "discrepancies": []}
    assert {place: n for place, n in places.items() if n} == {"held": 1}
    counts = (await world.client("production", PRODUCER).get("/tokens")).json()["counts"]
    assert {place: n for place, n in counts.items() if n} == {"held": 1}


async def test_strangers_see_neither_orders_nor_pins(world: MemoryWorld) -> None:
    await dispatched(world)
    assert (await world.client("production").get("/orders")).status_code == 401
    assert (await world.client("production", VERIFIER).get("/orders")).status_code == 403
    assert (await world.client("production", VERIFIER).post(f"/orders/{cast.NUMBER}/produce")).status_code == 403
    assert (await world.client("production", STRANGER).get(f"/keys/{cast.NUMBER}/initial-pin")).status_code == 404
    assert (await world.client("production", PRODUCER).post("/consignments", json={"body": "ZJ"})).status_code == 403
    status = (await world.client("production").get("/certificates/unknown")).status_code
    assert status == 404


async def test_a_token_serial_that_is_no_file_name_is_refused(world: MemoryWorld) -> None:
    answer = await world.client("production", PRODUCER).post("/tokens", json={"serials": ["../../etc"]})
    assert refusal(answer) == (422, "invalid")
    assert told(world) == []


async def test_nothing_personal_and_no_pin_is_stored(world: MemoryWorld) -> None:
    key = await dispatched(world)
    await say(world, "delivery", heard.receipt(key["certificate_serial"]))
    await world.settle()
    pin = (await world.client("production", OWNER).get(f"/keys/{cast.NUMBER}/initial-pin")).json()["pin"]
    stored = b"".join(fact.state for fact in world.servers["production"].facts)
    assert pin.encode() not in stored
    assert b"PRIVATE KEY" not in stored


async def test_anybody_gets_the_certificate_of_the_authority(world: MemoryWorld) -> None:
    pem = (await world.client("production").get("/authority.pem")).content
    authority = x509.load_pem_x509_certificate(pem)
    authority.verify_directly_issued_by(authority)


async def test_the_seal_is_signed_by_the_authority_over_the_certificate(world: MemoryWorld, tmp_path: Path) -> None:
    await produced(world)
    authority = x509.load_pem_x509_certificate((await world.client("production").get("/authority.pem")).content)
    token = json.loads((tmp_path / "tokens" / f"{cast.TOKEN}.token").read_text())
    public_key = authority.public_key()
    assert isinstance(public_key, ec.EllipticCurvePublicKey)
    statement = token["seal"]["statement"]
    public_key.verify(base64.b64decode(token["seal"]["signature"]), statement.encode(), ec.ECDSA(hashes.SHA256()))
    assert json.loads(statement)["certificate_sha256"] == token["certificate"]["sha256"]
