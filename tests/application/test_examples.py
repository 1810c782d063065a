"""Are the refusals that the examples provoke made by the rule that each names? The numbers are those of the examples."""

from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import yaml

from chassis.testing import MemoryWorld, enterprise, say
from contracts import application, production, verification
from services.application.values.codes import Slot
from tests.application.cast import DOCUMENTS, SIX, tuesday
from tests.application.world import (
    ACCOUNT,
    COFFEE,
    COOPERATIVE,
    CRANE,
    FERRY,
    HOIST,
    LINGANG,
    NORDLICHT,
    PEARL,
    PLUM,
    SITUATION,
    STEEL,
    TURBINES,
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
    user,
)

FIVE: tuple[Slot, ...] = tuple(slot for slot in SIX if slot != "operator_registration_form")


async def assigned(client: httpx.AsyncClient, number: str) -> str:
    return str((await ok(await client.post(f"/cases/{number}/login-name/assigned")))["login_name"])


async def shown(client: httpx.AsyncClient, number: str) -> dict[str, Any]:
    found: dict[str, Any] = await ok(await client.get(f"/cases/{number}"))
    return found


async def upload_all(client: httpx.AsyncClient, number: str, papers: dict[str, bytes], slots: tuple[Slot, ...]) -> None:
    for slot in slots:
        await ok(await put(client, number, slot, scan_of(papers[slot]) if slot in papers else picture(slot)))


async def materials(world: MemoryWorld) -> application.MaterialsConfirmed:
    """What the desks were told last."""
    told = await world.services["application"].ports.database.store.announcements(after=0, limit=500)
    confirmed = [one.data for one in told if one.type == "MaterialsConfirmed"]
    return application.MaterialsConfirmed.model_validate_json(confirmed[-1])


async def waivers(world: MemoryWorld) -> dict[str, str]:
    return {item.item: item.reason for item in (await materials(world)).items if item.item.startswith("waiver:")}


async def test_e04_a_second_kind_ends_the_exemption_and_an_old_print_is_refused(tmp_path: Path) -> None:
    situation = SITUATION | {"registered_operator": False, "electromechanical_importer": True}
    both = answers(situation=situation, licence_kinds=["automatic_import_electromechanical", "import"])
    async with applying(tmp_path) as world, user(world, TURBINES) as client:
        number = await open_filled(client, both)
        await assigned(client, number)
        old = await freeze(client, number)
        await upload_all(client, number, old, FIVE)
        said = refused(await confirm(client, number), 409, "slots_missing")
        assert [error["field"] for error in said["errors"]] == ["slot:operator_registration_form"]
        assert "import licence" in said["errors"][0]["en"]
        assert await ok(await client.post(f"/cases/{number}/reopen")) == {"revision": 2}
        await ok(await client.put(f"/cases/{number}/form", json=both | {"licence_kinds": ["automatic_import_electromechanical"]}))
        new = await freeze(client, number)
        assert (await ok(await put(client, number, "application_form", scan_of(old["application_form"]))))["flags"] == [
            "old_revision"
        ]
        refused(await confirm(client, number), 409, "old_revision")
        await upload_all(client, number, new, DOCUMENTS)
        assert await ok(await confirm(client, number)) == {"round": 1}
        assert await waivers(world) == {"waiver:operator_registration_form": "electromechanical_only"}


async def test_e05_an_importer_may_ask_for_an_assigned_name_and_gets_the_same_each_time(tmp_path: Path) -> None:
    situation = SITUATION | {"electromechanical_importer": True}
    form = answers(situation=situation, licence_kinds=["automatic_import_electromechanical"])
    async with applying(tmp_path) as world, user(world, HOIST) as client:
        number = await open_filled(client, form)
        assert len({await assigned(client, number) for _ in range(3)}) == 1
        papers = await freeze(client, number)
        await upload_all(client, number, papers, FIVE)
        refused(await confirm(client, number), 409, "slots_missing")
        await ok(await put(client, number, "operator_registration_form", picture("form")))
        await ok(await confirm(client, number))
        assert (await shown(client, number))["login_name_rule"] == "assigned"
        assert await waivers(world) == {}


