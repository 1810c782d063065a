"""What becomes of the cases of a body that closes? (docs/states.md §7, 22)"""

from dataclasses import replace
from uuid import UUID

import pytest

from services.verification.commands import TakeCase, TransferCases
from services.verification.consequences import follow
from services.verification.decider import review
from services.verification.decider.reading import rounds_seen, task_seen
from services.verification.decider.states import Known, NotYet
from services.verification.decider.transfer import transfer
from services.verification.events import CasesTransferred, CaseTaken, MaterialsReceived, TaskOpened
from tests.scenario import scenarios
from tests.verification.cast import (
    account_id,
    approved,
    case_id,
    checks,
    claimed,
    claims,
    confirms,
    failed,
    history,
    materials,
    minute,
    monday,
    number,
    opened,
    passes,
    proposed,
    proposes,
    r1,
    receive,
    received,
    refused,
    resubmitted,
    reviewing,
    s1,
    stranger,
    takes,
    transfer_id,
    v1,
    withdraw,
)

given = scenarios(review)
given_transfer = scenarios(transfer)
taken = CaseTaken(
    case_id=case_id,
    application_number=number,
    account_id=account_id,
    transfer_id=transfer_id,
    former_body="NB",
    body="ZJ",
    taken_at=monday + 5 * minute,
)
second = UUID(int=2)
move = TransferCases(transfer_id=transfer_id, former_body="NB", body="ZJ", cases=(case_id, second), at=monday)
moved = CasesTransferred(transfer_id=transfer_id, former_body="NB", body="ZJ", cases=(case_id, second), transferred_at=monday)


def known(*past: object) -> Known:
    state = given(*past).state()
    assert not isinstance(state, NotYet)
    return state


def test_one_act_moves_all_cases_that_it_names() -> None:
    given_transfer().when(move).then(moved)
    given_transfer(moved).when(move).then_nothing()
    assert list(follow(moved)) == [
        TakeCase(case_id=c, transfer_id=transfer_id, former_body="NB", body="ZJ", at=monday) for c in (case_id, second)
    ]


def test_no_body_takes_its_own_cases() -> None:
    given_transfer().when(replace(move, body="NB")).then_refused("same_body")


def test_nothing_follows_from_a_case_that_was_taken() -> None:
    for event in (*proposed, *refused, *approved, taken):
        assert follow(event) == []


@pytest.mark.parametrize("past", [opened, claimed, failed, reviewing, approved, proposed], ids=len)
def test_the_successor_takes_a_case_as_it_stands(past: list[object]) -> None:
    given(*past).when(takes()).then(taken)
    given(*past, taken).when(takes()).then_nothing()
    assert known(*past, taken).materials.case.issuing_body == "ZJ"
    assert known(*past, taken).materials.round == known(*past).materials.round


@pytest.mark.parametrize("past", [[], refused, history(receive)], ids=["unknown", "refused", "another body's"])
def test_what_has_ended_or_is_another_bodys_stays(past: list[object]) -> None:
    given(*past).when(takes(former_body="SH")).then_nothing()


def test_a_withdrawn_case_is_not_taken() -> None:
    past = [*opened, *given(*opened).when(withdraw).then_events()]
    given(*past).when(takes()).then_nothing()


def test_a_claim_of_the_former_body_is_void_and_its_number_never_comes_again() -> None:
    past = [*history(receive, claims(v1, 1), checks(v1, 1)), taken]
    given(*past).when(passes(v1, 1)).then_refused("stale")
    (claim,) = given(*past).when(claims(stranger, 2)).then_events()
    assert claim.fence == 2
    given(*past).when(claims(v1, 2)).then_refused("not_this_desk")


def test_a_proposal_of_the_former_body_is_void() -> None:
    given(*proposed, taken).when(confirms(s1)).then_refused("no_proposal")


def test_ticks_and_persons_stay() -> None:
    past = [*history(receive, claims(v1, 1), checks(v1, 1)), taken]
    assert known(*past).past.ticks == known(*past[:-1]).past.ticks
    assert known(*past).past.judges == known(*past[:-1]).past.judges


def test_the_providers_desk_is_not_touched() -> None:
    past = [*reviewing, taken]
    events = given(*past).when(passes(r1, 2)).then_events()
    assert [e.case.issuing_body for e in events] == ["ZJ"]


def test_the_successor_sees_the_case_and_its_former_rounds_and_the_former_body_does_not() -> None:
    assert rounds_seen(known(*failed, taken), stranger) == {1}
    assert rounds_seen(known(*failed, taken), v1) == frozenset()
    assert task_seen(known(*opened, taken), stranger) is not None
    assert task_seen(known(*opened, taken), v1) is None


def test_a_next_round_that_still_names_the_former_body_goes_to_the_successor() -> None:
    """The applicant's side hears of the transfer a little later."""
    past = [*failed, taken]
    events = (
        given(*past)
        .when(received(resubmitted(materials, "slot:business_licence")))
        .then_events(types=[MaterialsReceived, TaskOpened])
    )
    arrived, task = events
    assert isinstance(arrived, MaterialsReceived)
    assert isinstance(task, TaskOpened)
    assert (arrived.materials.case.issuing_body, task.body) == ("ZJ", "ZJ")


def test_a_successor_that_closes_too_hands_the_case_on() -> None:
    again = replace(taken, former_body="ZJ", body="SH")
    given(*failed, taken).when(takes(former_body="ZJ", body="SH")).then(again)
    (arrived, _) = given(*failed, taken, again).when(received(resubmitted(materials))).then_events()
    assert arrived.materials.case.issuing_body == "SH"


def test_a_repeat_of_the_first_materials_is_nothing_for_the_successor() -> None:
    given(*opened, taken).when(receive).then_nothing()
    given(*claimed, taken).when(proposes(v1, 1)).then_refused("stale")
