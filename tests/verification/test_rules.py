"""Are the rules of the two desks right?"""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from chassis.decider import Refused
from services.verification.commands import CloseCase, Command, ReadRemarks, WithdrawTask
from services.verification.decider import review
from services.verification.decider.reading import failures, rounds_seen, task_seen
from services.verification.decider.states import Approved, NotYet, Reviewing, Verifying, WithApplicant, Withdrawn
from services.verification.events import (
    CaseClosed,
    ClaimRenewed,
    Event,
    ItemsChecked,
    MaterialsReceived,
    RemarksRead,
    ReviewFailed,
    ReviewPassed,
    TaskClaimed,
    TaskOpened,
    TaskWithdrawn,
    VerificationFailed,
    VerificationPassed,
)
from services.verification.values import REASONS, FailedItem, Finding, Materials, Officer, Remarks, task_id
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
    officer,
    opened,
    passes,
    person,
    r1,
    r1_at_the_issuing_body,
    r2,
    receive,
    received,
    resubmitted,
    review_failed,
    reviewing,
    stranger,
    v1,
    v1_at_the_provider,
    v2,
    verified,
)

given = scenarios(review)
withdraw = WithdrawTask(case_id=case_id, at=monday + 5 * minute)
close = CloseCase(case_id=case_id, at=monday + 6 * minute)


# ── rounds ──


def test_confirmed_materials_open_a_task_at_the_issuing_body() -> None:
    given().when(receive).then(
        MaterialsReceived(materials=materials, confirmed_at=monday),
        TaskOpened(
            case_id=case_id,
            application_number=number,
            task_id=task_id(case_id, "verification", 1),
            stage="verification",
            round=1,
            body="NB",
            enterprise_name="East Sea Plastics",
            kept=(),
            opened_at=monday,
        ),
    )


@pytest.mark.parametrize("events", [opened, claimed, verified, failed, approved, review_failed])
def test_hearing_a_round_again_changes_nothing(events: Sequence[Event]) -> None:
    given(*events).when(receive).then_nothing()


@pytest.mark.parametrize("events", [[], opened, verified, approved])
def test_a_round_out_of_order_is_refused(events: Sequence[Event]) -> None:
    given(*events).when(received(resubmitted(materials))).then_refused("round_out_of_order")


def test_a_skipped_round_is_refused() -> None:
    third = resubmitted(resubmitted(materials))
    given(*failed).when(received(third)).then_refused("round_out_of_order")


def test_unchanged_items_keep_their_tick_and_failed_ones_lose_it() -> None:
    second = resubmitted(materials, illegible.item, expired.item)
    events = given(*failed).when(received(second)).then_events(types=[MaterialsReceived, TaskOpened])
    assert isinstance(events[1], TaskOpened)
    assert events[1].kept == ("form:enterprise", "slot:signature_confirmation_letter", "waiver:operator")
    assert events[1].task_id == task_id(case_id, "verification", 2) != task_id(case_id, "verification", 1)


def test_a_failed_item_that_comes_back_unchanged_must_be_ticked_again() -> None:
    events = given(*failed).when(received(resubmitted(materials))).then_events()
    assert isinstance(events[1], TaskOpened)
    assert illegible.item not in events[1].kept


def test_each_desk_keeps_its_own_ticks_only() -> None:
    """The verifier ticked everything; the reviewer ticks for himself."""
    given(*history(receive, claims(v1, 1), checks(v1, 1), passes(v1, 1), claims(r1, 2))).when(passes(r1, 2)).then_refused(
        "unchecked_items"
    )


def test_after_a_failed_review_the_issuing_body_is_first_again() -> None:
    events = given(*review_failed).when(received(resubmitted(materials, not_his.item))).then_events()
    assert isinstance(events[1], TaskOpened)
    assert (events[1].stage, events[1].body) == ("verification", "NB")
    assert not_his.item not in events[1].kept


def test_the_policy_may_send_a_failed_review_straight_back_to_the_reviewer() -> None:
    events = history(receive, claims(v1, 1), checks(v1, 1), passes(v1, 1), claims(r1, 2), fails(r1, 2, not_his, route="review"))
    again = given(*events).when(received(resubmitted(materials, not_his.item))).then_events()
    assert isinstance(again[1], TaskOpened)
    assert (again[1].stage, again[1].body, again[1].round) == ("review", "P", 2)


def test_three_rounds_end_in_approval() -> None:
    """E09: verification fails, then review, then all is well; every decision is a task of its own."""
    second = resubmitted(materials, illegible.item, expired.item)
    third = resubmitted(second, not_his.item)
    events = history(
        receive,
        claims(v1, 1),
        checks(v1, 1, *set(ITEMS) - {illegible.item, expired.item}),
        fails(v1, 1, illegible, expired),
        received(second),
        claims(v2, 2),
        checks(v2, 2, illegible.item, expired.item),
        passes(v2, 2),
        claims(r1, 3),
        checks(r1, 3, *set(ITEMS) - {not_his.item}),
        fails(r1, 3, not_his),
        received(third),
        claims(v1, 4),
        checks(v1, 4, not_his.item),
        passes(v1, 4),
        claims(r2, 5),
        checks(r2, 5, not_his.item),
        passes(r2, 5),
    )
    tasks = [e for e in events if isinstance(e, TaskOpened)]
    assert [t.stage for t in tasks] == ["verification", "verification", "review", "verification", "review"]
    assert len({t.task_id for t in tasks}) == 5
    assert len(tasks[-1].kept) == len(ITEMS) - 1
    assert isinstance(review.fold(events), Approved)


# ── claims ──


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


# ── ticks ──


def test_items_are_ticked() -> None:
    given(*claimed).when(checks(v1, 1, "form:enterprise")).then(
        ItemsChecked(
            case_id=case_id,
            task_id=task_id(case_id, "verification", 1),
            fence=1,
            person_id=v1.person_id,
            items=("form:enterprise",),
            checked_at=monday + 2 * minute,
        )
    )


def test_ticking_twice_changes_nothing() -> None:
    given(*checked).when(checks(v1, 1)).then_nothing()


def test_only_what_is_new_is_ticked() -> None:
    events = history(receive, claims(v1, 1), checks(v1, 1, "form:enterprise"))
    (ticked,) = given(*events).when(checks(v1, 1, "form:enterprise", "slot:business_licence")).then_events()
    assert isinstance(ticked, ItemsChecked)
    assert ticked.items == ("slot:business_licence",)


def test_what_is_not_part_of_the_task_cannot_be_ticked() -> None:
    given(*claimed).when(checks(v1, 1, "slot:subscriber_agreement")).then_refused("unknown_item")


def test_ticking_needs_the_newest_claim() -> None:
    given(*opened).when(checks(v1, 1)).then_refused("stale")
    given(*claimed).when(checks(v2, 1)).then_refused("stale")
    given(*claimed, *review.decide(claims(v2, 2, monday + 2 * lease), review.fold(claimed))).when(checks(v1, 1)).then_refused(
        "stale"
    )


# ── decisions ──


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


# ── withdrawal ──


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


# ── who sees what ──


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


# ── every wish in every state ──

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