async def test_e06_a_locally_registered_zone_enterprise_is_exempt(tmp_path: Path) -> None:
    situation = SITUATION | {"registered_operator": False, "free_trade_zone": True, "registered_with_local_commerce": True}
    async with applying(tmp_path) as world, user(world, LINGANG) as client:
        number = await open_filled(client, answers(situation=situation))
        await assigned(client, number)
        await hand_in(client, number, await freeze(client, number), FIVE)
        assert await waivers(world) == {"waiver:operator_registration_form": "free_trade_zone"}


async def test_e07_foreign_investment_on_the_licence_is_exempt_and_the_licence_is_its_evidence(tmp_path: Path) -> None:
    situation = SITUATION | {"foreign_invested_on_licence": True}
    async with applying(tmp_path) as world, user(world, NORDLICHT) as client, member(world, "verifier", body="SH") as verifier:
        number = await open_filled(client, answers(situation=situation))
        await assigned(client, number)
        await hand_in(client, number, await freeze(client, number), FIVE)
        assert await waivers(world) == {"waiver:operator_registration_form": "foreign_invested"}
        assert await ok(await verifier.get(f"/cases/{number}/scans/business_licence")) == picture("business_licence")


async def test_e08_a_zone_enterprise_that_is_not_registered_locally_lacks_its_form(tmp_path: Path) -> None:
    situation = SITUATION | {"free_trade_zone": True}
    async with applying(tmp_path) as world, user(world, STEEL) as client:
        number = await open_filled(client, answers(situation=situation))
        await assigned(client, number)
        papers = await freeze(client, number)
        await upload_all(client, number, papers, FIVE)
        said = refused(await confirm(client, number), 409, "slots_missing")
        assert [error["field"] for error in said["errors"]] == ["slot:operator_registration_form"]
        found = await shown(client, number)
        assert (found["state"], found["round"], found["missing"]) == ("uploading", 0, ["operator_registration_form"])
        await ok(await put(client, number, "operator_registration_form", picture("form")))
        await ok(await confirm(client, number))


async def test_e10_a_wrong_name_on_the_form_opens_the_form_and_both_prints(tmp_path: Path) -> None:
    """docs/states.md §7 #17."""
    async with applying(tmp_path) as world, user(world) as client:
        number = await applied(client)
        await fails(world, client, number, "form:enterprise")
        found = await shown(client, number)
        assert (found["state"], found["revision"], found["sections"]) == ("draft", 2, ["enterprise"])
        assert found["reopened"] == ["application_form", "signature_confirmation_letter"]
        path = f"/cases/{number}/form"
        refused(await client.put(path, json=answers(licence_kinds=["import"])), 409, "section_not_open")
        enterprise_named = answers()["enterprise"] | {"name_en": "Blue Heron Trading Co., Ltd."}
        await ok(await client.put(path, json=answers(enterprise=enterprise_named)))
        papers = await freeze(client, number)
        refused(await put(client, number, "business_licence", picture("new")), 409, "slot_not_open")
        await upload_all(client, number, papers, DOCUMENTS)
        assert await ok(await confirm(client, number)) == {"round": 2}


async def fails(world: MemoryWorld, client: httpx.AsyncClient, number: str, *items: str) -> None:
    found = await shown(client, number)
    failed = verification.VerificationFailed(
        case_id=UUID(found["case_id"]),
        application_number=number,
        account_id=ACCOUNT,
        round=found["round"],
        failed=tuple(verification.FailedItem(item=item, reason_code="differs") for item in items),
        failed_at=tuesday,
    )
    await say(world, "verification", failed)
    await world.settle()


