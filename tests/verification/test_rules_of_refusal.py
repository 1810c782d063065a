"""When is a case refused for good? (docs/domain.md §2, docs/states.md §2 and §7)"""

from dataclasses import replace

import pytest

from chassis.messages import Erased
from services.verification.commands import CaseCommand
from services.verification.decider import review
from services.verification.decider.states import FinallyRefused, OnDesk
from services.verification.events import CaseRefused, RefusalDeclined, RefusalProposed, TaskWithdrawn
from services.verification.values import RefusalText
from tests.scenario import scenarios
from tests.verification.cast import (
    account_id,
    approved,
    case_id,
    checks,
    claimed,
    claims,
    close,
    confirms,
    declines,
    expired,
    failed,
    fails,
    forged,
    handler,
    history,
    lease,
    materials,
    minute,
    monday,
    number,
    officer,
    opened,
    passes,
    person,
    proposed,
    proposes,
    r1,
    receive,
    received,
    refused,
    resubmitted,
    reviewing,
    s1,
    s2,
    s_at_the_provider,
    s_elsewhere,
    v1,
    v2,
    verified,
    withdraw,
)

given = scenarios(review)
later = monday + lease + 5 * minute
proposal = proposed[-1]


def test_the_officer_who_has_the_task_proposes_to_refuse() -> None:
    (event,) = given(*claimed).when(proposes(v1, 1)).then_events()
    assert isinstance(event, RefusalProposed)
    assert event == RefusalProposed(
        case_id=case_id,
        application_number=number,
        enterprise_name=materials.case.enterprise_name,
        task_id=event.task_id,
        proposal=1,
        stage="verification",
        round=1,
        body="NB",
        fence=1,
        person_id=v1.person_id,
        reason_code="forged_material",
        subject_id=handler,
        text=forged,
        proposed_at=monday + 3 * minute,
    )


@pytest.mark.parametrize("blank", ["", "  \n"])
def test_both_texts_are_required(blank: str) -> None:
    """E17: without how to appeal nothing is proposed."""
    given(*claimed).when(proposes(v1, 1, replace(forged, appeal=blank))).then_refused("appeal_missing")
    given(*claimed).when(proposes(v1, 1, replace(forged, remark=blank))).then_refused("remark_missing")


def test_proposing_the_same_again_changes_nothing_and_another_waits() -> None:
    given(*proposed).when(proposes(v1, 1)).then_nothing()
    given(*proposed).when(proposes(v1, 1, RefusalText(remark="x", appeal="y"))).then_refused("refusal_proposed")


@pytest.mark.parametrize("wish", [proposes(v2, 1), proposes(v1, 2), proposes(v2, 2)])
def test_without_the_newest_claim_nobody_proposes(wish: CaseCommand) -> None:
    given(*claimed).when(wish).then_refused("stale")


@pytest.mark.parametrize("past", [[], opened, verified, failed, approved, refused], ids=len)
def test_nothing_is_proposed_where_one_has_no_task(past: list[object]) -> None:
    given(*past).when(proposes(v1, 1)).then_refused("stale")


def test_a_supervisor_of_the_same_body_confirms_and_the_case_has_ended() -> None:
    """docs/states.md §7, 25."""
    (event,) = given(*proposed).when(confirms(s1)).then_events()
    assert event == CaseRefused(
        case_id=case_id,
        application_number=number,
        account_id=account_id,
        task_id=event.task_id,
        proposal=1,
        stage="verification",
        round=1,
        body="NB",
        proposed_by=v1.person_id,
        person_id=s1.person_id,
        reason_code="forged_material",
        policy_version="2022-abc",
        refused_at=monday + 4 * minute,
    )
    state = given(*proposed, event).state()
    assert isinstance(state, FinallyRefused)
    assert (state.proposal.text, state.confirmed_by) == (forged, s1.person_id)


def test_the_provider_refuses_under_its_own_supervisor() -> None:
    past = [*reviewing, *given(*reviewing).when(proposes(r1, 2)).then_events(types=[RefusalProposed])]
    given(*past).when(confirms(s1)).then_refused("not_this_desk")
    (event,) = given(*past).when(confirms(s_at_the_provider)).then_events(types=[CaseRefused])
    assert isinstance(event, CaseRefused)
    assert (event.stage, event.body) == ("review", "P")


def test_whoever_proposed_does_not_confirm_whatever_account_they_use() -> None:
    """E17; docs/states.md §7, 25: persons, not accounts."""
    same = officer(1, "NB", account=555)
    given(*proposed).when(confirms(same)).then_refused("second_person")
    given(*proposed).when(declines(same)).then_refused("second_person")


