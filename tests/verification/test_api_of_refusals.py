"""Do two persons refuse a case at the door, and does nobody else? (E17)"""

import httpx
import pytest

from chassis.actor import Actor
from chassis.testing import staff
from contracts import application as told
from tests.verification.cast import case_id, number
from tests.verification.test_api import Desks, code, desks, neighbour, owner, r1, receiver, stranger, v1, v2
from tests.verification.test_reactions import confirmed

__all__ = ["desks"]

s1 = staff("supervisor", body="NB", person=5)
s1_at_another_desk = staff("supervisor", body="ZJ", person=5)
v1_as_supervisor = staff("supervisor", body="NB", person=1)
texts = {"reason_code": "forged_material", "remark": "Zhang San's seal is forged", "appeal": "within 60 days, to the ministry"}


async def propose(desks: Desks, who: Actor = v1) -> int:
    fence = await desks.claim(who)
    answer = await desks.ask(who, "POST", f"/tasks/{number}/propose-refusal", {"fence": fence} | texts)
    assert (answer.status_code, answer.json()) == (200, {}), answer.text
    await desks.world.settle()
    return fence


async def decide(desks: Desks, who: Actor, what: str, body: object = None) -> httpx.Response:
    answer = await desks.ask(who, "POST", f"/tasks/{number}/{what}-refusal", body)
    await desks.world.settle()
    return answer


async def test_a_case_is_finally_refused_by_two_persons(desks: Desks) -> None:
    """E17, docs/states.md §7, 25."""
    fence = await desks.claim(v1)
    silent = {"fence": fence} | texts | {"appeal": " "}
    assert code(await desks.ask(v1, "POST", f"/tasks/{number}/propose-refusal", silent)) == (409, "appeal_missing")
    del silent["appeal"]
    assert code(await desks.ask(v1, "POST", f"/tasks/{number}/propose-refusal", silent)) == (409, "appeal_missing")
    await propose(desks)
    assert code(await decide(desks, v1_as_supervisor, "confirm")) == (409, "second_person")
    assert code(await decide(desks, v1, "confirm")) == (403, "forbidden")
    assert (await decide(desks, s1, "confirm")).json() == {}
    assert (await decide(desks, s1, "confirm")).status_code == 200
    (told_last,) = [a for a in await desks.said() if a.type == "CaseRefused"]
    assert b"forged_material" in told_last.data
    assert b"Zhang" not in told_last.data
    assert b"ministry" not in told_last.data
    for who in (owner, v2):
        (said,) = (await desks.ask(who, "GET", f"/cases/{number}/remarks")).json()
        assert (said["stage"], said["round"], said["findings"]) == ("verification", 1, [])
        assert said["refusal"] == texts | {"zh": "材料系伪造", "en": "material is forged"}
    for who in (neighbour, stranger, r1):
        assert (await desks.ask(who, "GET", f"/cases/{number}/remarks")).status_code == 404
    assert desks.types().count("RemarksRead") == 2
    assert (await desks.ask(v1, "GET", "/tasks")).json() == (await desks.ask(s1, "GET", "/refusals")).json() == []


async def test_the_supervisor_sees_what_waits_and_reads_the_texts_on_record(desks: Desks) -> None:
    await propose(desks)
    (row,) = (await desks.ask(s1, "GET", "/refusals")).json()
    assert (row["number"], row["proposal"], row["reason_code"], row["proposed_by_me"]) == (number, 1, "forged_material", False)
    assert "Zhang" not in str(row)
    assert [r["proposed_by_me"] for r in (await desks.ask(v1_as_supervisor, "GET", "/refusals")).json()] == [True]
    detail = (await desks.ask(s1, "GET", f"/refusals/{number}")).json()
    assert (detail["remark"], detail["appeal"], detail["confirmed"]) == (texts["remark"], texts["appeal"], False)
    assert desks.types().count("RemarksRead") == 1
    assert (await desks.ask(s1_at_another_desk, "GET", "/refusals")).json() == []
    assert (await desks.ask(v1, "GET", "/refusals")).status_code == 403


@pytest.mark.parametrize("who", [s1_at_another_desk, staff("supervisor", body="QX", person=8)])
async def test_another_bodys_supervisor_finds_nothing(desks: Desks, who: Actor) -> None:
    await propose(desks)
    assert (await desks.ask(who, "GET", f"/refusals/{number}")).status_code == 404
    assert (await decide(desks, who, "confirm")).status_code == 404
    assert (await decide(desks, who, "decline")).status_code == 404


async def test_before_a_proposal_a_supervisor_finds_nothing(desks: Desks) -> None:
    await desks.claim(v1)
    assert (await desks.ask(s1, "GET", f"/refusals/{number}")).status_code == 404
    assert (await decide(desks, s1, "confirm")).status_code == 404


