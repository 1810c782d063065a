"""Who sees what?"""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from services.verification.commands import ReadRemarks
from services.verification.decider import review
from services.verification.decider.reading import failures, rounds_seen, task_seen
from services.verification.decider.states import NotYet, WithApplicant
from services.verification.events import (
    Event,
    RemarksRead,
)
from services.verification.values import Officer
from tests.scenario import scenarios
from tests.verification.cast import (
    account_id,
    approved,
    case_id,
    checks,
    claims,
    expired,
    failed,
    fails,
    history,
    illegible,
    materials,
    minute,
    monday,
    not_his,
    opened,
    passes,
    r1,
    r2,
    receive,
    received,
    resubmitted,
    review_failed,
    stranger,
    v1,
    v1_at_the_provider,
    v2,
    verified,
)

given = scenarios(review)


def test_a_task_is_seen_by_its_own_desk_only() -> None:
    assert task_seen(review.fold(opened), v1) is not None
    for who in (stranger, r1, v1_at_the_provider):
        assert task_seen(review.fold(opened), who) is None
    assert task_seen(review.fold(verified), r2) is not None
    assert task_seen(review.fold(verified), v1) is None
    for events in ([], failed, approved):
        assert task_seen(review.fold(events), v1) is None
        assert task_seen(review.fold(events), r1) is None


def seen(events: Sequence[Event], who: Officer) -> frozenset[int]:
    state = review.fold(events)
    assert not isinstance(state, NotYet)
    return rounds_seen(state, who)


def test_the_issuing_body_sees_every_round_and_others_none() -> None:
    assert seen(review_failed, v2) == {1}
    assert seen(review_failed, stranger) == set()


def test_the_provider_sees_only_rounds_that_reached_it_until_verified_again() -> None:
    second = resubmitted(materials, not_his.item)
    failed_again = [
        *review_failed,
        *review.decide(received(second), review.fold(review_failed)),
    ]
    assert seen(opened, r1) == set()
    assert seen(failed, r1) == set()
    assert seen(verified, r1) == {1}
    assert seen(failed_again, r1) == {1}


def test_what_failed_before_it_reached_the_provider_is_seen_with_the_verified_round() -> None:
    second = resubmitted(materials, illegible.item, expired.item)
    events = history(
        receive, claims(v1, 1), checks(v1, 1), fails(v1, 1, illegible, expired), received(second), claims(v2, 2), checks(v2, 2)
    )
    assert seen(events, r1) == set()
    assert seen([*events, *review.decide(passes(v2, 2), review.fold(events))], r1) == {1, 2}


def test_the_failures_are_those_of_the_rounds_seen() -> None:
    state = review.fold(failed)
    assert isinstance(state, WithApplicant)
    assert [j.round for j in failures(state, frozenset({1}))] == [1]
    assert failures(state, frozenset({2})) == []


def test_reading_remarks_is_recorded_once_for_each_reading() -> None:
    read = ReadRemarks(case_id=case_id, reader_id=account_id, at=monday + 9 * minute)
    fact = RemarksRead(case_id=case_id, reader_id=account_id, read_at=read.at)
    given(*failed).when(read).then(fact)
    given(*failed, fact).when(read).then_nothing()
    given(*failed, fact).when(replace(read, at=read.at + minute)).then_events(types=[RemarksRead])


@pytest.mark.parametrize("events", [[], opened, approved])
def test_where_there_are_no_remarks_nothing_is_read(events: Sequence[Event]) -> None:
    given(*events).when(ReadRemarks(case_id=case_id, reader_id=account_id, at=monday)).then_nothing()
