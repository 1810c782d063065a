"""Is every wish answered in every state of a case?"""

from collections.abc import Sequence

import pytest

from chassis.decider import Refused
from services.verification.commands import Command, ReadRemarks
from services.verification.decider import review
from services.verification.decider.states import NotYet, Withdrawn
from services.verification.values import Materials
from tests.verification.cast import (
    account_id,
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
    lease,
    materials,
    monday,
    opened,
    passes,
    r1,
    r2,
    receive,
    received,
    resubmitted,
    review_failed,
    reviewing,
    stranger,
    v1,
    v2,
    verified,
    withdraw,
)

second: Materials = resubmitted(materials, illegible.item)
WISHES: Sequence[Command] = [
    receive,
    received(second),
    *(claims(who, fence, at) for who in (v1, v2, r1, r2, stranger) for fence in (1, 2, 3) for at in (monday, monday + 2 * lease)),
    *(checks(who, fence) for who in (v1, r1) for fence in (1, 2)),
    *(passes(who, fence) for who in (v1, r1) for fence in (1, 2)),
    *(fails(who, fence, illegible) for who in (v1, r1) for fence in (1, 2)),
    withdraw,
    close,
    ReadRemarks(case_id=case_id, reader_id=account_id, at=monday),
]
HISTORIES = {
    "not yet": [],
    "between desks": opened[:1],
    "opened": opened,
    "claimed": claimed,
    "checked": checked,
    "verified": verified,
    "failed": failed,
    "reviewing": reviewing,
    "approved": approved,
    "review failed": review_failed,
    "withdrawn": [*claimed, *review.decide(withdraw, review.fold(claimed))],
}


@pytest.mark.parametrize("name", HISTORIES)
def test_every_wish_repeated_at_once_changes_nothing(name: str) -> None:
    for wish in WISHES:
        state = review.fold(HISTORIES[name])
        try:
            events = review.decide(wish, state)
        except Refused:
            continue
        for event in events:
            state = review.evolve(state, event)
        assert list(review.decide(wish, state)) == [], wish


def test_a_fact_of_an_unknown_case_changes_nothing() -> None:
    for event in approved[1:]:
        assert review.evolve(NotYet(), event) == NotYet()


def test_a_withdrawn_case_keeps_its_past() -> None:
    state = review.fold(HISTORIES["withdrawn"])
    assert isinstance(state, Withdrawn)
    assert state.past.fence == 1
