"""Do the cases of a body that closes come to its successor, by whom, and not before the day?"""

from collections.abc import AsyncGenerator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from chassis.actor import Actor
from chassis.policy import SHANGHAI
from chassis.testing import memory_world, say, staff
from chassis.virtual import VirtualClock
from services.verification.main import build
from tests.verification.cast import number
from tests.verification.test_api import Desks, code, owner, r1, v1
from tests.verification.test_reactions import confirmed

operator = staff("operator", body="MOFCOM", person=30)
closing = staff("supervisor", body="NB", person=5)
succeeding = staff("supervisor", body="ZJ", person=6)
elsewhere = staff("supervisor", body="SH", person=7)
successor = staff("verifier", body="ZJ", person=3)


@pytest.fixture
async def desks(tmp_path: Path) -> AsyncGenerator[Desks]:
    clock = VirtualClock()
    day = (clock.now() + timedelta(days=10)).astimezone(SHANGHAI).date()
    bodies = tmp_path / "bodies.yaml"
    bodies.write_text(
        "bodies: ["
        f"{{code: NB, kind: issuing, closes_on: {day}, successor: HZ}},"
        f"{{code: HZ, kind: issuing, closes_on: {day - timedelta(days=1)}, successor: ZJ}},"
        "{code: ZJ, kind: issuing}, {code: SH, kind: issuing}, {code: QX, kind: provider}]"
    )
    async with memory_world({"verification": build}, settings={"bodies": str(bodies)}, clock=clock) as world:
        running = Desks(world=world, clock=clock)
        await running.hear(confirmed)
        yield running


async def test_one_act_moves_the_open_cases_to_the_successor(desks: Desks) -> None:
    """docs/states.md §7, 22."""
    fence = await desks.work(v1)
    assert code(await desks.ask(operator, "POST", "/transfers", {"body": "NB"})) == (409, "not_closed_yet")
    desks.clock.move(timedelta(days=10))
    answer = await desks.ask(operator, "POST", "/transfers", {"body": "NB"})
    assert answer.json() == {"successor": "ZJ", "moved": 1, "more": False}
    await desks.world.settle()
    assert code(await desks.ask(v1, "POST", f"/tasks/{number}/pass", {"fence": fence})) == (404, "not_found")
    (row,) = (await desks.ask(successor, "GET", "/tasks")).json()
    assert (row["number"], row["lease_until"]) == (number, None)
    task = (await desks.ask(successor, "GET", f"/tasks/{number}")).json()
    assert all(item["checked"] for item in task["items"])
    await desks.approve(successor)
    await desks.approve(r1)
    assert [a.type for a in await desks.said() if a.type in {"CaseTaken", "VerificationPassed", "ReviewPassed"}] == [
        "CaseTaken",
        "VerificationPassed",
        "ReviewPassed",
    ]


async def test_moving_again_moves_nothing(desks: Desks) -> None:
    desks.clock.move(timedelta(days=10))
    for moved in (1, 0):
        answer = await desks.ask(operator, "POST", "/transfers", {"body": "NB"})
        assert answer.json()["moved"] == moved
        await desks.world.settle()
    assert desks.types().count("CasesTransferred") == 1


async def test_the_same_act_under_one_key_is_answered_alike(desks: Desks) -> None:
    desks.clock.move(timedelta(days=10))
    answers = [
        await desks.ask(closing, "POST", "/transfers", {"body": "NB"}, **{"Idempotency-Key": "one"}),
        await desks.ask(closing, "POST", "/transfers", {"body": "NB"}, **{"Idempotency-Key": "one"}),
    ]
    assert answers[0].json() == answers[1].json()


async def test_the_supervisors_of_both_bodies_may_and_others_see_no_such_body(desks: Desks) -> None:
    desks.clock.move(timedelta(days=9))
    for who in (closing, succeeding):
        assert code(await desks.ask(who, "POST", "/transfers", {"body": "NB"})) == (409, "not_closed_yet")
    assert code(await desks.ask(elsewhere, "POST", "/transfers", {"body": "NB"})) == (404, "not_found")
    assert code(await desks.ask(elsewhere, "POST", "/transfers", {"body": "nowhere"})) == (404, "not_found")


@pytest.mark.parametrize("who", [v1, r1, owner])
async def test_officers_and_enterprises_move_nothing(desks: Desks, who: Actor) -> None:
    assert code(await desks.ask(who, "POST", "/transfers", {"body": "NB"})) == (403, "forbidden")


@pytest.mark.parametrize("body", ["ZJ", "nowhere"])
async def test_a_body_that_stays_keeps_its_cases(desks: Desks, body: str) -> None:
    assert code(await desks.ask(operator, "POST", "/transfers", {"body": body})) == (409, "not_closing")


async def test_a_first_round_that_arrives_late_is_moved_by_the_next_act(desks: Desks) -> None:
    desks.clock.move(timedelta(days=10))
    await desks.ask(operator, "POST", "/transfers", {"body": "NB"})
    await desks.world.settle()
    other = UUID(int=99)
    await desks.hear(confirmed.model_copy(update={"case_id": other, "application_number": "EK-LATE00000000"}))
    answer = await desks.ask(operator, "POST", "/transfers", {"body": "NB"})
    assert answer.json()["moved"] == 1


async def test_many_cases_are_moved_in_parts(desks: Desks) -> None:
    for n in range(1, 202):
        copy = confirmed.model_copy(update={"case_id": UUID(int=n), "application_number": f"EK-{n:012}"})
        await say(desks.world, "application", copy)
    await desks.world.settle()
    desks.clock.move(timedelta(days=10))
    first = (await desks.ask(operator, "POST", "/transfers", {"body": "NB"})).json()
    await desks.world.settle()
    second = (await desks.ask(operator, "POST", "/transfers", {"body": "NB"})).json()
    assert (first["moved"], first["more"], second["moved"], second["more"]) == (200, True, 2, False)
    assert desks.types().count("CaseTaken") == 202
