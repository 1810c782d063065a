"""What does it take to pass and to fail?"""

from dataclasses import replace

import pytest

from services.verification.decider import review
from services.verification.events import (
    ReviewFailed,
    ReviewPassed,
    TaskOpened,
    VerificationFailed,
    VerificationPassed,
)
from services.verification.values import REASONS, FailedItem, Finding, Remarks, task_id
from tests.scenario import scenarios
from tests.verification.cast import (
    ITEMS,
    account_id,
    approved,
    case,
    case_id,
    checked,
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
    not_his,
    number,
    passes,
    r1,
    receive,
    received,
    resubmitted,
    reviewing,
    v1,
    v1_at_the_provider,
    v2,
    verified,
)

given = scenarios(review)


def test_verification_passes_when_every_item_is_ticked_and_the_review_opens() -> None:
    given(*checked).when(passes(v1, 1)).then(
        VerificationPassed(
            case_id=case_id,
            application_number=number,
            account_id=account_id,
            task_id=task_id(case_id, "verification", 1),
            round=1,
            body="NB",
            fence=1,
            person_id=v1.person_id,
            policy_version="2022-abc",
            passed_at=monday + 3 * minute,
        ),
        TaskOpened(
            case_id=case_id,
            application_number=number,
            task_id=task_id(case_id, "review", 1),
            stage="review",
            round=1,
            body="P",
            enterprise_name="East Sea Plastics",
            kept=(),
            opened_at=monday + 3 * minute,
        ),
    )


@pytest.mark.parametrize("missing", ITEMS)
def test_nothing_passes_with_an_item_unticked(missing: str) -> None:
    events = history(receive, claims(v1, 1), checks(v1, 1, *set(ITEMS) - {missing}))
    refusal = given(*events).when(passes(v1, 1)).then_refused("unchecked_items")
    assert missing in refusal.en


def test_review_passes_and_repeats_what_was_reviewed() -> None:
    given(*reviewing).when(passes(r1, 2)).then(
        ReviewPassed(
            case=case,
            task_id=task_id(case_id, "review", 1),
            round=1,
            body="P",
            fence=2,
            person_id=r1.person_id,
            passed_at=monday + 3 * minute,
        )
    )


def test_passing_again_changes_nothing() -> None:
    given(*verified).when(passes(v1, 1)).then_nothing()
    given(*approved).when(passes(r1, 2)).then_nothing()


def test_failing_again_changes_nothing_even_when_the_next_round_is_open() -> None:
    given(*failed).when(fails(v1, 1, illegible, expired)).then_nothing()
    events = [*failed, *review.decide(received(resubmitted(materials)), review.fold(failed))]
    given(*events).when(fails(v1, 1, illegible, expired)).then_nothing()


def test_failing_again_for_something_else_is_stale() -> None:
    given(*failed).when(fails(v1, 1, illegible)).then_refused("stale")
    given(*failed).when(passes(v1, 1)).then_refused("stale")


def test_verification_fails_with_items_reasons_and_remarks() -> None:
    given(*claimed).when(fails(v1, 1, illegible, expired)).then(
        VerificationFailed(
            case_id=case_id,
            application_number=number,
            account_id=account_id,
            task_id=task_id(case_id, "verification", 1),
            round=1,
            body="NB",
            fence=1,
            person_id=v1.person_id,
            policy_version="2022-abc",
            failed=(
                FailedItem(item="slot:business_licence", reason_code="illegible"),
                FailedItem(item="slot:id_card_back", reason_code="expired"),
            ),
            subject_id=handler,
            remarks=Remarks(texts=("the number cannot be read", "valid until last year")),
            failed_at=monday + 3 * minute,
        )
    )


def test_review_fails_with_the_route_back() -> None:
    (event,) = given(*reviewing).when(fails(r1, 2, not_his)).then_events(types=[ReviewFailed])
    assert isinstance(event, ReviewFailed)
    assert (event.route, event.body, event.subject_id) == ("verification", "P", handler)
    assert event.remarks == Remarks(texts=("another hand signed",))


def test_remarks_lie_under_the_account_where_no_person_is_named() -> None:
    events = history(received(replace(materials, enterprise_persons=())), claims(v1, 1))
    (event,) = given(*events).when(fails(v1, 1, illegible)).then_events()
    assert isinstance(event, VerificationFailed)
    assert event.subject_id == account_id


def test_nothing_fails_without_a_finding_and_a_remark() -> None:
    given(*claimed).when(fails(v1, 1)).then_refused("no_findings")
    given(*claimed).when(fails(v1, 1, illegible, replace(expired, remark=" "))).then_refused("remark_missing")
    elsewhere = Finding(item="slot:elsewhere", reason_code="other", remark="?")
    given(*claimed).when(fails(v1, 1, elsewhere)).then_refused("unknown_item")


def test_a_lapsed_claim_still_decides_until_somebody_else_claims() -> None:
    late = monday + 10 * lease
    given(*checked).when(passes(v1, 1, late)).then_events(types=[VerificationPassed, TaskOpened])
    taken = [*checked, *review.decide(claims(v2, 2, monday + 2 * lease), review.fold(checked))]
    given(*taken).when(passes(v1, 1, late)).then_refused("stale")
    given(*taken).when(fails(v1, 1, illegible, at=late)).then_refused("stale")


def test_ticks_outlive_the_claim_they_were_made_under() -> None:
    taken = [*checked, *review.decide(claims(v2, 2, monday + 2 * lease), review.fold(checked))]
    given(*taken).when(passes(v2, 2, monday + 2 * lease)).then_events(types=[VerificationPassed, TaskOpened])


def test_an_older_claim_of_the_same_officer_is_stale() -> None:
    events = history(receive, claims(v1, 1), checks(v1, 1), claims(v2, 2, monday + 2 * lease), claims(v1, 3, monday + 4 * lease))
    given(*events).when(passes(v1, 1)).then_refused("stale")
    given(*events).when(passes(v1, 3)).then_events(types=[VerificationPassed, TaskOpened])


def test_only_the_very_same_decision_counts_as_sent_again() -> None:
    given(*verified).when(passes(v2, 1)).then_refused("stale")
    given(*verified).when(passes(v1, 9)).then_refused("stale")
    given(*approved).when(passes(r1, 9)).then_refused("stale")


def test_a_decision_on_an_older_round_is_stale() -> None:
    events = [*failed, *review.decide(received(resubmitted(materials)), review.fold(failed))]
    given(*events).when(passes(v1, 1)).then_refused("stale")
    given(*events).when(fails(v1, 1, not_his)).then_refused("stale")


def test_a_decision_needs_ones_own_claim() -> None:
    given(*checked).when(passes(v2, 1)).then_refused("stale")
    given(*checked).when(fails(v2, 1, illegible)).then_refused("stale")


def test_the_same_person_cannot_decide_from_another_desk() -> None:
    given(*checked).when(passes(v1_at_the_provider, 1)).then_refused("not_this_desk")


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_is_said_in_both_languages(reason: str) -> None:
    said = [words for code, words in REASONS.items() if code == reason]
    assert said[0].zh
    assert said[0].en