async def test_the_applicant_reads_nothing_of_a_proposal(desks: Desks) -> None:
    await propose(desks)
    assert (await desks.ask(owner, "GET", f"/cases/{number}/remarks")).json() == []


async def test_a_declined_refusal_goes_back_to_its_officer(desks: Desks) -> None:
    fence = await propose(desks)
    assert code(await desks.ask(v1, "POST", f"/tasks/{number}/pass", {"fence": fence})) == (409, "refusal_proposed")
    assert (await desks.ask(v1, "GET", f"/tasks/{number}")).json()["refusal_proposed"]
    assert (await decide(desks, s1, "decline", {"proposal": 1})).status_code == 200
    assert code(await decide(desks, s1, "confirm")) == (409, "no_proposal")
    assert (await desks.ask(s1, "GET", "/refusals")).json() == []
    finding = {"item": "slot:business_licence", "reason_code": "illegible", "remark": "again, please"}
    assert (await desks.ask(v1, "POST", f"/tasks/{number}/fail", {"fence": fence, "findings": [finding]})).status_code == 200


async def test_the_proposal_that_was_read_must_be_the_one_that_stands(desks: Desks) -> None:
    await propose(desks)
    await decide(desks, s1, "decline")
    await propose(desks)
    assert code(await decide(desks, s1, "confirm", {"proposal": 1})) == (409, "no_proposal")
    assert (await decide(desks, s1, "confirm", {"proposal": 2})).status_code == 200


async def test_a_withdrawal_meanwhile_ends_it_as_withdrawn(desks: Desks) -> None:
    """docs/states.md §7, 1."""
    await propose(desks)
    instant = desks.clock.now()
    await desks.hear(told.WithdrawalRequested(case_id=case_id, application_number=number, requested_at=instant))
    assert (await decide(desks, s1, "confirm")).status_code == 404
    assert [a.type for a in await desks.said()] == ["TaskOpened", "TaskClaimed", "TaskWithdrawn"]


async def test_texts_of_a_refusal_lie_sealed_and_go_with_their_person(desks: Desks) -> None:
    await propose(desks)
    held = [f.state.decode() for f in desks.world.servers["verification"].facts]
    assert [text for text in held if "Zhang San" in text or "60 days" in text] == []
    await decide(desks, s1, "confirm")
    await desks.world.vault.erase(confirmed.enterprise_persons[0])
    (said,) = (await desks.ask(owner, "GET", f"/cases/{number}/remarks")).json()
    assert (said["refusal"]["reason_code"], said["refusal"]["remark"], said["refusal"]["appeal"]) == (
        "forged_material",
        None,
        None,
    )


@pytest.mark.parametrize(
    "body",
    [
        {"reason_code": "ugly"},
        {"remark": "x" * 2001},
        {"appeal": "x" * 2001},
        {"fence": "1"},
        {"more": 1},
    ],
)
async def test_a_wrong_proposal_is_named_and_changes_nothing(desks: Desks, body: dict[str, object]) -> None:
    fence = await desks.claim(v1)
    before = desks.types()
    answer = await desks.ask(v1, "POST", f"/tasks/{number}/propose-refusal", {"fence": fence} | texts | body)
    assert code(answer) == (422, "invalid")
    assert desks.types() == before


@pytest.mark.parametrize("who", [owner, receiver])
async def test_refusals_are_nobody_elses_business(desks: Desks, who: Actor) -> None:
    for path in ("/refusals", f"/refusals/{number}", "/counts", "/refusal-reasons"):
        assert code(await desks.ask(who, "GET", path)) == (403, "forbidden")
    assert code(await desks.ask(who, "POST", f"/tasks/{number}/confirm-refusal")) == (403, "forbidden")


async def test_the_reasons_for_a_refusal_are_listed_in_both_languages(desks: Desks) -> None:
    for who in (v1, s1):
        listed = (await desks.ask(who, "GET", "/refusal-reasons")).json()
        assert {"reason_code": "not_eligible", "zh": "不符合办理条件", "en": "the enterprise is not eligible"} in listed
        assert len(listed) == 5


async def test_a_supervisor_counts_what_lies_on_the_desks_of_their_body(desks: Desks) -> None:
    await propose(desks)
    verification, review = (await desks.ask(s1, "GET", "/counts")).json()
    assert (verification["open"], verification["claimed"], verification["refusals_waiting"]) == (1, 1, 1)
    assert verification["oldest_opened_at"]
    assert (review["stage"], review["open"], review["oldest_opened_at"]) == ("review", 0, None)
    assert [row["open"] for row in (await desks.ask(s1_at_another_desk, "GET", "/counts")).json()] == [0, 0]
