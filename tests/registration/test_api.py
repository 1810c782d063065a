"""Do the doors of registration open, to whom, and what do they tell?"""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import httpx
import pytest

import contracts.delivery as delivery
import contracts.verification as verification
from chassis.clock import SystemClock
from chassis.doors import Letter
from chassis.testing import MemoryWorld, enterprise, memory_world, say, staff
from services.registration.adapters.letters import SUBJECT_ACTIVATION
from services.registration.adapters.seed import seed
from services.registration.main import build

PASSWORD = "correct horse battery"
OPERATOR = {"operator_email": "root@mofcom.example", "operator_password": "a very first secret"}
BODIES = """
bodies:
  - {code: ZJ, kind: issuing, zh: 浙江省商务厅, en: Zhejiang, division: "330000", parent: MOFCOM}
  - {code: P, kind: provider, zh: 服务商, en: Provider}
  - {code: MOFCOM, kind: ministry, zh: 商务部, en: Ministry}
"""
HERON = {
    "credit_code": "91330100MA0EXA015R",
    "enterprise_name": "Blue Heron Trading",
    "user_name": "Ada",
    "email": "ada@heron.example",
    "password": PASSWORD,
}
VERA = {
    "user_name": "Vera",
    "id_number": "11010519491231002X",
    "email": "vera@zj.example",
    "password": PASSWORD,
    "body": "ZJ",
    "roles": ["verifier"],
}
CASE = UUID(int=77)


class MovableClock(SystemClock):
    """The machine's clock, moved ahead."""

    ahead = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@asynccontextmanager
async def world(tmp_path: Path, clock: MovableClock | None = None) -> AsyncGenerator[MemoryWorld]:
    bodies = tmp_path / "bodies.yaml"
    bodies.write_text(BODIES, encoding="utf-8")
    settings = OPERATOR | {"bodies": str(bodies), "portal": "https://portal.example"}
    async with memory_world({"registration": build}, settings=settings, clock=clock, twice=True) as there:
        yield there


async def mailed(there: MemoryWorld, to: str) -> list[Letter]:
    await there.settle()
    return [letter for letter in there.mail.sent if letter.to == to]


async def link_in(there: MemoryWorld, to: str) -> str:
    """The token of the newest activation mail, read as a person would: from a line of its own."""
    letters = await mailed(there, to)
    found = re.search(r"^https://portal\.example/activate\?token=(\S+)$", letters[-1].text, re.MULTILINE)
    assert found
    return found[1]


async def register(client: httpx.AsyncClient, **changes: str) -> str:
    answer = await client.post("/registrations", json=HERON | changes)
    assert answer.status_code == 202, answer.text
    return answer.json()["account_id"]


async def activated(there: MemoryWorld, **changes: str) -> str:
    client = there.clients["registration"]
    account = await register(client, **changes)
    token = await link_in(there, changes.get("email", HERON["email"]))
    answer = await client.post("/activations", json={"token": token})
    assert answer.status_code == 200, answer.text
    return account


async def sign_in(client: httpx.AsyncClient, email: str, password: str = PASSWORD) -> httpx.Response:
    return await client.post("/sessions", json={"email": email, "password": password})


def bearer(answer: httpx.Response) -> dict[str, str]:
    return {"Authorization": f"Bearer {answer.json()['token']}"}


def code_of(answer: httpx.Response) -> str:
    return answer.json()["type"].removeprefix("urn:ekey:problem:")


# ── the straight way ──


