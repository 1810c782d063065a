"""What do the doors of application say when a case ends, its key fails, or its issuing body closes?"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
import yaml

from chassis.clock import SystemClock
from chassis.published import Announcement
from chassis.testing import MemoryWorld, say
from contracts import application, delivery, production, registration, verification
from tests.application.cast import DOCUMENTS, tuesday
from tests.application.world import (
    ACCOUNT,
    BODIES,
    HOIST,
    IMPORTER,
    LOSER,
    SITUATION,
    answers,
    applied,
    applying,
    confirm,
    freeze,
    hand_in,
    member,
    ok,
    open_filled,
    picture,
    put,
    refused,
    scan_of,
    told,
    user,
)


class LaterClock(SystemClock):
    """The clock of the machine, moved on by as much as one likes."""

    def __init__(self) -> None:
        self.moved = timedelta()

    def now(self) -> datetime:
        return super().now() + self.moved


async def shown(client: httpx.AsyncClient, number: str) -> dict[str, Any]:
    found: dict[str, Any] = await ok(await client.get(f"/cases/{number}"))
    return found


async def id_of(client: httpx.AsyncClient, number: str) -> UUID:
    return UUID((await shown(client, number))["case_id"])


async def hear(world: MemoryWorld, producer: str, *messages: Announcement) -> None:
    await say(world, producer, *messages)
    await world.settle()


def approved(case_id: UUID, number: str, account: UUID = ACCOUNT) -> tuple[Announcement, Announcement]:
    passed = verification.VerificationPassed(
        case_id=case_id, application_number=number, account_id=account, round=1, body="ZJ", passed_at=tuesday
    )
    reviewed = verification.ReviewPassed(
        case_id=case_id,
        application_number=number,
        account_id=account,
        enterprise_name="x",
        credit_code="x",
        kind="first",
        round=1,
        issuing_body="ZJ",
        login_name="x",
        licence_kinds=("import",),
        policy_profile="2022",
        policy_version="2022-x",
        passed_at=tuesday,
    )
    return passed, reviewed


def certificate(case_id: UUID, number: str, name: str, attempt: int = 1, account: UUID = ACCOUNT) -> Announcement:
    return production.CertificateIssued(
        case_id=case_id,
        application_number=number,
        account_id=account,
        attempt=attempt,
        serial=f"5A0{attempt}",
        login_name=name,
        certificate_pem="",
        not_before=tuesday,
        not_after=tuesday + timedelta(days=36_500),
        issued_at=tuesday,
    )


def revoked(case_id: UUID, serial: str, name: str) -> Announcement:
    return production.CertificateRevoked(case_id=case_id, serial=serial, login_name=name, reason="x", revoked_at=tuesday)


def receipt(case_id: UUID, number: str, serial: str) -> Announcement:
    return delivery.ReceiptConfirmed(
        case_id=case_id,
        application_number=number,
        account_id=ACCOUNT,
        token_serial="T-1",
        certificate_serial=serial,
        confirmed_at=tuesday,
    )


async def produced(world: MemoryWorld, client: httpx.AsyncClient, account: UUID = ACCOUNT) -> tuple[str, UUID, str]:
    """A case with an issued key: its number, its id, its login name."""
    number = await applied(client)
    case_id, name = await id_of(client, number), (await shown(client, number))["login_name"]
    await hear(world, "verification", *approved(case_id, number, account))
    await hear(world, "production", certificate(case_id, number, name, account=account))
    assert (await shown(client, number))["state"] == "produced"
    return number, case_id, name


async def test_a_draft_lapses_after_ninety_days_and_gives_its_name_back(tmp_path: Path) -> None:
    clock = LaterClock()
    form = answers(situation=SITUATION | {"electromechanical_importer": True})
    async with applying(tmp_path, clock=clock) as world, user(world, IMPORTER) as client:
        number = await open_filled(client, form)
        await ok(await client.put(f"/cases/{number}/login-name", json={"login_name": "lathe.spindle"}))
        await world.settle()
        clock.moved = timedelta(days=89, hours=23)
        await clock.sleep(0.7)
        assert (await shown(client, number))["state"] == "draft"
        clock.moved = timedelta(days=90, minutes=1)
        await until_state(world, client, number, "lapsed")
        assert (await told(world))[-1] == application.CaseLapsed.__name__
        listed = await ok(await client.get("/cases"))
        assert [line["state"] for line in listed] == ["lapsed"]
        refused(await client.put(f"/cases/{number}/form", json=form), 409, "case_is_lapsed")
        again = await open_filled(client, form)
        await ok(await client.put(f"/cases/{again}/login-name", json={"login_name": "lathe.spindle"}))


async def until_state(world: MemoryWorld, client: httpx.AsyncClient, number: str, state: str) -> None:
    for _ in range(100):
        if (await shown(client, number))["state"] == state:
            await world.settle()
            return
        await world.clock.sleep(0.1)
    raise TimeoutError(state)


async def test_a_correction_lapses_after_thirty_days_and_materials_at_a_desk_never(tmp_path: Path) -> None:
    clock = LaterClock()
    async with applying(tmp_path, clock=clock) as world, user(world) as client:
        number = await applied(client)
        await world.settle()
        clock.moved = timedelta(days=400)
        await clock.sleep(0.7)
        assert (await shown(client, number))["state"] == "verifying"
        failed = verification.VerificationFailed(
            case_id=await id_of(client, number),
            application_number=number,
            account_id=ACCOUNT,
            round=1,
            failed=(verification.FailedItem(item="slot:id_card_back", reason_code="expired"),),
            failed_at=clock.now(),
        )
        await hear(world, "verification", failed)
        clock.moved += timedelta(days=29, hours=23)
        await clock.sleep(0.7)
        assert (await shown(client, number))["state"] == "correcting"
        clock.moved += timedelta(hours=2)
        await until_state(world, client, number, "lapsed")


async def test_a_refused_case_is_over_and_another_may_begin(tmp_path: Path) -> None:
    async with applying(tmp_path) as world, user(world) as client:
        number = await applied(client)
        refusal = verification.CaseRefused(
            case_id=await id_of(client, number),
            application_number=number,
            account_id=ACCOUNT,
            stage="verification",
            round=1,
            reason_code="forged",
            refused_at=tuesday,
        )
        await hear(world, "verification", refusal)
        assert (await shown(client, number))["state"] == "refused"
        await ok(await client.post("/cases", json={"kind": "first"}))


async def test_a_lost_key_is_made_again_in_the_same_case_slot_and_name(tmp_path: Path) -> None:
    """docs/states.md §7 #10."""
    async with applying(tmp_path) as world, user(world) as client:
        number, case_id, name = await produced(world, client)
        lost = delivery.KeyLossConfirmed(
            case_id=case_id, application_number=number, token_serial="T-1", certificate_serial="5A01", confirmed_at=tuesday
        )
        await hear(world, "production", revoked(case_id, "5A01", name))
        assert (await shown(client, number))["state"] == "produced"
        await hear(world, "delivery", lost)
        assert (await shown(client, number))["state"] == "producing"
        await hear(world, "production", certificate(case_id, number, name, attempt=2))
        await hear(world, "delivery", receipt(case_id, number, "5A02"))
        assert (await shown(client, number))["state"] == "completed"
        refused(await client.post("/cases", json={"kind": "first"}), 409, "has_key")


