"""Are the rules of a key's way into the enterprise's hands right?"""

from dataclasses import replace

import pytest

from services.delivery.commands.key import KeyCommand
from services.delivery.decider import consignment, key
from services.delivery.events.consignment import UnexpectedKeyScanned
from services.delivery.events.key import KeyEvent
from tests.delivery.cast import (
    accept,
    announce,
    announced,
    announced_by_post,
    announced_damaged,
    bo,
    chose_collect,
    chose_post,
    content_found,
    damaged,
    expect,
    expect_parcel,
    expected,
    hand_over,
    handed_over,
    notified,
    notify,
    other_found,
    other_parcel_id,
    other_shipment,
    parcel_expected,
    parcel_id,
    parcel_received,
    post,
    posted,
    receive,
    received,
    scan_in,
    scan_in_other,
    scanned_in,
    terms,
    tuesday,
    want_collect,
    want_post,
)
from tests.scenario import scenarios

given = scenarios(key)
parcel = scenarios(consignment)

at_body = (announced, expected, scanned_in)
ready = (*at_body, notified)
gone_by_post = (announced_by_post, expected, scanned_in, posted)
given_away = (*ready, handed_over)


# ── what is heard, in whatever order ──


def test_materials_announce_a_key() -> None:
    given().when(announce).then(announced)


def test_materials_heard_twice_change_nothing() -> None:
    given(announced).when(announce).then_nothing()


def test_a_later_round_replaces_the_terms() -> None:
    second = replace(terms, round=2, preference="post")
    given(announced).when(replace(announce, terms=second)).then(replace(announced, terms=second))


def test_an_earlier_round_heard_late_changes_nothing() -> None:
    given(replace(announced, terms=replace(terms, round=2))).when(announce).then_nothing()


def test_what_the_enterprise_chose_outlives_a_later_round() -> None:
    second = replace(terms, round=2)
    chosen = replace(second, preference="post", preference_from="enterprise")
    given(announced, chose_post).when(replace(announce, terms=second)).then(replace(announced, terms=chosen))


def test_materials_may_be_heard_after_the_dispatch_and_after_the_scan() -> None:
    given(expected).when(announce).then(announced)
    given(expected, scanned_in).when(announce).then(announced)
    given(expected, scanned_in, announced).when(notify).then(notified)


def test_the_order_of_materials_and_dispatch_makes_no_difference() -> None:
    assert given(announced, expected, scanned_in).state() == given(expected, scanned_in, announced).state()
    assert given(announced, expected).state() == given(expected, announced).state()


def test_materials_heard_when_all_is_over_change_nothing() -> None:
    late = replace(announce, terms=replace(terms, round=2))
    given(*gone_by_post).when(late).then_nothing()
    given(*given_away).when(late).then_nothing()
    given(*given_away, received).when(late).then_nothing()


def test_a_dispatched_key_is_expected_with_or_without_materials() -> None:
    given().when(expect).then(expected)
    given(announced).when(expect).then(expected)


@pytest.mark.parametrize("history", [(expected,), at_body, ready, gone_by_post, given_away, (*given_away, received)])
def test_a_dispatch_heard_twice_changes_nothing(history: tuple[KeyEvent, ...]) -> None:
    given(*history).when(expect).then_nothing()


def test_a_second_key_of_the_case_waits() -> None:
    given(expected).when(replace(expect, shipment=other_shipment)).then_refused("another_key_under_way")


# ── scan-in ──


def test_a_key_found_in_its_parcel_is_at_the_issuing_body() -> None:
    given(announced, expected).when(accept).then(scanned_in)


@pytest.mark.parametrize("history", [at_body, ready, gone_by_post, given_away, (*given_away, received)])
def test_accepting_twice_changes_nothing(history: tuple[KeyEvent, ...]) -> None:
    given(*history).when(accept).then_nothing()


def test_a_key_whose_dispatch_was_not_heard_is_not_accepted() -> None:
    given().when(accept).then_refused("not_dispatched")
    given(announced).when(accept).then_refused("not_dispatched")