async def test_e12_a_damaged_keys_name_stays_and_the_key_itself_is_no_slot(tmp_path: Path) -> None:
    reissue = {"kind": "reissue", "earlier_key": "K-12", "loss": "damaged", "reason": "broken"}
    async with applying(tmp_path) as world, user(world, PLUM) as client:
        refused(await client.post("/cases", json=reissue | {"loss": None}), 409, "loss_missing")
        refused(await client.post("/cases", json=reissue | {"reason": " "}), 409, "reason_missing")
        number = await open_filled(client, **reissue)
        refused(await client.post(f"/cases/{number}/login-name/assigned"), 409, "not_the_lost_name")
        await ok(await client.put(f"/cases/{number}/login-name", json={"login_name": "ＰＬＵＭ"}))
        assert await ok(await client.post(f"/cases/{number}/confirm-submission")) == {"revision": 1}
        asked = await ok(await client.get(f"/cases/{number}/requirements"))
        assert [item["slot"] for item in asked["items"] if item["required"]] == list(SIX)
        assert (await shown(client, number))["login_name"] == "plum"


async def test_e13_the_lost_keys_name_goes_before_the_registered_one(tmp_path: Path) -> None:
    form = answers(situation=SITUATION | {"electromechanical_importer": True})
    async with applying(tmp_path) as world, user(world, CRANE) as client:
        number = await open_filled(client, form, kind="reissue", earlier_key="K-13", loss="lost", reason="lost")
        path = f"/cases/{number}/login-name"
        refused(await client.put(path, json={"login_name": "crane.nb"}), 409, "not_the_lost_name")
        assert (await ok(await client.put(path, json={"login_name": "CR-7"})))["login_name"] == "cr-7"


async def test_e14_an_additional_key_needs_a_reason_and_has_a_name_of_its_own(tmp_path: Path) -> None:
    async with applying(tmp_path) as world, user(world, COFFEE) as client:
        refused(await client.post("/cases", json={"kind": "first"}), 409, "has_key")
        refused(await client.post("/cases", json={"kind": "additional"}), 409, "reason_missing")
        number = await open_filled(client, kind="additional", reason="a second office")
        refused(await client.put(f"/cases/{number}/login-name", json={"login_name": "coffee"}), 409, "login_name_is_assigned")
        assert await assigned(client, number) != "coffee"
        await hand_in(client, number, await freeze(client, number))


async def test_e15_the_fourth_key_is_refused_at_confirm_submission_which_names_the_three(tmp_path: Path) -> None:
    async with applying(tmp_path) as world, user(world, PEARL) as client:
        number = await open_filled(client, kind="additional", reason="one more")
        await assigned(client, number)
        said = refused(await client.post(f"/cases/{number}/confirm-submission"), 409, "key_cap")
        assert "3 of 3" in said["en"]
        assert all(key in said["en"] for key in ("K-15a", "K-15b", "K-15c"))
        assert (await shown(client, number))["state"] == "draft"
        assert await ok(await client.post(f"/cases/{number}/withdraw")) == {"state": "withdrawn"}


async def test_e15_a_key_that_production_tells_to_have_ended_counts_no_more(tmp_path: Path) -> None:
    """A register that does not know it yet is overruled."""
    async with applying(tmp_path) as world, user(world, PEARL) as client:
        number = await open_filled(client, kind="additional", reason="one more")
        await assigned(client, number)
        refused(await client.post(f"/cases/{number}/confirm-submission"), 409, "key_cap")
        ended = production.CertificateExpired(case_id=UUID(int=77), serial="K-15b", login_name="pearl-b", expired_at=tuesday)
        await say(world, "production", ended)
        await world.settle()
        await ok(await client.post(f"/cases/{number}/confirm-submission"))
        refused(
            await client.post("/cases", json={"kind": "reissue", "earlier_key": "K-15b", "loss": "lost", "reason": "x"}),
            409,
            "key_ended",
        )


