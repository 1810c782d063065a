"""What ends at the desks when the applicant withdraws?"""

from collections.abc import Sequence

import pytest

from services.verification.decider import review
from services.verification.decider.states import Reviewing, Verifying
from services.verification.events import (
    CaseClosed,
    Event,
    TaskWithdrawn,
)
from tests.scenario import scenarios
from tests.verification.cast import (
    approved,
    case_id,
    checked,
    checks,
    claimed,
    claims,
    close,
    failed,
    fails,
    illegible,
    number,
    opened,
    passes,
    review_failed,
    reviewing,
    v1,
    verified,
    withdraw,
)

given = scenarios(review)


@pytest.mark.parametrize("events", [opened, claimed, verified, reviewing])
def test_a_request_to_withdraw_closes_the_open_task(events: Sequence[Event]) -> None:
    state = review.fold(events)
    assert isinstance(state, Verifying | Reviewing)
    given(*events).when(withdraw).then(
        TaskWithdrawn(
            case_id=case_id,
            application_number=number,
            task_id=state.task.task_id,
            stage=state.task.stage,
            round=1,
            withdrawn_at=withdraw.at,
        )
    )


@pytest.mark.parametrize("events", [[], failed, approved])
def test_a_request_to_withdraw_is_answered_by_others_where_no_desk_has_the_case(events: Sequence[Event]) -> None:
    given(*events).when(withdraw).then_nothing()


def test_who_had_claimed_a_withdrawn_case_decides_too_late() -> None:
    """E16."""
    events = [*checked, *review.decide(withdraw, review.fold(checked))]
    given(*events).when(passes(v1, 1)).then_refused("stale")
    given(*events).when(fails(v1, 1, illegible)).then_refused("stale")
    given(*events).when(checks(v1, 1)).then_refused("stale")
    given(*events).when(claims(v1, 2)).then_refused("no_open_task")
    given(*events).when(withdraw).then_nothing()
    given(*events).when(close).then_nothing()


@pytest.mark.parametrize("events", [opened, reviewing])
def test_the_end_of_a_case_closes_its_open_task(events: Sequence[Event]) -> None:
    given(*events).when(close).then_events(types=[TaskWithdrawn])


@pytest.mark.parametrize("events", [failed, review_failed, approved])
def test_the_end_of_a_case_that_no_desk_has_is_kept(events: Sequence[Event]) -> None:
    ended = CaseClosed(case_id=case_id, application_number=number, closed_at=close.at)
    given(*events).when(close).then(ended)
    given(*events, ended).when(close).then_nothing()


def test_a_case_withdrawn_before_any_materials_concerns_nobody_here() -> None:
    given().when(close).then_nothing()
    given().when(withdraw).then_nothing()
