"""Do the queues show what lies on the desks?"""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import pytest

from chassis.actor import NOBODY
from chassis.view import Fact, View
from services.verification.commands import CloseCase, WithdrawTask
from services.verification.decider import review
from services.verification.events import Event
from services.verification.projections import Numbered, TaskRow, desk, numbers, tasks
from tests.verification.cast import (
    approved,
    case_id,
    claimed,
    claims,
    failed,
    history,
    lease,
    materials,
    minute,
    monday,
    number,
    opened,
    receive,
    received,
    resubmitted,
    review_failed,
    v1,
    verified,
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