async def test_e19_the_limits_of_an_upload_hold_to_the_byte_in_every_slot(tmp_path: Path) -> None:
    async with applying(tmp_path) as world, user(world) as client:
        number = await open_filled(client)
        await assigned(client, number)
        papers = await freeze(client, number)
        for slot in SIX:
            content = scan_of(papers[slot]) if slot in papers else picture(slot)
            refused(await put(client, number, slot, padded(content, 204_800)), 422, "too_large")
            refused(await put(client, number, slot, b""), 422, "empty")
            refused(await put(client, number, slot, papers["application_form"]), 422, "not_an_image")
            assert (await ok(await put(client, number, slot, padded(content, 204_799))))["size"] == 204_799
        png = {"file": ("photo.jpg", picture("png"), "image/jpeg")}
        told = await ok(await client.put(f"/cases/{number}/scans/id_card_front", files=png))
        assert told["format"] == "png"
        same = await ok(await put(client, number, "id_card_back", picture("png")))
        assert same["flags"] == ["same_image"]
        assert (await ok(await put(client, number, "id_card_back", picture("back"))))["flags"] == []
        found = await shown(client, number)
        assert (found["state"], found["round"]) == ("uploading", 0)
        assert [fact.type for fact in world.servers["application"].facts].count("MaterialsConfirmed") == 0


def padded(content: bytes, size: int) -> bytes:
    """The same picture in exactly so many bytes: readers stop at its end."""
    return content + bytes(size - len(content))


async def test_e21_a_passport_has_one_page_and_resident_ids_are_checked_in_three_ways(tmp_path: Path) -> None:
    def handled_by(**user: str) -> dict[str, Any]:
        return answers(authorised_user=answers()["authorised_user"] | user)

    async with applying(tmp_path) as world, user(world, COOPERATIVE) as client:
        number = await open_filled(client, handled_by(id_type="passport", id_number="E12345678"))
        path = f"/cases/{number}/form"
        said = refused(await client.put(path, json=handled_by(id_number="999999190001010163")), 422, "invalid")
        assert [error["code"] for error in said["errors"]] == ["checksum"]
        saved = await ok(await client.put(path, json=handled_by(id_number="999999190001010162")))
        assert ([warned["code"] for warned in saved["warnings"]], saved["issuing_body"]) == (["region"], "ZJ")
        await ok(await client.put(path, json=handled_by(id_type="passport", id_number="E12345678")))
        await assigned(client, number)
        papers = await freeze(client, number)
        slots: tuple[Slot, ...] = tuple(slot for slot in SIX if slot != "id_card_back")
        await hand_in(client, number, papers, slots)
        assert await waivers(world) == {"waiver:id_card_back": "data_page_only"}


async def test_e24_the_rules_of_2024_hold_for_one_enterprise_beside_those_of_2022(tmp_path: Path) -> None:
    profiles = tmp_path / "profiles.yaml"
    chosen = [{"credit_code": "91310000MA0EXA242H", "profile": "2024"}, {"body": "NB", "profile": "dated"}]
    profiles.write_text(yaml.safe_dump({"profiles": chosen}), encoding="utf-8")
    async with (
        applying(tmp_path, profiles=str(profiles)) as world,
        user(world, FERRY) as client,
        user(world) as other,
        user(world, HOIST) as third,
    ):
        number = await open_filled(client)
        asked = await ok(await client.get(f"/cases/{number}/requirements"))
        assert asked["profile"] == "2024"
        lines = {item["slot"]: item for item in asked["items"]}
        assert lines["operator_registration_form"]["standing"] == "not_asked"
        assert lines["operator_registration_form"]["clause"]
        assert lines["subscriber_agreement"]["pages"] == 10
        await assigned(client, number)
        papers = await freeze(client, number)
        await upload_all(client, number, papers, (*FIVE, "authorisation_letter"))
        refused(await confirm(client, number), 409, "slots_missing")
        refused(await put(client, number, "subscriber_agreement", picture("page 2"), page=2), 409, "page_missing")
        refused(await put(client, number, "id_card_back", picture("page 2"), page=2), 409, "too_many_pages")
        for page in (1, 2, 3):
            await ok(await put(client, number, "subscriber_agreement", picture(f"page {page}", page), page=page))
        refused(await put(client, number, "subscriber_agreement", picture("x"), page=101), 422, "invalid")
        assert await ok(await confirm(client, number)) == {"round": 1}
        async with member(world, "verifier", body="SH") as verifier:
            path = f"/cases/{number}/scans/subscriber_agreement"
            assert await ok(await verifier.get(path, params={"page": 3})) == picture("page 3", 3)
            refused(await verifier.get(path, params={"page": 4}), 404, "not_found")
        profile = {}
        for label, who in (("body", third), ("default", other)):
            again = await open_filled(who)
            profile[label] = (await ok(await who.get(f"/cases/{again}/requirements")))["profile"]
        assert profile == {"body": "dated", "default": "2022"}


