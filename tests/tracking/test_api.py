"""Does the door open, and to whom? Tracking in memory, told by five producers, asked as each kind of caller."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chassis.actor import Actor, service_actor
from chassis.testing import MemoryWorld, enterprise, memory_world, say, staff
from chassis.virtual import VirtualClock, run_virtual
from services.tracking.main import build
from tests.tracking.cast import HERON, MONDAY, NUMBER, Journey, ordinary_first, reissue_lost, three_rounds, to_the_desk

BODIES = str(Path(__file__).parent / "bodies.yaml")
OTHER = UUID(int=2)
AUDITOR = staff("auditor", body="MOFCOM")


def second(body: str = "NB") -> Journey:
    """Another enterprise's case, at another body."""
    return Journey(case_id=UUID(int=200), number="EK-BBBBBBBBBBBB", account_id=OTHER, body=body, start=MONDAY + timedelta(days=9))


@asynccontextmanager
async def told(*journeys: Journey, twice: bool = True) -> AsyncGenerator[MemoryWorld]:
    """Tracking, after it heard these journeys, every message twice."""
    async with memory_world({"tracking": build}, clock=VirtualClock(), settings={"bodies": BODIES}, twice=twice) as world:
        for journey in journeys:
            for message in journey.told:
                await say(world, message.envelope.producer, message.heard, at=message.envelope.at, actor=message.envelope.actor)
        await world.settle()
        yield world


async def get(world: MemoryWorld, path: str, actor: Actor | None) -> Any:
    async with world.client("tracking", actor) as client:
        answer = await client.get(path)
        return answer.json() if answer.status_code == 200 else answer.status_code


def asked(journeys: list[Journey], check: Callable[[MemoryWorld], Awaitable[None]]) -> None:
    async def run() -> None:
        async with told(*journeys) as world:
            await check(world)

    run_virtual(run())


def test_the_status_page_says_where_it_stands_who_holds_it_since_when_and_what_is_next() -> None:
    async def check(world: MemoryWorld) -> None:
        page = await get(world, f"/cases/{NUMBER}", enterprise(HERON))
        assert page["state"] == "verifying"
        assert page["status"] == {"code": "upload_confirmed", "zh": "确认上传", "en": "Confirm Upload"}
        assert (page["stage"], page["stage_name"]["en"]) == ("5a", "Verify")
        assert page["holder"] == {"who": "issuing_body", "body": "ZJ", "waybill": "", "zh": "浙江省商务厅", "en": "Zhejiang"}
        assert page["since"] == "2026-03-02T09:00:00Z"
        assert page["next"]["zh"] == "发证机构进行初审。"
        assert (page["fee"], page["round"], page["attempt"], page["bound"]) == ("0", 1, 0, False)
        assert page["policy"]["profile"] == "2022"

    asked([to_the_desk()], check)


def test_an_ordinary_end_is_completed_bound_and_free() -> None:
    async def check(world: MemoryWorld) -> None:
        page = await get(world, f"/cases/{NUMBER}", enterprise(HERON))
        assert (page["state"], page["bound"], page["fee"], page["waybill"]) == ("completed", True, "0", "W1")
        assert page["key"] == {"attempt": 1, "token_serial": "T1", "certificate_serial": "C1", "seal_id": "S1"}
        assert [(c["serial"], c["state"]) for c in page["certificates"]] == [("C1", "active")]
        assert [step["status"]["en"] for step in page["way"]][3:6] == ["Confirm Upload", "verification passed", "review passed"]

    asked([ordinary_first()], check)


def test_a_reissue_shows_both_certificates_in_order() -> None:
    async def check(world: MemoryWorld) -> None:
        page = await get(world, f"/cases/{NUMBER}", AUDITOR)
        assert [(c["serial"], c["state"], [t["state"] for t in c["turns"]]) for c in page["certificates"]] == [
            ("K-11", "revoked", ["suspended", "revoked"]),
            ("C1", "active", ["inactive", "active"]),
        ]

    asked([reissue_lost()], check)


def test_the_trail_is_complete_and_hears_each_fact_once_though_told_twice() -> None:
    journey = ordinary_first()

    async def check(world: MemoryWorld) -> None:
        trail = await get(world, f"/cases/{NUMBER}/trail", enterprise(HERON))
        parcel = "ConsignmentDispatched"
        assert [line["event"] for line in trail] == [m.envelope.type for m in journey.told if m.envelope.type != parcel]
        assert {line["service"] for line in trail} == {"registration", "application", "verification", "production", "delivery"}
        assert all(line["says"]["zh"] and line["says"]["en"] and line["position"] for line in trail)

    asked([journey], check)


CALLERS: list[tuple[str, Actor | None, object, object, list[str]]] = [
    ("its enterprise", enterprise(HERON), 200, 200, [NUMBER]),
    ("another enterprise", enterprise(OTHER), 404, 404, ["EK-BBBBBBBBBBBB"]),
    ("its desk", staff("verifier", body="ZJ"), 200, 200, [NUMBER, "EK-BBBBBBBBBBBB"]),
    ("another desk", staff("verifier", body="SH"), 404, 404, []),
    ("a body below", staff("receiver", body="NB"), 404, 404, ["EK-BBBBBBBBBBBB"]),
    ("the provider, before verification", staff("reviewer", body="P"), 404, 404, []),
    ("the ministry", staff("ministry", body="MOFCOM"), 200, 200, [NUMBER, "EK-BBBBBBBBBBBB"]),
    ("the auditor", AUDITOR, 200, 200, [NUMBER, "EK-BBBBBBBBBBBB"]),
    ("the operator", staff("operator", body="SH"), 200, 200, [NUMBER, "EK-BBBBBBBBBBBB"]),
    ("nobody", None, 401, 401, []),
    ("a service", service_actor("delivery"), 403, 403, []),
]