def test_another_token_or_parcel_is_not_this_key() -> None:
    given(expected).when(replace(accept, token_serial="T-9")).then_refused("not_dispatched")
    given(expected).when(replace(accept, consignment_id=other_parcel_id)).then_refused("not_dispatched")
    given(expected, scanned_in).when(replace(accept, token_serial="T-9")).then_refused("another_key_under_way")


def test_a_consignment_is_expected_once() -> None:
    parcel().when(expect_parcel).then(parcel_expected)
    parcel(parcel_expected).when(expect_parcel).then_nothing()
    parcel(parcel_expected, content_found, other_found, parcel_received).when(expect_parcel).then_nothing()


def test_each_key_of_a_consignment_is_found_and_the_last_completes_it() -> None:
    parcel(parcel_expected).when(scan_in).then(content_found)
    parcel(parcel_expected, content_found).when(scan_in_other).then(other_found, parcel_received)


def test_scanning_twice_changes_nothing() -> None:
    parcel(parcel_expected, content_found).when(scan_in).then_nothing()
    parcel(parcel_expected, content_found, other_found, parcel_received).when(scan_in).then_nothing()


def test_a_key_that_is_not_in_the_consignment_is_set_apart_once() -> None:
    """docs/states.md §7, 10."""
    stray = replace(scan_in, token_serial="T-9")
    apart = UnexpectedKeyScanned(consignment_id=parcel_id, body="ZJ", token_serial="T-9", written_off=False, scanned_at=tuesday)
    parcel().when(scan_in).then_refused("no_parcel")
    parcel(parcel_expected).when(stray).then(apart)
    parcel(parcel_expected, content_found, other_found, parcel_received).when(stray).then(apart)
    parcel(parcel_expected, apart).when(stray).then_nothing()


def test_a_key_that_another_body_finds_is_set_apart() -> None:
    apart = UnexpectedKeyScanned(consignment_id=parcel_id, body="NB", token_serial="T-1", written_off=False, scanned_at=tuesday)
    parcel(parcel_expected).when(replace(scan_in, body="NB")).then(apart)


# ── preference ──


def test_the_enterprise_may_change_its_mind_until_the_key_is_posted() -> None:
    given(announced_by_post).when(want_collect).then(chose_collect)
    given(announced_by_post, expected, chose_collect).when(want_post).then(chose_post)
    given(*at_body).when(want_post).then(chose_post)
    given(*ready).when(want_post).then(chose_post)


def test_choosing_the_same_again_changes_nothing() -> None:
    given(announced).when(want_collect).then_nothing()
    given(announced, chose_post).when(want_post).then_nothing()


def test_a_preference_is_refused_once_the_key_is_gone() -> None:
    given(*gone_by_post).when(want_collect).then_refused("already_posted")
    given(*given_away).when(want_post).then_refused("already_handed_over")
    given(*given_away, received).when(want_post).then_refused("already_handed_over")


def test_a_preference_needs_the_materials() -> None:
    given().when(want_post).then_refused("terms_unknown")
    given(expected).when(want_post).then_refused("terms_unknown")


# ── notification and posting ──


def test_the_enterprise_is_told_the_exact_pick_up_point() -> None:
    given(*at_body).when(notify).then(notified)


def test_notifying_twice_changes_nothing() -> None:
    given(*ready).when(notify).then_nothing()


def test_an_enterprise_that_wants_the_post_is_not_notified_to_collect() -> None:
    given(announced_by_post, expected, scanned_in).when(notify).then_refused("preference_is_post")


def test_notifying_needs_the_materials() -> None:
    given(expected, scanned_in).when(notify).then_refused("terms_unknown")


def test_a_key_is_posted_from_the_body_or_after_a_notification_if_wanted_so() -> None:
    given(announced_by_post, expected, scanned_in).when(post).then(posted)
    given(*ready, chose_post).when(post).then(posted)


