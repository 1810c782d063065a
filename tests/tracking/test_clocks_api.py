"""Do the doors tell what is due, in the days of the example over the Spring Festival, and does one see it happen?"""

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from chassis.actor import Actor
from chassis.testing import MemoryWorld, enterprise, memory_world, say, staff
from chassis.virtual import VirtualClock, run_virtual
from contracts.tracking import Tracking
from services.tracking.api.streaming import Mark, mark_of
from services.tracking.main import build
from services.tracking.values.working_days import DAY, day_of, start_of
from tests.tracking.cast import HERON, NUMBER, Journey, over_spring_festival

BODIES = str(Path(__file__).parent / "bodies.yaml")
AUDITOR = staff("auditor", body="MOFCOM")
START = datetime(2026, 2, 9, 0, 0, tzinfo=UTC)


def at(text: str) -> datetime:
    now = Journey().on(text).now
    assert now
    return now


def lived(journey: Journey, until: str, check: Callable[[MemoryWorld], Awaitable[None]]) -> None:
    """The journey's days pass one after the other; each message is told twice, when it happens."""

    async def run() -> None:
        clock = VirtualClock(START)
        async with memory_world(
            {"tracking": build}, clock=clock, settings={"bodies": BODIES, "stream_seconds": "40"}, twice=True
        ) as world:
            for message in journey.told:
                if message.envelope.at > clock.now():
                    await pass_to(world, clock, message.envelope.at)
                await say(world, message.envelope.producer, message.heard, at=message.envelope.at, actor=message.envelope.actor)
            await pass_to(world, clock, at(until))
            await check(world)

    run_virtual(run())


async def pass_to(world: MemoryWorld, clock: VirtualClock, until: datetime) -> None:
    """Time jumps from one 09:00 or midnight to the next, with a few seconds at each for whatever is due."""
    await world.settle()
    stops = (start_of(day_of(clock.now()) + DAY * n, hour) for n in range(60) for hour in (time(0), time(9)))
    for stop in sorted(stop for stop in stops if clock.now() < stop < until):
        clock.set(stop)
        await world.clock.sleep(2)
        await world.settle()
    clock.set(until)
    await world.clock.sleep(2)
    await world.settle()


async def get(world: MemoryWorld, path: str, actor: Actor | None = AUDITOR) -> Any:
    async with world.client("tracking", actor) as client:
        answer = await client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()


def test_the_status_tells_every_limit_with_clause_and_calendar() -> None:
    async def check(world: MemoryWorld) -> None:
        page = await get(world, f"/cases/{NUMBER}", enterprise(HERON))
        assert [(limit["name"], limit["due"], limit["state"], limit["severity"]) for limit in page["limits"]] == [
            ("verification", "2026-02-11", "kept", "none"),
            ("review_and_production", "2026-02-25", "kept", "none"),
            ("review", "2026-02-13", "kept", "none"),
            ("production", "2026-02-24", "kept", "none"),
            ("courier", "2026-02-24", "kept", "none"),
            ("notify_target", "2026-02-24", "missed", "amber"),
            ("notify_limit", "2026-02-25", "kept", "none"),
        ]
        target = page["limits"][5]
        assert (target["clause"], target["kind"], target["working_days"]) == ("source §1 step 7", "target", 2)
        assert target["calendar"].startswith("chinesecalendar ")
        assert target["due_instant"] == "2026-02-24T16:00:00Z"
        assert target["label"] == {"zh": "通知领取目标", "en": "notification (target)"}
        assert (page["severity"], page["official_working_days"], page["calendar_days"]) == ("amber", 7, 17)
        assert page["state"] == "completed"
        assert page["expect_result_by"] is None

    lived(over_spring_festival(), "02-27 10:00", check)


def test_one_target_is_missed_as_one_announced_fact_and_blocks_nothing() -> None:
    async def check(world: MemoryWorld) -> None:
        told = [a.type for a in await told_by_tracking(world)]
        assert told.count("DeadlineMissed") == 1
        assert "DeadlineMissVoided" not in told
        assert told.count("ReminderDue") == 3  # verification 02-11; notification 02-24 (target), 02-25 (limit)
        trail = await get(world, f"/cases/{NUMBER}/trail", enterprise(HERON))
        [missed] = [line for line in trail if line["event"] == "DeadlineMissed"]
        assert (missed["service"], missed["at"]) == ("tracking", "2026-02-24T16:00:00Z")
        assert missed["says"]["en"] == "Notification (target) was missed (due 2026-02-24)."

    lived(over_spring_festival(), "02-27 10:00", check)


def test_what_was_done_a_minute_before_midnight_is_not_missed_though_time_jumps_at_once() -> None:
    journey = Journey().on("02-09 09:00").drafted().submitted().on("02-09 10:00").confirmed()
    known = len(journey.told)
    journey.on("02-11 23:59").verified()

    async def run() -> None:
        clock = VirtualClock(START)
        async with memory_world({"tracking": build}, clock=clock, settings={"bodies": BODIES}) as world:
            for message in journey.told[:known]:
                await say(world, message.envelope.producer, message.heard, at=message.envelope.at)
            await pass_to(world, clock, at("02-11 23:59"))
            clock.set(at("02-12 00:10"))
            await world.clock.sleep(0.9)  # the alarm rings meanwhile
            for message in journey.told[known:]:
                await say(world, message.envelope.producer, message.heard, at=message.envelope.at)
            await world.clock.sleep(5)
            await world.settle()
            assert [a.type for a in await told_by_tracking(world)] == ["ReminderDue"]

    run_virtual(run())


async def told_by_tracking(world: MemoryWorld) -> Any:
    assert Tracking
    return await world.services["tracking"].ports.database.store.announcements(after=0, limit=100)