async def test_an_enterprise_registers_activates_and_signs_in(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        client = there.clients["registration"]
        account = await activated(there)
        (letter,) = await mailed(there, HERON["email"])
        assert letter.subject == SUBJECT_ACTIVATION
        session = await sign_in(client, " ADA@heron.example ")
        assert session.status_code == 200
        assert session.json()["token_type"] == "Bearer"
        assert (session.json()["kind"], session.json()["account_id"]) == ("enterprise", account)
        me = await client.get("/me", headers=bearer(session))
        assert me.json() == {
            "kind": "enterprise",
            "account_id": account,
            "user_name": "Ada",
            "enterprise_name": "Blue Heron Trading",
            "credit_code": "91330100MA0EXA015R",
        }


def test_the_subject_of_the_activation_mail_is_the_sources() -> None:
    assert SUBJECT_ACTIVATION == (
        "请到商务部统一用户管理平台激活企业账户 / "
        "Calling the Ministry of Commerce’s Unified User Management Platform to Activate the Enterprise Account"
    )


async def test_a_link_works_once_and_then_says_so(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        client = there.clients["registration"]
        await register(client)
        token = await link_in(there, HERON["email"])
        first = await client.post("/activations", json={"token": token})
        again = await client.post("/activations", json={"token": token})
        assert [first.json()["state"], again.json()["state"]] == ["active", "already_active"]


async def test_every_wrong_field_is_named_and_nothing_is_stored(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        client = there.clients["registration"]
        before = len(there.servers["registration"].facts)
        wrong = {"credit_code": "91330100MA0EXA015X", "email": "ada", "password": "short", "user_name": " "}
        answer = await client.post("/registrations", json=HERON | wrong)
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"
        assert {found["field"]: found["code"] for found in answer.json()["errors"]} == {
            "credit_code": "wrong_check_character",
            "user_name": "empty",
            "email": "wrong_form",
            "password": "too_short",
        }
        assert (await client.post("/registrations", json=HERON | {"extra": "x"})).status_code == 422
        assert (await client.post("/registrations", json=HERON | {"email": 5})).status_code == 422
        assert len(there.servers["registration"].facts) == before


# ── troubles with the link (E20) ──


async def test_a_corrected_address_kills_the_old_link(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        client = there.clients["registration"]
        account = await register(client, email="adda@heron.example")
        old = await link_in(there, "adda@heron.example")
        corrected = await client.put(f"/registrations/{account}/address", json={"email": HERON["email"]})
        assert corrected.status_code == 202
        dead = await client.post("/activations", json={"token": old})
        assert (dead.status_code, code_of(dead)) == (409, "link_dead")
        alive = await client.post("/activations", json={"token": await link_in(there, HERON["email"])})
        assert alive.status_code == 200
        assert (await sign_in(client, HERON["email"])).status_code == 200
        assert (await sign_in(client, "adda@heron.example")).status_code == 401


async def test_a_second_resend_within_a_minute_is_throttled(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        client = there.clients["registration"]
        account = await register(client)
        first = await client.post(f"/registrations/{account}/resend")
        second = await client.post(f"/registrations/{account}/resend")
        assert (first.status_code, second.status_code, code_of(second)) == (202, 429, "too_soon")
        assert 0 < int(second.headers["retry-after"]) <= 60
        letters = await mailed(there, HERON["email"])
        assert len({letter.message_id for letter in letters}) == len(letters) == 2


async def test_an_unknown_registration_is_not_found(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        client, unknown = there.clients["registration"], UUID(int=5)
        assert (await client.post(f"/registrations/{unknown}/resend")).status_code == 404
        assert (await client.put(f"/registrations/{unknown}/address", json={"email": "a@b.example"})).status_code == 404


@pytest.mark.parametrize("token", ["", "nonsense", "0" * 32 + ".x", "f" * 199])
async def test_a_forged_link_is_dead(tmp_path: Path, token: str) -> None:
    async with world(tmp_path) as there:
        answer = await there.clients["registration"].post("/activations", json={"token": token})
        assert (answer.status_code, code_of(answer)) == (409, "link_dead")


async def test_a_link_expires_and_a_registration_lapses(tmp_path: Path) -> None:
    clock = MovableClock()
    async with world(tmp_path, clock) as there:
        client = there.clients["registration"]
        await register(client)
        token = await link_in(there, HERON["email"])
        clock.ahead = timedelta(days=2, minutes=1)
        assert code_of(await client.post("/activations", json={"token": token})) == "link_expired"
        clock.ahead = timedelta(days=7, minutes=1)
        told: list[str] = []
        for _ in range(100):
            told = [fact.type for fact in there.servers["registration"].facts]
            if "RegistrationLapsed" in told:
                break
            await clock.sleep(0.1)
        assert "RegistrationLapsed" in told


async def test_the_first_activation_has_the_credit_code(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        client = there.clients["registration"]
        await register(client, email="late@heron.example")
        late = await link_in(there, "late@heron.example")
        await activated(there)
        for key in ("one", "one", "two"):
            answer = await client.post("/activations", json={"token": late}, headers={"Idempotency-Key": key})
            assert (answer.status_code, code_of(answer)) == (409, "code_taken")
        assert (await sign_in(client, "late@heron.example")).status_code == 401
        assert [fact.type for fact in there.servers["registration"].facts].count("RegistrationRejected") == 1


async def test_of_two_activations_at_one_instant_one_has_the_code(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        client = there.clients["registration"]
        tokens: list[str] = []
        for name in ("one", "two", "three"):
            await register(client, email=f"{name}@heron.example")
            tokens.append(await link_in(there, f"{name}@heron.example"))
        answers = await asyncio.gather(*(client.post("/activations", json={"token": token}) for token in tokens))
        assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
        assert {code_of(answer) for answer in answers if answer.status_code == 409} == {"code_taken"}
        told = [fact.type for fact in there.servers["registration"].facts]
        assert [told.count(kind) for kind in ("AccountActivated", "RegistrationRejected", "CodeClaimed")] == [1, 2, 1]


# ── an address that is known is never told ──


async def test_a_known_address_answers_like_a_free_one(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        client = there.clients["registration"]
        await activated(there)
        answer = await client.post("/registrations", json=HERON | {"credit_code": "91310000MA0EXA0237"})
        assert (answer.status_code, list(answer.json())) == (202, ["account_id"])
        assert (await client.post(f"/registrations/{answer.json()['account_id']}/resend")).status_code == 202
        letters = await mailed(there, HERON["email"])
        assert [("token=" in letter.text) for letter in letters] == [True, False, False]


async def test_two_registrations_of_one_address_make_one_account(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        client = there.clients["registration"]
        await register(client)
        first = await link_in(there, HERON["email"])
        await register(client, credit_code="91310000MA0EXA0237")
        second = await link_in(there, HERON["email"])
        assert (await client.post("/activations", json={"token": first})).status_code == 200
        answer = await client.post("/activations", json={"token": second})
        assert (answer.status_code, code_of(answer)) == (409, "address_taken")


async def test_signing_in_tells_nothing_about_who_is_known(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        client = there.clients["registration"]
        await activated(there)
        await register(client, email="pending@heron.example")
        answers = [
            await sign_in(client, HERON["email"], "wrong password"),
            await sign_in(client, "nobody@heron.example"),
            await sign_in(client, "pending@heron.example"),
        ]
        assert {answer.status_code for answer in answers} == {401}
        assert len({answer.text for answer in answers}) == 1
        assert code_of(answers[0]) == "sign_in_failed"


# ── staff ──


async def test_the_first_operator_comes_from_the_settings_and_appoints_staff(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        client = there.clients["registration"]
        operator = bearer(await sign_in(client, OPERATOR["operator_email"], OPERATOR["operator_password"]))
        appointed = await client.post("/staff", json=VERA, headers=operator)
        assert appointed.status_code == 201
        again = await client.post("/staff", json=VERA, headers=operator)
        assert again.json() == appointed.json()
        provider = {"email": "vera@p.example", "body": "P", "roles": ["reviewer"]}
        other = await client.post("/staff", json=VERA | provider, headers=operator)
        assert other.json()["person_id"] == appointed.json()["person_id"]
        assert other.json()["staff_id"] != appointed.json()["staff_id"]
        await there.settle()
        listed = (await client.get("/staff", headers=operator)).json()
        assert sorted((row["body"], row["roles"]) for row in listed) == [
            ("MOFCOM", ["operator"]),
            ("P", ["reviewer"]),
            ("ZJ", ["verifier"]),
        ]
        vera = await sign_in(client, VERA["email"])
        me = (await client.get("/me", headers=bearer(vera))).json()
        assert me == {
            "kind": "staff",
            "account_id": appointed.json()["staff_id"],
            "user_name": "Vera",
            "body": "ZJ",
            "roles": ["verifier"],
        }


async def test_starting_again_appoints_nobody_again(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        before = len(there.servers["registration"].facts)
        assert before == 2
        await seed(there.services["registration"].app.state.door)
        assert len(there.servers["registration"].facts) == before


async def test_a_wrong_appointment_is_refused(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        client = there.client("registration", staff("operator", body="MOFCOM"))
        unknown = await client.post("/staff", json=VERA | {"body": "XX"})
        assert [found["code"] for found in unknown.json()["errors"]] == ["unknown_body"]
        strange = await client.post("/staff", json=VERA | {"roles": ["reviewer"]})
        assert (strange.status_code, code_of(strange)) == (409, "role_not_of_body")
        await activated(there)
        taken = await client.post("/staff", json=VERA | {"email": HERON["email"]})
        assert (taken.status_code, code_of(taken)) == (409, "address_taken")


async def test_only_an_operator_appoints(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        assert (await there.clients["registration"].post("/staff", json=VERA)).status_code == 401
        verifier = there.client("registration", staff("verifier"))
        assert (await verifier.post("/staff", json=VERA)).status_code == 403
        assert (await verifier.get("/staff")).status_code == 403
        assert (await verifier.post("/signing-keys/rotation")).status_code == 403


async def test_a_supervisor_sees_the_staff_of_the_own_body(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        operator = there.client("registration", staff("operator", body="MOFCOM"))
        await operator.post("/staff", json=VERA)
        await there.settle()
        supervisor = there.client("registration", staff("supervisor"))
        assert [row["body"] for row in (await supervisor.get("/staff")).json()] == ["ZJ"]


# ── session keys ──


async def test_sessions_outlive_a_rotation_and_end_in_time(tmp_path: Path) -> None:
    clock = MovableClock()
    async with world(tmp_path, clock) as there:
        client = there.clients["registration"]
        before = bearer(await sign_in(client, OPERATOR["operator_email"], OPERATOR["operator_password"]))
        first = (await client.get("/.well-known/jwks.json")).json()["keys"]
        rotated = await client.post("/signing-keys/rotation", headers=before)
        keys = (await client.get("/.well-known/jwks.json")).json()["keys"]
        assert [key["kid"] for key in keys] == [rotated.json()["kid"], first[0]["kid"]]
        assert all(set(key) == {"kty", "crv", "x", "y", "kid", "use", "alg"} for key in keys)
        assert (await client.get("/me", headers=before)).status_code == 200
        after = await sign_in(client, OPERATOR["operator_email"], OPERATOR["operator_password"])
        await clock.sleep(1.1)
        assert (await client.get("/me", headers=bearer(after))).status_code == 200
        clock.ahead = timedelta(hours=9)
        assert (await client.get("/me", headers=bearer(after))).status_code == 401
        assert len((await client.get("/.well-known/jwks.json")).json()["keys"]) == 1


# ── mails that others ask for ──


async def test_the_enterprise_hears_of_corrections_of_its_key_and_of_the_parcel(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        account, now = UUID(await activated(there)), datetime.now(UTC)
        item = verification.FailedItem(item="slot:business_licence", reason_code="illegible")
        failed = verification.VerificationFailed(
            case_id=CASE, application_number="EK-1", account_id=account, round=1, failed=(item,), failed_at=now
        )
        notified = delivery.EnterpriseNotified(
            case_id=CASE,
            application_number="EK-1",
            account_id=account,
            pick_up_zh="政务服务中心 12 号窗口",
            pick_up_en="Service Centre, window 12",
            notified_at=now,
        )
        posted = delivery.KeyPosted(case_id=CASE, application_number="EK-1", account_id=account, waybill="SF123", posted_at=now)
        await say(there, "verification", failed)
        await say(there, "delivery", notified, posted)
        letters = (await mailed(there, HERON["email"]))[1:]
        texts = sorted(letter.subject + letter.text for letter in letters)
        assert len(texts) == len({letter.message_id for letter in letters}) == 3
        assert any("初审不通过" in text and "verification failed" in text for text in texts)
        assert any("12 号窗口" in text and "Service Centre, window 12" in text for text in texts)
        assert any("SF123" in text for text in texts)
        assert [fact.type for fact in there.servers["registration"].facts].count("MailSent") == 4


async def test_a_refused_address_is_told_as_a_failed_mail(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        await register(there.clients["registration"], email="ada@heron.invalid")
        await there.settle()
        assert [fact.type for fact in there.servers["registration"].facts][-1] == "MailFailed"


# ── addresses ──


async def test_a_receiver_of_the_body_that_verified_reads_the_address_and_is_recorded(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        account = await activated(there)
        own = there.client("registration", enterprise(UUID(account)))
        home = {"recipient": "Ada", "address": "1 Lake Road", "phone": "571 0000"}
        assert (await own.put("/me/postal-address", json=home)).status_code == 200
        receiver = there.client("registration", staff("receiver"))
        assert (await receiver.get(f"/accounts/{account}/address")).status_code == 404
        passed = verification.VerificationPassed(
            case_id=CASE, application_number="EK-1", account_id=UUID(account), round=1, body="ZJ", passed_at=datetime.now(UTC)
        )
        await say(there, "verification", passed)
        await there.settle()
        answer = await receiver.get(f"/accounts/{account}/address")
        assert answer.json() == {
            "enterprise_name": "Blue Heron Trading",
            "user_name": "Ada",
            "email": "ada@heron.example",
            "postal_address": home,
        }
        assert [fact.type for fact in there.servers["registration"].facts].count("AddressRead") == 1
        elsewhere = there.client("registration", staff("receiver", body="NB"))
        assert (await elsewhere.get(f"/accounts/{account}/address")).status_code == 404
        assert (await there.client("registration", staff("verifier")).get(f"/accounts/{account}/address")).status_code == 403


async def test_nothing_personal_is_stored_in_plain_or_announced(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        account = await activated(there)
        own = there.client("registration", enterprise(UUID(account)))
        await own.put("/me/postal-address", json={"recipient": "Ada", "address": "1 Lake Road", "phone": "571 0000"})
        facts = there.servers["registration"].facts
        stored = b"".join(fact.state + fact.meta for fact in facts)
        for secret in (b"ada@heron", b'"Ada"', b"Lake Road", b"quick$", b"571 0000"):
            assert secret not in stored
        assert b"Blue Heron Trading" in stored


async def test_the_same_key_again_is_the_same_registration(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        client, key = there.clients["registration"], {"Idempotency-Key": "click"}
        first = await client.post("/registrations", json=HERON, headers=key)
        again = await client.post("/registrations", json=HERON, headers=key)
        assert (again.status_code, again.json()) == (202, first.json())
        other = await client.post("/registrations", json=HERON | {"user_name": "Bo"}, headers=key)
        assert (other.status_code, code_of(other)) == (422, "idempotency_key_reused")
        assert len(await mailed(there, HERON["email"])) == 1