async def test_a_withdrawal_between_two_attempts_frees_everything(tmp_path: Path) -> None:
    async with applying(tmp_path) as world, user(world) as client:
        number, case_id, name = await produced(world, client)
        spoiled = production.TokenSpoiled(
            case_id=case_id, application_number=number, attempt=1, token_serial="T-1", spoiled_at=tuesday
        )
        await hear(world, "production", spoiled, revoked(case_id, "5A01", name))
        assert await ok(await client.post(f"/cases/{number}/withdraw")) == {"state": "withdrawing"}
        cancelled = production.OrderCancelled(case_id=case_id, application_number=number, cancelled_at=tuesday)
        await hear(world, "production", cancelled)
        assert (await shown(client, number))["state"] == "withdrawn"
        again = await open_filled(client)
        assert (await ok(await client.post(f"/cases/{again}/login-name/assigned")))["login_name"] != name


@pytest.mark.parametrize("received_first", [True, False])
async def test_the_end_of_a_key_frees_its_slot_whether_receipt_or_end_is_heard_first(
    tmp_path: Path, received_first: bool
) -> None:
    async with applying(tmp_path) as world, user(world) as client:
        number, case_id, name = await produced(world, client)
        reissue = {"kind": "reissue", "earlier_key": "5A01", "loss": "lost", "reason": "lost"}
        refused(await client.post("/cases", json=reissue), 409, "not_received")
        facts = [("delivery", receipt(case_id, number, "5A01")), ("production", revoked(UUID(int=99), "5A01", name))]
        for producer, message in facts if received_first else reversed(facts):
            await hear(world, producer, message)
        assert (await shown(client, number))["state"] == "completed"
        refused(await client.post("/cases", json=reissue), 409, "key_ended")
        await ok(await client.post("/cases", json={"kind": "first"}))