def test_the_explanation_counts_day_by_day_in_both_languages() -> None:
    async def check(world: MemoryWorld) -> None:
        explained = await get(world, f"/cases/{NUMBER}/explain", enterprise(HERON))
        [budget] = [limit for limit in explained if limit["name"] == "review_and_production"]
        assert (budget["days"][0]["date"], budget["days"][0]["count"]) == ("2026-02-11", 0)
        saturday = budget["days"][3]
        assert saturday == {
            "date": "2026-02-14",
            "weekday": {"zh": "星期六", "en": "Saturday"},
            "working": True,
            "reason": {"zh": "春节调休上班", "en": "make-up working day (Spring Festival)"},
            "provisional": False,
            "count": 3,
        }
        assert (budget["days"][-1]["date"], budget["days"][-1]["count"]) == ("2026-02-25", 5)

    lived(over_spring_festival(), "02-27 10:00", check)


def test_while_it_is_verified_a_result_is_expected_two_working_days_later_and_the_list_shows_the_breach() -> None:
    journey = Journey().on("02-09 09:00").drafted().submitted().on("02-09 10:00").confirmed()

    async def check(world: MemoryWorld) -> None:
        page = await get(world, f"/cases/{NUMBER}", enterprise(HERON))
        assert page["expect_result_by"] == {
            "date": "2026-02-11",
            "provisional": False,
            "clause": "source §1 step 5: 2 working days after submitting",
        }
        assert (page["limits"][0]["state"], page["severity"]) == ("missed", "breach")
        [listed] = (await get(world, "/cases"))["cases"]
        assert (listed["state"], listed["severity"]) == ("verifying", "breach")

    lived(journey, "02-12 00:01", check)


def test_a_case_is_found_by_number_enterprise_code_and_login_name_within_ones_share() -> None:
    async def check(world: MemoryWorld) -> None:
        for q in ("0123456789ab", "blue heron", "91330100MA0EXA015R", "BH0001"):
            found = await get(world, f"/cases?q={q}")
            assert [c["number"] for c in found["cases"]] == [NUMBER], q
            assert found["next"] == ""
        assert (await get(world, "/cases?q=red lantern"))["cases"] == []
        assert (await get(world, "/cases?q=blue&state=draft"))["cases"] == []
        assert (await get(world, "/cases?q=blue&state=confirmed&body=ZJ"))["cases"] != []
        assert (await get(world, "/cases?q=blue", staff("verifier", body="SH")))["cases"] == []

    lived(Journey().on("02-09 09:00").registered().drafted().submitted(), "02-09 09:30", check)


def test_a_search_continues_where_it_ended() -> None:
    async def check(world: MemoryWorld) -> None:
        first = await get(world, "/cases?q=blue&limit=1")
        rest = await get(world, f"/cases?q=blue&limit=1&after={first['next']}")
        assert [c["number"] for c in first["cases"] + rest["cases"]] == [NUMBER]

    lived(Journey().on("02-09 09:00").drafted().submitted(), "02-09 09:30", check)


# ── server-sent events ──


def told_lines(text: str) -> list[tuple[str, str]]:
    """The (id, event) of every event in a stream."""
    blocks = [dict(line.split(": ", 1) for line in block.splitlines() if line[:1] != ":") for block in text.split("\n\n")]
    return [(block["id"], block["event"]) for block in blocks if "id" in block]


async def followed(world: MemoryWorld, actor: Actor, after: str = "") -> str:
    async with world.client("tracking", actor) as client:
        answer = await client.get(f"/cases/{NUMBER}/events", headers={"Last-Event-ID": after} if after else {})
        assert answer.headers["content-type"].startswith("text/event-stream")
        return answer.text


def test_a_follower_is_told_every_line_with_its_mark_and_heartbeats_until_the_stream_ends() -> None:
    async def check(world: MemoryWorld) -> None:
        text = await followed(world, enterprise(HERON))
        lines = told_lines(text)
        assert [event for _, event in lines][:3] == ["DraftOpened", "SubmissionConfirmed", "DocumentDownloaded"]
        assert lines[-4:] == [
            ("24.1", "DeadlineReminded"),
            ("24.2", "DeadlineReminded"),
            ("24.3", "DeadlineMissed"),
            ("24.4", "DeadlineReminded"),
        ]
        assert text.count(": alive") == 3
        data = next(line for line in text.splitlines() if line.startswith("data: "))
        assert json.loads(data.removeprefix("data: "))["says"]["zh"] == "新建申请（首次申请）。"

    lived(over_spring_festival(), "02-27 10:00", check)


def test_a_follower_goes_on_after_the_last_event_it_had() -> None:
    async def check(world: MemoryWorld) -> None:
        whole = told_lines(await followed(world, enterprise(HERON)))
        rest = told_lines(await followed(world, enterprise(HERON), after=whole[4][0]))
        assert rest == whole[5:]
        assert told_lines(await followed(world, enterprise(HERON), after=whole[-1][0])) == []

    lived(over_spring_festival(), "02-27 10:00", check)


def test_whoever_may_not_see_the_case_may_not_follow_it() -> None:
    async def check(world: MemoryWorld) -> None:
        async with world.client("tracking", staff("verifier", body="SH")) as client:
            assert (await client.get(f"/cases/{NUMBER}/events")).status_code == 404
        async with world.client("tracking") as client:
            assert (await client.get(f"/cases/{NUMBER}/events")).status_code == 401

    lived(Journey().on("02-09 09:00").drafted().submitted(), "02-09 09:30", check)


def test_a_mark_that_is_none_begins_at_the_beginning() -> None:
    assert mark_of("12.3") == Mark(heard=12, recorded=3)
    for wrong in ("", "12", "a.b", "1.2.3", "-1.0"):
        assert mark_of(wrong) == Mark()