def test_posting_twice_changes_nothing_but_another_waybill_is_refused() -> None:
    given(*gone_by_post).when(post).then_nothing()
    given(*gone_by_post).when(replace(post, waybill="SF3")).then_refused("already_posted")


def test_a_key_to_be_collected_is_not_posted() -> None:
    given(*at_body).when(post).then_refused("preference_is_collect")
    given(*ready).when(post).then_refused("preference_is_collect")


@pytest.mark.parametrize("command", [notify, post, hand_over])
@pytest.mark.parametrize("history", [(), (announced,), (expected,), (announced, expected)])
def test_nothing_leaves_a_body_that_does_not_have_it(command: KeyCommand, history: tuple[KeyEvent, ...]) -> None:
    given(*history).when(command).then_refused("not_at_issuing_body")


@pytest.mark.parametrize(
    ("command", "history", "code"),
    [
        (notify, gone_by_post, "already_posted"),
        (hand_over, gone_by_post, "already_posted"),
        (notify, given_away, "already_handed_over"),
        (post, given_away, "already_handed_over"),
        (notify, (*given_away, received), "already_received"),
        (post, (*given_away, received), "already_received"),
        (hand_over, (*given_away, received), "already_received"),
    ],
)
def test_what_is_gone_is_gone(command: KeyCommand, history: tuple[KeyEvent, ...], code: str) -> None:
    given(*history).when(command).then_refused(code)


# ── hand-over and receipt ──


def test_the_authorised_user_collects_with_the_originals() -> None:
    given(*ready).when(hand_over).then(handed_over)


def test_handing_over_twice_changes_nothing() -> None:
    given(*given_away).when(hand_over).then_nothing()


def test_another_person_needs_an_authorisation_letter() -> None:
    other = replace(hand_over, collector_id=bo)
    given(*ready).when(other).then_refused("authorisation_letter_missing")
    with_letter = replace(other, authorisation_letter=True)
    given(*ready).when(with_letter).then(replace(handed_over, collector_id=bo, authorisation_letter=True))


def test_every_original_is_checked() -> None:
    half = replace(hand_over, originals_checked=("id_card_front",))
    refusal = given(*ready).when(half).then_refused("originals_unchecked")
    assert "business_licence" in refusal.en
    assert "id_card_front" not in refusal.en


def test_a_damaged_key_comes_back_before_the_new_one_is_handed_over() -> None:
    history = (announced_damaged, expected, scanned_in, notified)
    given(*history).when(hand_over).then_refused("old_key_missing")
    given(*history).when(replace(hand_over, old_key_returned=True)).then(replace(handed_over, old_key_returned=True))


@pytest.mark.parametrize(
    ("kind", "loss", "due"),
    [
        ("first", None, False),
        ("additional", None, False),
        ("reissue", "lost", False),
        ("reissue", "damaged", True),
        ("renewal", None, True),
        ("change", None, True),
    ],
)
def test_the_old_key_is_due_where_there_is_one_to_bring(kind: str, loss: str | None, due: bool) -> None:
    assert replace(damaged, kind=kind, loss=loss).old_key_due is due  # pyright: ignore[reportArgumentType]


def test_a_key_is_not_handed_over_before_the_notification_nor_against_the_wish() -> None:
    given(*at_body).when(hand_over).then_refused("not_notified")
    given(*ready, chose_post).when(hand_over).then_refused("preference_is_post")


def test_receipt_completes_a_case_after_hand_over_or_posting() -> None:
    given(*given_away).when(receive).then(received)
    given(*gone_by_post).when(receive).then(received)


def test_confirming_receipt_twice_changes_nothing() -> None:
    given(*given_away, received).when(receive).then_nothing()


@pytest.mark.parametrize("history", [(), (announced,), (expected,), at_body, ready])
def test_nobody_receives_what_was_not_given(history: tuple[KeyEvent, ...]) -> None:
    given(*history).when(receive).then_refused("nothing_to_receive")