async def test_a_key_that_nobody_collects_ends_with_its_case(tmp_path: Path) -> None:
    """docs/states.md §7 #14."""
    async with applying(tmp_path) as world, user(world) as client:
        number, case_id, name = await produced(world, client)
        unclaimed = delivery.KeyUnclaimed(
            case_id=case_id,
            application_number=number,
            account_id=ACCOUNT,
            token_serial="T-1",
            certificate_serial="5A01",
            unclaimed_at=tuesday,
        )
        await hear(world, "delivery", unclaimed)
        await hear(world, "production", revoked(case_id, "5A01", name))
        assert (await shown(client, number))["state"] == "unclaimed"
        await ok(await client.post("/cases", json={"kind": "first"}))


async def test_a_reissue_may_itself_be_reissued_once_received_and_ends_the_key_before(tmp_path: Path) -> None:
    reissue = {"kind": "reissue", "earlier_key": "K-11", "loss": "lost", "reason": "lost"}
    async with applying(tmp_path) as world, user(world, LOSER) as client:
        number = await open_filled(client, **reissue)
        await ok(await client.put(f"/cases/{number}/login-name", json={"login_name": "srt01"}))
        await hand_in(client, number, await freeze(client, number))
        case_id = await id_of(client, number)
        await hear(world, "verification", *approved(case_id, number, LOSER))
        ended = revoked(case_id, "K-11", "srt01")
        await hear(world, "production", ended, certificate(case_id, number, "srt01", account=LOSER))
        await hear(world, "delivery", receipt(case_id, number, "5A01"))
        refused(await client.post("/cases", json=reissue), 409, "key_ended")
        again = await open_filled(client, **(reissue | {"earlier_key": "5A01"}))
        path = f"/cases/{again}/login-name"
        assert (await ok(await client.put(path, json={"login_name": "srt01"})))["rule"] == "retained"
        await ok(await client.post(f"/cases/{again}/confirm-submission"))


async def test_a_released_account_applies_no_more_and_its_open_cases_are_given_up(tmp_path: Path) -> None:
    """docs/states.md §7 #21."""
    gone = registration.AccountReleased(
        account_id=ACCOUNT, credit_code="91330100MA0EXA015R", reason="foreign", released_at=tuesday
    )
    async with applying(tmp_path) as world, user(world) as client:
        number = await applied(client)
        await hear(world, "registration", gone)
        assert (await shown(client, number))["state"] == "withdrawing"
        refused(await client.post("/cases", json={"kind": "first"}), 409, "account_not_active")
        closed = verification.TaskWithdrawn(
            case_id=await id_of(client, number), application_number=number, stage="verification", round=1, withdrawn_at=tuesday
        )
        await hear(world, "verification", closed)
        assert (await shown(client, number))["state"] == "withdrawn"
    async with applying(tmp_path) as world, user(world) as client:
        number = await open_filled(client)
        await hear(world, "registration", gone)
        assert (await shown(client, number))["state"] == "withdrawn"


