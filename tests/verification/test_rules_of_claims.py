"""Who may take a task?"""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from services.verification.decider import review
from services.verification.events import (
    ClaimRenewed,
    Event,
    TaskClaimed,
)
from services.verification.values import Officer, task_id
from tests.scenario import scenarios
from tests.verification.cast import (
    approved,
    case_id,
    checks,
    claimed,
    claims,
    expired,
    failed,
    fails,
    handler,
    history,
    illegible,
    lease,
    materials,
    minute,
    monday,
    number,
    officer,
    opened,
    passes,
    person,
    r1,
    r1_at_the_issuing_body,
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


def test_a_claim_is_a_lease_with_a_fence() -> None:
    given(*opened).when(claims(v1, 1)).then(
        TaskClaimed(
            case_id=case_id,
            application_number=number,
            task_id=task_id(case_id, "verification", 1),
            stage="verification",
            round=1,
            fence=1,
            person_id=v1.person_id,
            account_id=v1.account_id,
            lease_until=monday + minute + lease,
            claimed_at=monday + minute,
        )
    )


def test_claiming_twice_at_once_changes_nothing() -> None:
    given(*claimed).when(claims(v1, 1)).then_nothing()


def test_claiming_again_later_renews_the_lease_under_the_same_fence() -> None:
    at = monday + 20 * minute
    given(*claimed).when(claims(v1, 1, at)).then(
        ClaimRenewed(
            case_id=case_id,
            application_number=number,
            task_id=task_id(case_id, "verification", 1),
            fence=1,
            lease_until=at + lease,
            renewed_at=at,
        )
    )


def test_a_renewal_never_shortens_the_lease() -> None:
    short = replace(claims(v1, 1, monday + 2 * minute), lease=minute)
    given(*claimed).when(short).then_nothing()


def test_a_claimed_task_is_nobody_elses_while_the_lease_runs() -> None:
    given(*claimed).when(claims(v2, 2, monday + minute + lease - minute / 60)).then_refused("claimed_by_another")


def test_a_renewed_lease_keeps_others_out() -> None:
    events = history(receive, claims(v1, 1), claims(v1, 1, monday + 20 * minute))
    given(*events).when(claims(v2, 2, monday + 40 * minute)).then_refused("claimed_by_another")


def test_when_the_lease_has_ended_somebody_else_may_claim_with_a_higher_fence() -> None:
    events = given(*claimed).when(claims(v2, 2, monday + minute + lease)).then_events(types=[TaskClaimed])
    assert isinstance(events[0], TaskClaimed)
    assert events[0].fence == 2


def test_a_claim_under_a_fence_that_was_promised_otherwise_is_stale() -> None:
    given(*opened).when(claims(v1, 7)).then_refused("stale")


@pytest.mark.parametrize("who", [stranger, r1, officer(1, "NB", "review"), officer(1, "P", "verification")])
def test_only_the_desk_that_has_the_task_may_claim_it(who: Officer) -> None:
    given(*opened).when(claims(who, 1)).then_refused("not_this_desk")


@pytest.mark.parametrize("events", [[], failed, approved, history(receive)[:1]])
def test_where_no_desk_has_a_task_there_is_nothing_to_claim(events: Sequence[Event]) -> None:
    given(*events).when(claims(v1, 1)).then_refused("no_open_task")


def test_who_verified_may_not_review_under_another_account() -> None:
    given(*verified).when(claims(v1_at_the_provider, 2)).then_refused("same_person")


def test_who_only_ticked_as_verifier_may_not_review() -> None:
    late = monday + 2 * lease
    events = history(receive, claims(v1, 1), checks(v1, 1, "form:enterprise"), claims(v2, 2, late), checks(v2, 2), passes(v2, 2))
    given(*events).when(claims(v1_at_the_provider, 3, late)).then_refused("same_person")


def test_who_only_claimed_as_verifier_may_review() -> None:
    late = monday + 2 * lease
    events = history(receive, claims(v1, 1), claims(v2, 2, late), checks(v2, 2), passes(v2, 2))
    given(*events).when(claims(v1_at_the_provider, 3, late)).then_events(types=[TaskClaimed])


def test_who_reviewed_in_an_earlier_round_may_not_verify() -> None:
    events = [*review_failed, *review.decide(received(resubmitted(materials)), review.fold(review_failed))]
    given(*events).when(claims(r1_at_the_issuing_body, 3)).then_refused("same_person")


def test_who_verified_in_an_earlier_round_may_not_review() -> None:
    second = resubmitted(materials, illegible.item, expired.item)
    events = history(
        receive,
        claims(v1, 1),
        checks(v1, 1),
        fails(v1, 1, illegible, expired),
        received(second),
        claims(v2, 2),
        checks(v2, 2),
        passes(v2, 2),
    )
    given(*events).when(claims(v1_at_the_provider, 3)).then_refused("same_person")


def test_who_failed_a_verification_without_a_tick_may_not_review_later() -> None:
    events = history(
        receive,
        claims(v1, 1),
        fails(v1, 1, illegible),
        received(resubmitted(materials, illegible.item)),
        claims(v2, 2),
        checks(v2, 2),
        passes(v2, 2),
    )
    given(*events).when(claims(v1_at_the_provider, 3)).then_refused("same_person")


def test_nobody_decides_on_an_application_of_their_own() -> None:
    itself = replace(v1, person_id=handler)
    given(*opened).when(claims(itself, 1)).then_refused("own_case")


def test_who_was_the_enterprises_person_in_an_earlier_round_stays_one() -> None:
    changed = replace(resubmitted(materials, illegible.item), enterprise_persons=(person(99),))
    events = [*failed, *review.decide(received(changed), review.fold(failed))]
    given(*events).when(claims(replace(v1, person_id=handler), 2)).then_refused("own_case")