def test_neither_another_bodys_supervisor_nor_a_party_nor_the_other_desk_decides() -> None:
    given(*proposed).when(confirms(s_elsewhere)).then_refused("not_this_desk")
    party = replace(s1, person_id=handler)
    given(*proposed).when(confirms(party)).then_refused("own_case")
    past = [*reviewing, *given(*reviewing).when(proposes(r1, 2)).then_events()]
    given(*past).when(confirms(officer(1, "P"))).then_refused("same_person")


def test_confirming_again_changes_nothing_and_nobody_else_confirms_after() -> None:
    given(*refused).when(confirms(s1)).then_nothing()
    given(*refused).when(confirms(s2)).then_refused("no_proposal")
    given(*refused).when(declines(s1)).then_refused("no_proposal")


@pytest.mark.parametrize("past", [[], opened, claimed, verified, failed, approved], ids=len)
def test_without_a_proposal_there_is_nothing_to_decide(past: list[object]) -> None:
    given(*past).when(confirms(s1)).then_refused("no_proposal")
    given(*past).when(declines(s1)).then_refused("no_proposal")


def test_a_declined_proposal_leaves_the_task_to_its_officer() -> None:
    (event,) = given(*proposed).when(declines(s1)).then_events()
    assert event == RefusalDeclined(
        case_id=case_id,
        application_number=number,
        task_id=proposal.task_id,
        proposal=1,
        person_id=s1.person_id,
        declined_at=monday + 4 * minute,
    )
    past = [*proposed, event]
    given(*past).when(declines(s1)).then_nothing()
    given(*past).when(declines(s2)).then_refused("no_proposal")
    given(*past).when(confirms(s1)).then_refused("no_proposal")
    assert len(given(*past).when(fails(v1, 1, expired)).then_events()) == 1


def test_the_proposal_that_was_read_must_be_the_one_that_stands() -> None:
    past = history(receive, claims(v1, 1), proposes(v1, 1), declines(s1), proposes(v1, 1))
    given(*past).when(confirms(s1, proposal=1)).then_refused("no_proposal")
    given(*past).when(confirms(s1, proposal=2)).then_events(types=[CaseRefused])


@pytest.mark.parametrize("wish", [passes(v1, 1), fails(v1, 1, expired), checks(v1, 1, "form:enterprise")])
def test_the_task_stands_still_while_a_proposal_waits(wish: CaseCommand) -> None:
    given(*proposed).when(wish).then_refused("refusal_proposed")


def test_a_new_claim_voids_a_proposal() -> None:
    past = history(receive, claims(v1, 1), proposes(v1, 1), claims(v2, 2, at=later))
    given(*past).when(confirms(s1)).then_refused("no_proposal")
    state = given(*past).state()
    assert isinstance(state, OnDesk)
    assert state.task.proposal is None


def test_ones_own_claim_kept_longer_keeps_the_proposal() -> None:
    past = history(receive, claims(v1, 1), proposes(v1, 1), claims(v1, 1, at=later))
    given(*past).when(confirms(s1)).then_events(types=[CaseRefused])


@pytest.mark.parametrize("wish", [withdraw, close])
def test_a_withdrawal_heard_first_ends_the_case_as_withdrawn(wish: CaseCommand) -> None:
    """docs/states.md §7, 1: the owner of the stage decides, in its own recorded order."""
    withdrawn = given(*proposed).when(wish).then_events(types=[TaskWithdrawn])
    given(*proposed, *withdrawn).when(confirms(s1)).then_refused("no_proposal")


@pytest.mark.parametrize("wish", [withdraw, close])
def test_a_withdrawal_heard_after_the_refusal_changes_nothing(wish: CaseCommand) -> None:
    """docs/states.md §7, 1."""
    given(*refused).when(wish).then_nothing()


def test_nothing_more_happens_at_the_desks_of_a_refused_case() -> None:
    given(*refused).when(claims(v2, 2)).then_refused("no_open_task")
    given(*refused).when(passes(v1, 1)).then_refused("stale")
    given(*refused).when(received(resubmitted(materials))).then_refused("round_out_of_order")
    given(*refused).when(receive).then_nothing()


def test_who_proposed_or_decided_judged_at_that_desk() -> None:
    """docs/states.md §7, 24: the other desk is closed to them, over all rounds."""
    past = history(receive, claims(v1, 1), proposes(v1, 1), declines(s1), checks(v1, 1), passes(v1, 1))
    given(*past).when(claims(officer(5, "P", "review"), 2)).then_refused("same_person")
    given(*past).when(claims(officer(1, "P", "review"), 2)).then_refused("same_person")
    assert person(5) == s1.person_id


def test_a_refusal_whose_person_was_erased_can_still_be_confirmed() -> None:
    assert isinstance(proposal, RefusalProposed)
    erased = replace(proposal, text=Erased(person_id=handler))
    given(*claimed, erased).when(confirms(s1)).then_events(types=[CaseRefused])