@pytest.mark.parametrize(("who", "actor", "status", "trail", "numbers"), CALLERS, ids=[c[0] for c in CALLERS])
def test_each_sees_their_own_share_and_the_rest_does_not_exist(
    who: str, actor: Actor | None, status: int, trail: int, numbers: list[str]
) -> None:
    async def check(world: MemoryWorld) -> None:
        async with world.client("tracking", actor) as client:
            assert (await client.get(f"/cases/{NUMBER}")).status_code == status
            assert (await client.get(f"/cases/{NUMBER}/trail")).status_code == trail
            listed = await client.get("/cases")
            assert [c["number"] for c in listed.json().get("cases", [])] == numbers

    asked([to_the_desk(), second().drafted().submitted()], check)


def test_what_is_anothers_answers_exactly_like_what_does_not_exist() -> None:
    async def check(world: MemoryWorld) -> None:
        async with world.client("tracking", enterprise(OTHER)) as client:
            anothers = await client.get(f"/cases/{NUMBER}")
            nobodys = await client.get("/cases/EK-ZZZZZZZZZZZZ")
            assert anothers.json() == nobodys.json()
            assert anothers.json()["type"] == "urn:ekey:problem:not_found"

    asked([to_the_desk()], check)


def test_a_parent_body_reads_the_status_of_those_below_it_but_not_their_trail() -> None:
    async def check(world: MemoryWorld) -> None:
        parent = staff("supervisor", body="ZJ")
        assert (await get(world, "/cases/EK-BBBBBBBBBBBB", parent))["body"] == "NB"
        assert await get(world, "/cases/EK-BBBBBBBBBBBB/trail", parent) == 404

    asked([second().drafted().submitted()], check)


def test_the_provider_sees_a_case_once_it_passed_verification() -> None:
    async def check(world: MemoryWorld) -> None:
        reviewer = staff("reviewer", body="P")
        assert (await get(world, f"/cases/{NUMBER}", reviewer))["state"] == "reviewing"
        assert [c["number"] for c in (await get(world, "/cases?state=reviewing", reviewer))["cases"]] == [NUMBER]
        assert (await get(world, "/counts", reviewer)) == {
            "total": 1,
            "states": {"reviewing": 1},
            "bodies": {"ZJ": {"reviewing": 1}},
        }

    asked([to_the_desk().verified()], check)


def test_after_a_failed_review_the_provider_is_told_of_its_rounds_only() -> None:
    journey = to_the_desk().verified().failed("review", 1, ("slot:id_card_back", "expired"))

    async def check(world: MemoryWorld) -> None:
        reviewer = staff("reviewer", body="P")
        assert (await get(world, f"/cases/{NUMBER}", reviewer))["state"] == "correcting"
        assert (await get(world, "/cases?state=verifying", reviewer))["cases"] == []
        trail = await get(world, f"/cases/{NUMBER}/trail", reviewer)
        assert max(n for n, line in enumerate(trail) if line["event"] == "MaterialsConfirmed") < len(trail)
        assert [line["event"] for line in trail].count("MaterialsConfirmed") == 1

    asked([journey.confirmed(2)], check)


def test_lists_are_filtered_by_state_and_body_and_counted() -> None:
    async def check(world: MemoryWorld) -> None:
        assert [c["number"] for c in (await get(world, "/cases?state=completed", AUDITOR))["cases"]] == [NUMBER]
        assert [c["number"] for c in (await get(world, "/cases?body=NB", AUDITOR))["cases"]] == ["EK-BBBBBBBBBBBB"]
        assert (await get(world, "/counts", AUDITOR)) == {
            "total": 2,
            "states": {"completed": 1, "confirmed": 1},
            "bodies": {"NB": {"confirmed": 1}, "ZJ": {"completed": 1}},
        }
        assert (await get(world, "/counts?body=NB", AUDITOR))["total"] == 1

    asked([three_rounds(), second().drafted().submitted()], check)


def test_a_list_continues_where_it_ended() -> None:
    async def check(world: MemoryWorld) -> None:
        async with world.client("tracking", AUDITOR) as client:
            first = (await client.get("/cases", params={"limit": 1})).json()
            rest = (await client.get("/cases", params={"limit": 5, "after": first["next"]})).json()
            assert [c["number"] for c in first["cases"] + rest["cases"]] == [NUMBER, "EK-BBBBBBBBBBBB"]
            assert rest["next"] == ""

    asked([to_the_desk(), second().drafted()], check)


def test_a_wrong_filter_is_named() -> None:
    async def check(world: MemoryWorld) -> None:
        async with world.client("tracking", AUDITOR) as client:
            answer = await client.get("/cases", params={"state": "flying"})
            assert answer.status_code == 422
            assert answer.json()["errors"][0]["field"].endswith("state")

    asked([to_the_desk()], check)


def test_the_ids_of_officials_are_shown_to_officials_only() -> None:
    async def check(world: MemoryWorld) -> None:
        for actor, shown in ((enterprise(HERON), False), (AUDITOR, True)):
            trail = await get(world, f"/cases/{NUMBER}/trail", actor)
            [claim] = [line for line in trail if line["event"] == "TaskClaimed"]
            assert (claim["actor"]["body"], claim["actor"]["roles"]) == ("ZJ", ["supervisor", "verifier"])
            assert bool(claim["actor"]["person_id"]) is shown

    asked([to_the_desk().claimed("verification")], check)