async def test_erasing_the_legal_representative_takes_the_licence_and_erasing_the_handler_the_letter(tmp_path: Path) -> None:
    """docs/domain.md §9."""
    boss = answers()["enterprise"] | {"legal_representative_id_number": "34052419800101001X"}
    async with applying(tmp_path) as world, user(world) as client:
        number = await open_filled(client, answers(enterprise=boss))
        await assigned(client, number)
        await hand_in(client, number, await freeze(client, number))
        keyed = world.services["application"].ports.doors.keyed
        await world.vault.erase(keyed.id("person", "34052419800101001x"))
        scans = f"/cases/{number}/scans"
        for slot in ("business_licence", "application_form", "operator_registration_form"):
            refused(await client.get(f"{scans}/{slot}"), 404, "not_found")
        for slot in ("id_card_front", "id_card_back", "signature_confirmation_letter"):
            await ok(await client.get(f"{scans}/{slot}"))
        form = await ok(await client.get(f"/cases/{number}/form"))
        assert (form["enterprise"], form["authorised_user"]["name"]) == (None, "蓝晓鹭")


async def test_a_legal_representative_who_is_staff_is_known_by_the_same_person_id(tmp_path: Path) -> None:
    """No self-approval (docs/domain.md §6): the person of the account, the authorised user, the legal representative."""
    given = answers()["enterprise"] | {"legal_representative_id_number": "34052419800101001X"}
    same_name = answers()["enterprise"] | {"legal_representative": "蓝晓鹭"}
    async with applying(tmp_path) as world, world.client("application", enterprise(ACCOUNT, person=501)) as client:
        keyed = world.services["application"].ports.doors.keyed
        handler, boss = (keyed.id("person", number.lower()) for number in ("11010519491231002X", "34052419800101001X"))
        number = await open_filled(client, answers(enterprise=given))
        await assigned(client, number)
        papers = await freeze(client, number)
        async with user(world) as second:
            await hand_in(second, number, papers)
        assert await persons(world) == {handler, boss, UUID(int=9_000_501), UUID(int=9_000_500)}
        saved = await client.put(f"/cases/{number}/form", json=answers(enterprise=same_name))
        refused(saved, 409, "case_is_verifying")


async def persons(world: MemoryWorld) -> set[UUID]:
    """Who may not decide on the materials confirmed last."""
    return set((await materials(world)).enterprise_persons)


async def test_a_legal_representative_of_the_authorised_users_name_is_that_person(tmp_path: Path) -> None:
    same = answers()["enterprise"] | {"legal_representative": " 蓝晓鹭"}
    async with applying(tmp_path) as world, user(world) as client:
        number = await open_filled(client, answers(enterprise=same))
        await assigned(client, number)
        await hand_in(client, number, await freeze(client, number))
        keyed = world.services["application"].ports.doors.keyed
        assert await persons(world) == {keyed.id("person", "11010519491231002x"), UUID(int=9_000_500)}


async def test_a_list_is_read_page_by_page(tmp_path: Path) -> None:
    async with applying(tmp_path) as world, user(world, COFFEE) as client, user(world) as other:
        numbers = [
            (await ok(await client.post("/cases", json={"kind": "additional", "reason": "more"})))["number"] for _ in range(5)
        ]
        await world.settle()
        first = await client.get("/cases", params={"limit": 3})
        second = await client.get(first.links["next"]["url"])
        assert [line["number"] for line in (await ok(first)) + (await ok(second))] == numbers
        assert "next" not in second.links
        refused(await other.get("/cases", params={"after": numbers[0]}), 404, "not_found")
        refused(await client.get("/cases", params={"limit": 101}), 422, "invalid")
