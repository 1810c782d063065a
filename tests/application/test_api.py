"""Do the doors of application open, for whom, and what do they answer?"""

import asyncio
from pathlib import Path
from uuid import UUID

from chassis.testing import enterprise, say
from contracts import application, verification
from services.application.events.reading import FormRead, ScanRead
from services.application.ports import Histories
from tests.application.cast import tuesday
from tests.application.world import (
    ACCOUNT,
    IMPORTER,
    LOSER,
    SITUATION,
    STRANGER,
    answers,
    anyone,
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

BOTH = ("application_form", "signature_confirmation_letter")
FIVE = ("application_form", "business_licence", "signature_confirmation_letter", "id_card_front", "id_card_back")


async def test_an_application_goes_from_a_draft_to_the_issuing_bodys_desk(tmp_path: Path) -> None:
    async with applying(tmp_path) as world, user(world) as client:
        number = await open_filled(client)
        name = await ok(await client.post(f"/cases/{number}/login-name/assigned"))
        assert name["rule"] == "assigned"
        assert await ok(await client.post(f"/cases/{number}/login-name/assigned")) == name
        check = await ok(await client.get(f"/cases/{number}/check"))
        assert (check["fee"]["amount"], check["missing"]) == ("0", [])
        papers = await freeze(client, number)
        assert all(pdf.startswith(b"%PDF") for pdf in papers.values())
        assert (await ok(await client.get(f"/cases/{number}")))["state"] == "uploading"
        assert await hand_in(client, number, papers) == {"round": 1}
        shown = await ok(await client.get(f"/cases/{number}"))
        assert (shown["state"], shown["issuing_body"], shown["login_name"]) == ("verifying", "ZJ", name["login_name"])
        assert {upload["slot"]: upload["flags"] for upload in shown["uploads"]}["application_form"] == []
        await world.settle()
        listed = await ok(await client.get("/cases"))
        assert [(line["number"], line["state"]) for line in listed] == [(number, "verifying")]
        assert (await told(world))[-1] == application.MaterialsConfirmed.__name__


async def test_the_same_bytes_are_saved_each_time_a_document_is_downloaded(tmp_path: Path) -> None:
    async with applying(tmp_path) as world, user(world) as client:
        number = await open_filled(client)
        await ok(await client.post(f"/cases/{number}/login-name/assigned"))
        refused(await client.get(f"/cases/{number}/documents/application_form"), 409, "case_is_draft")
        papers = await freeze(client, number)
        for document in BOTH:
            assert await ok(await client.get(f"/cases/{number}/documents/{document}")) == papers[document]


async def test_two_downloads_at_once_keep_one_document(tmp_path: Path) -> None:
    async with applying(tmp_path) as world, user(world) as client:
        number = await open_filled(client)
        await ok(await client.post(f"/cases/{number}/login-name/assigned"))
        await ok(await client.post(f"/cases/{number}/confirm-submission"))
        path = f"/cases/{number}/documents/application_form"
        first, second = await asyncio.gather(client.get(path), client.get(path))
        assert await ok(first) == await ok(second)
        assert [fact.type for fact in world.servers["application"].facts].count("DocumentPrinted") == 1


async def test_only_failed_slots_open_again(tmp_path: Path) -> None:
    async with applying(tmp_path) as world, user(world) as client:
        number = await applied(client)
        case_id = (await ok(await client.get(f"/cases/{number}")))["case_id"]
        failed = verification.VerificationFailed(
            case_id=UUID(case_id),
            application_number=number,
            account_id=ACCOUNT,
            round=1,
            failed=(verification.FailedItem(item="slot:business_licence", reason_code="illegible"),),
            failed_at=tuesday,
        )
        await say(world, "verification", failed)
        await world.settle()
        shown = await ok(await client.get(f"/cases/{number}"))
        assert (shown["state"], shown["failed"]) == ("correcting", ["slot:business_licence"])
        assert shown["reopened"] == shown["open_slots"] == shown["missing"] == ["business_licence"]
        refused(await put(client, number, "id_card_back", picture("id_card_back", 7)), 409, "slot_not_open")
        refused(await confirm(client, number), 409, "slots_missing")
        await ok(await put(client, number, "business_licence", picture("business_licence", 7)))
        assert await ok(await confirm(client, number)) == {"round": 2}


async def test_an_importer_adopts_its_registered_name_and_is_exempt(tmp_path: Path) -> None:
    form = answers(
        situation=SITUATION | {"registered_operator": False, "electromechanical_importer": True},
        licence_kinds=["automatic_import_electromechanical"],
    )
    async with applying(tmp_path) as world, user(world, IMPORTER) as client:
        number = await open_filled(client, form)
        path = f"/cases/{number}/login-name"
        refused(await client.put(path, json={"login_name": "someone.else"}), 409, "login_name_not_yours")
        given = await ok(await client.put(path, json={"login_name": "Lathe.Spindle"}))
        assert given == {"login_name": "Lathe.Spindle", "rule": "adopted"}
        asked = await ok(await client.get(f"/cases/{number}/requirements"))
        waived = next(item for item in asked["items"] if item["slot"] == "operator_registration_form")
        assert (waived["required"], waived["reason"]) == (False, "electromechanical_only")
        assert await hand_in(client, number, await freeze(client, number), FIVE) == {"round": 1}


async def test_a_reissue_keeps_the_lost_keys_name_and_one_is_open_per_key(tmp_path: Path) -> None:
    reissue = {"kind": "reissue", "earlier_key": "K-11", "loss": "lost", "reason": "lost on a journey"}
    async with applying(tmp_path) as world, user(world, LOSER) as client, user(world) as stranger:
        refused(await stranger.post("/cases", json=reissue), 409, "key_unknown")
        refused(await client.post("/cases", json=reissue | {"earlier_key": "K-99"}), 409, "key_unknown")
        refused(await client.post("/cases", json={"kind": "first"}), 409, "has_key")
        number = await open_filled(client, **reissue)
        refused(await client.post("/cases", json=reissue), 409, "key_has_open_case")
        path = f"/cases/{number}/login-name"
        refused(await client.put(path, json={"login_name": "srt02"}), 409, "not_the_lost_name")
        assert (await ok(await client.put(path, json={"login_name": "srt01"})))["rule"] == "retained"
        await ok(await client.post(f"/cases/{number}/confirm-submission"))
        assert await told(world) == ["DraftOpened", "SubmissionConfirmed", "ReissueDeclared"]
        await ok(await client.post(f"/cases/{number}/withdraw"))
        await ok(await client.post("/cases", json=reissue))


async def test_a_withdrawn_case_gives_name_and_slot_back(tmp_path: Path) -> None:
    form = answers(situation=SITUATION | {"electromechanical_importer": True})
    async with applying(tmp_path) as world, user(world, IMPORTER) as client:
        first = await open_filled(client, form)
        await ok(await client.put(f"/cases/{first}/login-name", json={"login_name": "lathe.spindle"}))
        refused(await client.post("/cases", json={"kind": "first"}), 409, "first_open")
        assert await ok(await client.post(f"/cases/{first}/withdraw")) == {"state": "withdrawn"}
        second = await open_filled(client, form)
        await ok(await client.put(f"/cases/{second}/login-name", json={"login_name": "lathe.spindle"}))


async def test_at_a_desk_a_withdrawal_is_asked_for_and_ends_when_the_desk_answers(tmp_path: Path) -> None:
    async with applying(tmp_path) as world, user(world) as client:
        number = await applied(client)
        case_id = (await ok(await client.get(f"/cases/{number}")))["case_id"]
        assert await ok(await client.post(f"/cases/{number}/withdraw")) == {"state": "withdrawing"}
        closed = verification.TaskWithdrawn(
            case_id=UUID(case_id), application_number=number, stage="verification", round=1, withdrawn_at=tuesday
        )
        await say(world, "verification", closed)
        await world.settle()
        assert (await ok(await client.get(f"/cases/{number}")))["state"] == "withdrawn"


async def test_every_wrong_field_is_named_and_nothing_changes(tmp_path: Path) -> None:
    wrong = answers(
        licence_kinds=[],
        issuing_body="SH",
        authorised_user=answers()["authorised_user"] | {"id_number": "110105194912310021", "phone": "?"},
    )
    async with applying(tmp_path) as world, user(world) as client:
        opened = await ok(await client.post("/cases", json={"kind": "first"}))
        number, before = opened["number"], len(world.servers["application"].facts)
        said = refused(await client.put(f"/cases/{number}/form", json=wrong), 422, "invalid")
        assert {(error["field"], error["code"]) for error in said["errors"]} == {
            ("licence_kinds", "missing"),
            ("authorised_user.id_number", "checksum"),
            ("authorised_user.phone", "malformed"),
            ("issuing_body", "body_not_serving"),
        }
        refused(await client.put(f"/cases/{number}/form", json=answers(extra=1)), 422, "invalid")
        refused(await client.put(f"/cases/{number}/form", json=answers(licence_kinds=["x"])), 422, "invalid")
        said = refused(await client.post(f"/cases/{number}/confirm-submission"), 422, "invalid")
        assert [error["field"] for error in said["errors"]] == [
            "situation",
            "licence_kinds",
            "enterprise",
            "authorised_user",
            "login_name",
        ]
        assert len(world.servers["application"].facts) == before


async def test_an_unknown_region_is_only_a_warning(tmp_path: Path) -> None:
    form = answers(authorised_user=answers()["authorised_user"] | {"id_number": "999999190001010162"})
    async with applying(tmp_path) as world, user(world) as client:
        opened = await ok(await client.post("/cases", json={"kind": "first"}))
        saved = await ok(await client.put(f"/cases/{opened['number']}/form", json=form))
        assert [warning["code"] for warning in saved["warnings"]] == ["region"]


async def test_a_character_without_a_glyph_is_told_before_the_form_is_frozen(tmp_path: Path) -> None:
    form = answers(authorised_user=answers()["authorised_user"] | {"name": "𠮷田"})
    async with applying(tmp_path) as world, user(world) as client:
        number = await open_filled(client, form)
        await ok(await client.post(f"/cases/{number}/login-name/assigned"))
        said = refused(await client.post(f"/cases/{number}/confirm-submission"), 422, "invalid")
        assert [error["code"] for error in said["errors"]] == ["unprintable"]
        assert "U+20BB7" in said["errors"][0]["en"]


async def test_bad_files_are_refused_with_their_reason(tmp_path: Path) -> None:
    async with applying(tmp_path) as world, user(world) as client:
        number = await open_filled(client)
        await ok(await client.post(f"/cases/{number}/login-name/assigned"))
        refused(await put(client, number, "business_licence", picture("x")), 409, "case_is_draft")
        papers = await freeze(client, number)
        refused(await put(client, number, "business_licence", b""), 422, "empty")
        refused(await put(client, number, "business_licence", papers["application_form"]), 422, "not_an_image")
        refused(await put(client, number, "business_licence", b"\x89PNG\r\n\x1a\n" + bytes(204_800)), 422, "too_large")
        refused(await put(client, number, "authorisation_letter", picture("x")), 409, "slot_not_open")
        refused(await put(client, number, "nonsense", picture("x")), 422, "invalid")
        refused(await client.put(f"/cases/{number}/scans/business_licence", json={}), 422, "invalid")


async def test_flags_are_told_at_upload(tmp_path: Path) -> None:
    async with applying(tmp_path) as world, user(world) as client:
        number = await open_filled(client)
        await ok(await client.post(f"/cases/{number}/login-name/assigned"))
        old = await freeze(client, number)
        assert await ok(await client.post(f"/cases/{number}/reopen")) == {"revision": 2}
        await freeze(client, number)
        assert (await ok(await put(client, number, BOTH[0], scan_of(old[BOTH[0]]))))["flags"] == ["old_revision"]
        assert (await ok(await put(client, number, BOTH[1], picture("blank"))))["flags"] == ["qr_unreadable"]
        assert (await ok(await put(client, number, "id_card_front", picture("same"))))["flags"] == []
        assert (await ok(await put(client, number, "id_card_back", picture("same"))))["flags"] == ["same_image"]
        for slot in ("business_licence", "operator_registration_form"):
            await ok(await put(client, number, slot, picture(slot)))
        said = refused(await confirm(client, number), 409, "old_revision")
        assert [error["field"] for error in said["errors"]] == ["slot:application_form"]


async def test_confirm_upload_needs_both_statements_and_every_slot(tmp_path: Path) -> None:
    async with applying(tmp_path) as world, user(world) as client:
        number = await open_filled(client)
        await ok(await client.post(f"/cases/{number}/login-name/assigned"))
        await freeze(client, number)
        path = f"/cases/{number}/confirm-upload"
        unattested = {"scanned_from_originals": True, "correct": False}
        refused(await client.post(path, json=unattested), 409, "not_attested")
        said = refused(await confirm(client, number), 409, "slots_missing")
        assert len(said["errors"]) == 6
        refused(await client.post(path, json={"scanned_from_originals": "yes", "correct": True}), 422, "invalid")


async def test_the_desks_read_what_is_theirs_and_each_reading_is_recorded(tmp_path: Path) -> None:
    async with applying(tmp_path) as world, user(world) as client:
        number = await applied(client)
        case_id = UUID((await ok(await client.get(f"/cases/{number}")))["case_id"])
        form, scan = f"/cases/{number}/form", f"/cases/{number}/scans/business_licence"
        async with member(world, "verifier") as verifier, member(world, "reviewer", body="P") as reviewer:
            read = await ok(await verifier.get(form))
            assert read["authorised_user"]["name"] == "蓝晓鹭"
            assert await ok(await verifier.get(scan)) == picture("business_licence")
            refused(await reviewer.get(form), 404, "not_found")
            refused(await reviewer.get(scan), 404, "not_found")
            passed = verification.VerificationPassed(
                case_id=case_id, application_number=number, account_id=ACCOUNT, round=1, body="ZJ", passed_at=tuesday
            )
            await say(world, "verification", passed)
            await world.settle()
            await ok(await reviewer.get(form))
        async with member(world, "verifier", body="NB") as elsewhere, member(world, "receiver") as receiver:
            refused(await elsewhere.get(form), 404, "not_found")
            refused(await receiver.get(form), 403, "forbidden")
        recorded = [fact.type for fact in world.servers["application"].facts if fact.type in {"FormRead", "ScanRead"}]
        assert recorded == [FormRead.__name__, ScanRead.__name__, FormRead.__name__]


async def test_what_is_not_ones_own_answers_like_what_does_not_exist(tmp_path: Path) -> None:
    async with applying(tmp_path) as world, user(world) as client, user(world, STRANGER) as stranger:
        number = await open_filled(client)
        for other in (number, "EK-000000000000", "nonsense"):
            absent = refused(await stranger.get(f"/cases/{other}"), 404, "not_found")
            assert absent == refused(await stranger.post(f"/cases/{other}/withdraw"), 404, "not_found")
        assert await ok(await stranger.get("/cases")) == []
        async with anyone(world) as nobody, member(world, "verifier") as verifier:
            refused(await nobody.get("/cases"), 401, "unauthenticated")
            refused(await verifier.get("/cases"), 403, "forbidden")
            refused(await verifier.get(f"/cases/{number}/form"), 404, "not_found")
            assert (await ok(await nobody.get("/choices")))["limits"]["scan_size_below"] == 204_800
        assert (await ok(await client.get(f"/cases/{number.lower()}")))["number"] == number


async def test_an_account_that_is_not_known_yet_is_asked_to_try_again(tmp_path: Path) -> None:
    async with applying(tmp_path) as world, anyone(world, enterprise(UUID(int=99))) as client:
        answer = await client.post("/cases", json={"kind": "first"})
        refused(answer, 409, "account_not_active")
        assert answer.headers["Retry-After"] == "1"


async def test_the_same_wish_under_the_same_key_opens_one_application(tmp_path: Path) -> None:
    async with applying(tmp_path) as world, user(world) as client:
        key = {"Idempotency-Key": "once"}
        first = await ok(await client.post("/cases", json={"kind": "first"}, headers=key))
        assert await ok(await client.post("/cases", json={"kind": "first"}, headers=key)) == first
        refused(await client.post("/cases", json={"kind": "additional"}, headers=key), 422, "idempotency_key_reused")


async def test_pressing_many_times_at_once_gives_each_case_one_name_of_its_own(tmp_path: Path) -> None:
    async with applying(tmp_path) as world, user(world) as one, user(world, STRANGER) as two:
        numbers = [(client, await open_filled(client)) for client in (one, two)]
        given = await asyncio.gather(
            *(client.post(f"/cases/{number}/login-name/assigned") for client, number in numbers for _ in range(5))
        )
        names = {(answer.request.url.path, answer.json()["login_name"]) for answer in given if answer.status_code == 200}
        assert len(names) == len({name for _, name in names}) == 2


async def test_an_erased_person_leaves_a_case_that_still_loads(tmp_path: Path) -> None:
    async with applying(tmp_path) as world, user(world) as client:
        number = await applied(client)
        doors = world.services["application"].ports.doors
        person = doors.keyed.id("person", "11010519491231002x")
        await world.vault.erase(person)
        form = await ok(await client.get(f"/cases/{number}/form"))
        assert form["authorised_user"] is None
        assert form["enterprise"]["legal_representative"] == "温如玉"
        refused(await client.get(f"/cases/{number}/scans/id_card_front"), 404, "not_found")
        histories = Histories(doors.keyed)
        await world.services["application"].handler.load(histories.case, histories.case_stream(number))
