"""Does an operator close an account at the door, and do closed bodies stay outside?"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

import contracts.application as application
import contracts.delivery as delivery
import contracts.verification as verification
from chassis.policy import SHANGHAI
from chassis.testing import MemoryWorld, enterprise, memory_world, say, staff
from services.registration.main import build
from tests.registration.test_api import (
    CASE,
    HERON,
    OPERATOR,
    PASSWORD,
    VERA,
    MovableClock,
    activated,
    bearer,
    code_of,
    mailed,
    sign_in,
    world,
)

NUMBER = "EK-0123456789AB"
foreign = {"reason": "proven_foreign"}


async def test_a_released_account_is_closed_and_its_code_and_address_are_free(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        client = there.clients["registration"]
        account = await activated(there)
        session = bearer(await sign_in(client, HERON["email"]))
        operator = there.client("registration", staff("operator", body="MOFCOM"))
        for _ in range(2):
            assert (await operator.post(f"/accounts/{account}/release", json=foreign)).status_code == 200
        types = [fact.type for fact in there.servers["registration"].facts]
        assert [types.count(name) for name in ("AccountReleased", "CodeReleased", "AddressReleased")] == [1, 1, 1]
        refused = await sign_in(client, HERON["email"])
        assert (refused.status_code, code_of(refused)) == (401, "sign_in_failed")
        assert (await client.get("/me", headers=session)).status_code == 404
        own = await client.put(
            "/me/postal-address", json={"recipient": "Ada", "address": "1 Lake Road", "phone": "1"}, headers=session
        )
        assert (own.status_code, code_of(own)) == (409, "not_active")
        again = await activated(there)
        assert again != account
        assert (await sign_in(client, HERON["email"])).json()["account_id"] == again


async def test_only_an_operator_releases_and_only_what_there_is(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        account = await activated(there)
        path = f"/accounts/{account}/release"
        assert (await there.clients["registration"].post(path, json=foreign)).status_code == 401
        for who in (staff("supervisor"), staff("auditor", body="MOFCOM"), enterprise(UUID(account))):
            assert (await there.client("registration", who).post(path, json=foreign)).status_code == 403
        operator = there.client("registration", staff("operator", body="MOFCOM"))
        assert (await operator.post(f"/accounts/{UUID(int=5)}/release", json=foreign)).status_code == 404
        for wrong in ({}, {"reason": "a whim"}, {"reason": "proven_foreign", "more": 1}):
            assert (await operator.post(path, json=wrong)).status_code == 422


# ── mails of endings ──


async def test_the_enterprise_hears_of_refusal_lapse_and_every_reminder(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        account, now = UUID(await activated(there)), datetime.now(UTC)
        refused = verification.CaseRefused(
            case_id=CASE,
            application_number=NUMBER,
            account_id=account,
            stage="verification",
            round=1,
            reason_code="forged_material",
            refused_at=now,
        )
        lapsed = application.CaseLapsed(
            case_id=CASE, application_number=NUMBER, state="correcting", account_id=account, lapsed_at=now
        )
        reminders = [
            delivery.PickUpReminded(
                case_id=CASE,
                application_number=NUMBER,
                account_id=account,
                reminder=n,
                pick_up_zh="12 号窗口",
                pick_up_en="window 12",
                reminded_at=now - timedelta(days=14 * (3 - n)),
            )
            for n in (1, 2)
        ]
        await say(there, "verification", refused)
        await say(there, "application", lapsed)
        await say(there, "delivery", *reminders)
        letters = (await mailed(there, HERON["email"]))[1:]
        assert len(letters) == len({letter.message_id for letter in letters}) == 4
        for zh, en in (
            ("不予办理", "refused"),
            ("逾期未办理", "lapsed"),
            ("第 1 次提醒", "reminder 1"),
            ("第 2 次提醒", "reminder 2"),
        ):
            (letter,) = [one for one in letters if zh in one.subject and en in one.subject]
            assert NUMBER in letter.subject
        assert all("forged" not in letter.text + letter.subject for letter in letters)
        assert any("window 12" in letter.text and "12 号窗口" in letter.text for letter in letters)


async def test_a_mail_of_a_released_account_goes_nowhere_and_says_so(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        account, now = UUID(await activated(there)), datetime.now(UTC)
        await there.client("registration", staff("operator", body="MOFCOM")).post(f"/accounts/{account}/release", json=foreign)
        lapsed = application.CaseLapsed(case_id=CASE, application_number=NUMBER, state="draft", account_id=account, lapsed_at=now)
        await say(there, "application", lapsed)
        assert len(await mailed(there, HERON["email"])) == 1
        last = there.servers["registration"].facts[-1]
        assert last.type == "MailFailed"
        assert b"account_closed" in last.state


# ── bodies that close ──


@asynccontextmanager
async def closing_world(tmp_path: Path, clock: MovableClock, day: date) -> AsyncGenerator[MemoryWorld]:
    bodies = tmp_path / "bodies.yaml"
    bodies.write_text(
        f"bodies: [{{code: ZJ, kind: issuing, closes_on: {day}, successor: NB}}, {{code: NB, kind: issuing}},"
        "{code: MOFCOM, kind: ministry}]",
        encoding="utf-8",
    )
    settings = OPERATOR | {"bodies": str(bodies), "portal": "https://portal.example"}
    async with memory_world({"registration": build}, settings=settings, clock=clock) as there:
        yield there


async def test_staff_of_a_closed_body_stay_outside_and_the_successors_come_in(tmp_path: Path) -> None:
    """docs/states.md §7, 22; docs/domain.md §1."""
    clock = MovableClock()
    start = clock.now()
    day = (start + timedelta(days=3)).astimezone(SHANGHAI).date()
    midnight = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
    async with closing_world(tmp_path, clock, day) as there:
        client = there.clients["registration"]
        operator = there.client("registration", staff("operator", body="MOFCOM"))
        assert (await operator.post("/staff", json=VERA)).status_code == 201
        nina = VERA | {"email": "nina@nb.example", "body": "NB", "id_number": "440524188001010014"}
        assert (await operator.post("/staff", json=nina)).status_code == 201
        clock.ahead = midnight - timedelta(hours=1) - start
        before = await sign_in(client, VERA["email"])
        assert before.status_code == 200
        assert datetime.fromisoformat(before.json()["expires_at"]) == midnight
        clock.ahead = midnight - start + timedelta(seconds=5)
        refused = await sign_in(client, VERA["email"])
        assert (refused.status_code, code_of(refused)) == (403, "body_closed")
        assert "NB" in refused.json()["en"]
        assert (await sign_in(client, VERA["email"], "wrong password")).status_code == 401
        assert (await sign_in(client, nina["email"], PASSWORD)).status_code == 200
        late = await operator.post("/staff", json=VERA | {"email": "late@zj.example"})
        assert [found["code"] for found in late.json()["errors"]] == ["body_closed"]


@pytest.mark.parametrize("known", [True, False])
async def test_the_successors_receivers_read_the_address_of_a_case_they_took(tmp_path: Path, known: bool) -> None:
    async with world(tmp_path) as there:
        account = UUID(await activated(there))
        taken = verification.CaseTaken(
            case_id=CASE,
            application_number=NUMBER,
            former_body="ZJ",
            body="NB",
            account_id=account if known else None,
            taken_at=datetime.now(UTC),
        )
        await say(there, "verification", taken)
        await there.settle()
        receiver = there.client("registration", staff("receiver", body="NB"))
        assert (await receiver.get(f"/accounts/{account}/address")).status_code == (200 if known else 404)
