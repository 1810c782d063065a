"""Do the queues show what lies on the desks?"""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import pytest

from chassis.actor import NOBODY
from chassis.view import Fact, View
from services.verification.commands import CaseCommand, CloseCase, WithdrawTask
from services.verification.decider import review
from services.verification.events import CasesTransferred, Event
from services.verification.projections import (
    InCustody,
    Numbered,
    RefusalRow,
    TaskRow,
    custody,
    desk,
    in_care_of,
    numbers,
    refusals,
    tasks,
    waiting_at,
)
from tests.verification.cast import (
    approved,
    case_id,
    claimed,
    claims,
    confirms,
    declines,
    failed,
    history,
    lease,
    materials,
    minute,
    monday,
    number,
    opened,
    proposed,
    proposes,
    r1,
    receive,
    received,
    refused,
    resubmitted,
    review_failed,
    reviewing,
    s1,
    takes,
    v1,
    v2,
    verified,
    withdraw,
)

R = TypeVar("R")


def table(view: View[Event, R], events: Sequence[Event]) -> dict[str, R]:
    """The rows of the view after these facts."""
    rows: dict[str, R] = {}
    for position, event in enumerate(events, 1):
        for key in view.keys(event):
            row = view.project(rows.get(key), fact(event, position, monday))
            if row is None:
                rows.pop(key, None)
            else:
                rows[key] = row
    return rows


def fact(event: Event, position: int, at: datetime) -> Fact[Event]:
    return Fact(
        event=event,
        stream=case_id,
        version=position,
        position=position,
        at=at,
        actor=NOBODY,
        correlation=UUID(int=0),
        causation="",
    )


def test_a_number_leads_to_its_case_for_ever() -> None:
    assert table(numbers, opened) == {number: Numbered(case_id=case_id)}
    assert table(numbers, approved) == {number: Numbered(case_id=case_id)}


def test_an_open_task_lies_in_the_queue_of_its_desk() -> None:
    row = table(tasks, opened)[number]
    assert row == TaskRow(
        number=number, stage="verification", round=1, body="NB", enterprise_name="East Sea Plastics", opened_at=monday
    )
    assert tasks.tags(row) == [desk("verification", "NB")]


def test_a_claim_shows_in_the_queue_and_so_does_its_renewal() -> None:
    row = table(tasks, claimed)[number]
    assert (row.claimed_by, row.lease_until) == (v1.person_id, monday + minute + lease)
    renewed = history(receive, claims(v1, 1), claims(v1, 1, monday + lease))
    assert table(tasks, renewed)[number].lease_until == monday + 2 * lease


def test_the_review_lies_with_the_provider_unclaimed() -> None:
    row = table(tasks, verified)[number]
    assert (row.stage, row.body, row.claimed_by) == ("review", "P", None)


@pytest.mark.parametrize("events", [failed, review_failed, approved])
def test_a_decided_task_leaves_the_queue(events: Sequence[Event]) -> None:
    assert table(tasks, events) == {}


@pytest.mark.parametrize("before", [opened, claimed, verified, failed])
@pytest.mark.parametrize("wish", [WithdrawTask(case_id=case_id, at=monday), CloseCase(case_id=case_id, at=monday)])
def test_a_withdrawn_case_lies_in_no_queue(before: Sequence[Event], wish: WithdrawTask | CloseCase) -> None:
    assert table(tasks, [*before, *review.decide(wish, review.fold(before))]) == {}


def test_the_next_round_is_a_new_row() -> None:
    again = [*failed, *review.decide(received(resubmitted(materials)), review.fold(failed))]
    assert table(tasks, again)[number].round == 2


def test_the_oldest_task_comes_first() -> None:
    (early,) = table(tasks, opened).values()
    (late,) = table(tasks, verified).values()
    assert sorted([tasks.order(late), tasks.order(early)]) == [tasks.order(early), tasks.order(late)]


# ── refusals and transfers ──

taken = [*review.decide(takes(), review.fold(claimed))]


def test_a_proposal_waits_at_the_supervisor_of_its_body_and_shows_no_text() -> None:
    row = table(refusals, proposed)[number]
    assert row == RefusalRow(
        number=number,
        proposal=1,
        stage="verification",
        round=1,
        body="NB",
        enterprise_name="East Sea Plastics",
        reason_code="forged_material",
        proposed_by=v1.person_id,
        proposed_at=monday + 3 * minute,
    )
    assert refusals.tags(row) == [waiting_at("NB")]
    assert table(tasks, proposed)[number].refusal_proposed


@pytest.mark.parametrize("wish", [declines(s1), confirms(s1), claims(v2, 2, monday + 2 * lease), withdraw, takes()])
def test_a_decided_or_void_proposal_waits_no_longer(wish: CaseCommand) -> None:
    events = [*proposed, *review.decide(wish, review.fold(proposed))]
    assert table(refusals, events) == {}
    assert all(not row.refusal_proposed for row in table(tasks, events).values())


def test_the_providers_proposal_outlives_a_transfer_of_the_issuing_body() -> None:
    events = [*reviewing, *review.decide(proposes(r1, 2), review.fold(reviewing))]
    after = [*events, *review.decide(takes(), review.fold(events))]
    assert table(refusals, after) == table(refusals, events)
    assert table(tasks, after) == table(tasks, events)


def test_a_refused_case_lies_in_no_queue_and_in_nobodys_care() -> None:
    assert table(tasks, refused) == {}
    assert table(custody, refused) == {}


def test_a_taken_task_lies_unclaimed_in_the_successors_queue() -> None:
    row = table(tasks, [*claimed, *taken])[number]
    assert (row.body, row.claimed_by, row.lease_until) == ("ZJ", None, None)
    assert tasks.tags(row) == [desk("verification", "ZJ")]


@pytest.mark.parametrize("events", [opened, failed, verified, approved])
def test_a_case_is_in_the_care_of_its_issuing_body(events: Sequence[Event]) -> None:
    assert table(custody, events)[number] == InCustody(case_id=case_id, number=number, body="NB")
    row = table(custody, [*events, *taken])[number]
    assert custody.tags(row) == [in_care_of("ZJ")]


@pytest.mark.parametrize("wish", [withdraw, CloseCase(case_id=case_id, at=monday)])
def test_a_withdrawn_case_is_in_nobodys_care(wish: CaseCommand) -> None:
    events = [*opened, *review.decide(wish, review.fold(opened))]
    assert table(custody, events) == {}


def test_a_transfer_itself_shows_nowhere() -> None:
    act = CasesTransferred(transfer_id=case_id, former_body="NB", body="ZJ", cases=(case_id,), transferred_at=monday)
    assert table(numbers, [act]) == table(tasks, [act]) == table(refusals, [act]) == table(custody, [act]) == {}