async def test_new_cases_go_to_the_successor_of_a_closed_body(tmp_path: Path) -> None:
    """docs/states.md §7 #22."""
    clock = LaterClock()
    closes_on = (clock.now() + timedelta(days=10)).date()
    closing = [row | ({"closes_on": closes_on, "successor": "ZJ"} if row["code"] == "NB" else {}) for row in BODIES]
    closing_file = tmp_path / "closing.yaml"
    closing_file.write_text(yaml.safe_dump({"bodies": closing}, allow_unicode=True), encoding="utf-8")
    async with applying(tmp_path, clock=clock, bodies=str(closing_file)) as world, user(world, HOIST) as client:
        number = await open_filled(client)
        assert (await shown(client, number))["issuing_body"] == "NB"
        await ok(await client.post(f"/cases/{number}/login-name/assigned"))
        papers = await freeze(client, number)
        clock.moved = timedelta(days=12)
        refused(await client.put(f"/cases/{number}/form", json=answers(issuing_body="NB")), 422, "invalid")
        for slot in ("application_form", "signature_confirmation_letter"):
            await ok(await put(client, number, slot, scan_of(papers[slot])))
        for slot in ("business_licence", "operator_registration_form", "id_card_front", "id_card_back"):
            await ok(await put(client, number, slot, picture(slot)))
        await ok(await confirm(client, number))
        assert (await shown(client, number))["issuing_body"] == "ZJ"
        bodies = {body["code"]: body for body in (await ok(await client.get("/choices")))["bodies"]}
        assert (bodies["NB"]["closes_on"], bodies["NB"]["successor"]) == (str(closes_on), "ZJ")
        async with member(world, "verifier", body="ZJ") as verifier:
            await ok(await verifier.get(f"/cases/{number}/form"))


async def test_a_case_that_a_successor_took_is_read_and_corrected_there(tmp_path: Path) -> None:
    async with applying(tmp_path) as world, user(world, HOIST) as client:
        number = await applied(client)
        case_id = await id_of(client, number)
        taken = verification.CaseTaken(case_id=case_id, application_number=number, former_body="NB", body="ZJ", taken_at=tuesday)
        failed = verification.VerificationFailed(
            case_id=case_id,
            application_number=number,
            account_id=HOIST,
            round=1,
            failed=(verification.FailedItem(item="form:enterprise", reason_code="differs"),),
            failed_at=tuesday,
        )
        await hear(world, "verification", taken)
        async with member(world, "verifier", body="ZJ") as heir, member(world, "verifier", body="NB") as former:
            await ok(await heir.get(f"/cases/{number}/form"))
            refused(await former.get(f"/cases/{number}/form"), 404, "not_found")
        await hear(world, "verification", failed)
        renamed = answers(enterprise=answers()["enterprise"] | {"name_en": "Hoist Works Ltd."})
        assert (await ok(await client.put(f"/cases/{number}/form", json=renamed)))["issuing_body"] == "ZJ"
        papers = await freeze(client, number)
        for document in DOCUMENTS:
            await ok(await put(client, number, document, scan_of(papers[document])))
        assert await ok(await confirm(client, number)) == {"round": 2}
        listed = await listed_when_settled(world, client)
        assert [line["issuing_body"] for line in listed] == ["ZJ"]


async def listed_when_settled(world: MemoryWorld, client: httpx.AsyncClient) -> list[dict[str, Any]]:
    await world.settle()
    lines: list[dict[str, Any]] = await ok(await client.get("/cases"))
    return lines
