"""Are the rules of orders and consignments right?"""

import pytest

from services.production.decider import consignment, order
from tests.production import cast
from tests.scenario import scenarios

given = scenarios(order)
parcel = scenarios(consignment)

to_produced = (cast.opened, cast.started, cast.produced)
to_packed = (*to_produced, cast.packed)
to_dispatched = (*to_packed, cast.dispatched)
to_received = (*to_dispatched, cast.received)


def test_an_approved_case_opens_an_order() -> None:
    given().when(cast.open_order).then(cast.opened)


def test_hearing_the_approval_twice_opens_nothing_more() -> None:
    given(cast.opened).when(cast.open_order).then_nothing()


def test_a_remembered_withdrawal_turns_the_approval_into_a_cancellation() -> None:
    given(cast.noted).when(cast.open_order).then(cast.never_opened)


def test_a_cancelled_order_is_never_opened_again() -> None:
    given(cast.noted, cast.never_opened).when(cast.open_order).then_nothing()


def test_a_withdrawal_before_there_is_an_order_is_remembered() -> None:
    given().when(cast.request_withdrawal).then(cast.noted)
    given().when(cast.record_withdrawn).then(cast.noted)


def test_a_withdrawal_is_remembered_once() -> None:
    given(cast.noted).when(cast.request_withdrawal).then_nothing()
    given(cast.noted).when(cast.record_withdrawn).then_nothing()


def test_a_withdrawal_before_issue_cancels() -> None:
    given(cast.opened).when(cast.request_withdrawal).then(cast.cancelled)
    given(cast.opened).when(cast.record_withdrawn).then(cast.cancelled)


def test_a_cancelled_attempt_names_the_token_that_goes_back() -> None:
    given(cast.opened, cast.started).when(cast.request_withdrawal).then(cast.cancelled_with_token)


def test_cancelling_twice_changes_nothing() -> None:
    given(cast.opened, cast.cancelled).when(cast.request_withdrawal).then_nothing()


@pytest.mark.parametrize("history", [to_produced, to_packed, to_dispatched, to_received])
def test_a_withdrawal_after_issue_is_refused_by_a_fact(history: tuple[object, ...]) -> None:
    given(*history).when(cast.request_withdrawal).then(cast.withdrawal_refused)


def test_one_request_is_answered_once_and_a_later_one_again() -> None:
    answered = given(*to_produced, cast.withdrawal_refused, cast.packed)
    answered.when(cast.request_withdrawal).then_nothing()
    answered.when(cast.request_withdrawal_again).then_events(lambda events: len(events) == 1)


def test_a_case_that_ended_elsewhere_needs_no_answer_after_issue() -> None:
    given(*to_produced).when(cast.record_withdrawn).then_nothing()


def test_production_starts_with_a_token() -> None:
    given(cast.opened).when(cast.start).then(cast.started)


def test_starting_again_with_the_same_token_changes_nothing() -> None:
    given(cast.opened, cast.started).when(cast.start).then_nothing()


def test_an_attempt_takes_no_second_token() -> None:
    given(cast.opened, cast.started).when(cast.start_with_another).then_refused("another_token")


def test_nothing_is_produced_without_approval() -> None:
    given().when(cast.start).then_refused("no_order")
    given(cast.noted).when(cast.start).then_refused("no_order")


def test_nothing_is_produced_after_cancellation() -> None:
    given(cast.opened, cast.cancelled).when(cast.start).then_refused("order_cancelled")
    given(cast.opened, cast.started, cast.cancelled_with_token).when(cast.complete).then_refused("order_cancelled")


def test_nothing_is_produced_twice() -> None:
    given(*to_produced).when(cast.start).then_refused("already_produced")
    given(*to_produced).when(cast.complete_another).then_refused("already_produced")


def test_a_key_is_complete_once() -> None:
    given(cast.opened, cast.started).when(cast.complete).then(cast.produced)
    given(*to_produced).when(cast.complete).then_nothing()


def test_a_key_needs_a_reserved_token() -> None:
    given(cast.opened).when(cast.complete).then_refused("no_order")


def test_a_spoiled_key_names_its_certificate_if_it_had_one() -> None:
    given(cast.opened, cast.started).when(cast.spoil_key).then(cast.spoiled_unissued)
    given(*to_produced).when(cast.spoil_key).then(cast.spoiled_issued)


def test_a_packed_key_is_not_spoiled_here() -> None:
    given(*to_packed).when(cast.spoil_key).then_refused("already_packed")


def test_spoiling_twice_changes_nothing() -> None:
    given(*to_produced, cast.spoiled_issued).when(cast.spoil_key).then_nothing()


def test_a_spoiled_key_is_followed_by_the_next_attempt() -> None:
    given(*to_produced, cast.spoiled_issued).when(cast.open_attempt).then(cast.second_attempt)
    given(*to_produced, cast.spoiled_issued, cast.second_attempt).when(cast.open_attempt).then_nothing()
    given().when(cast.open_attempt).then_refused("no_order")


def test_a_key_of_the_first_attempt_does_not_complete_the_second() -> None:
    history = (cast.opened, cast.started, cast.spoiled_unissued, cast.second_attempt)
    given(*history).when(cast.complete).then_refused("no_order")


def test_a_produced_key_is_packed_into_one_consignment() -> None:
    given(*to_produced).when(cast.pack_key).then(cast.packed)
    given(*to_packed).when(cast.pack_key).then_nothing()
    given(*to_packed).when(cast.pack_elsewhere).then_refused("in_another_consignment")


def test_what_is_not_produced_is_not_packed() -> None:
    given(cast.opened, cast.started).when(cast.pack_key).then_refused("not_produced")


def test_a_packed_key_is_dispatched_once() -> None:
    given(*to_packed).when(cast.dispatch_key).then(cast.dispatched)
    given(*to_dispatched).when(cast.dispatch_key).then_nothing()


def test_what_is_not_packed_is_not_dispatched() -> None:
    given(*to_produced).when(cast.dispatch_key).then_refused("not_packed")


def test_the_receipt_of_a_dispatched_key_is_recorded_once() -> None:
    given(*to_dispatched).when(cast.record_receipt).then(cast.received)
    given(*to_received).when(cast.record_receipt).then_nothing()


def test_the_receipt_of_another_certificate_is_refused() -> None:
    given(*to_dispatched).when(cast.record_wrong_receipt).then_refused("another_certificate")


def test_a_receipt_heard_before_dispatch_waits() -> None:
    given(*to_packed).when(cast.record_receipt).then_refused("not_dispatched")


def test_the_pin_is_shown_after_receipt() -> None:
    given(*to_received).when(cast.show_pin).then(cast.pin_shown)
    given(*to_dispatched).when(cast.show_pin).then_refused("not_received")


def test_the_pin_is_shown_once() -> None:
    given(*to_received, cast.pin_shown).when(cast.show_pin).then_refused("pin_already_shown")


def test_a_consignment_is_opened_once() -> None:
    parcel().when(cast.open_consignment).then(cast.consignment_opened)
    parcel(cast.consignment_opened).when(cast.open_consignment).then_nothing()


def test_a_key_is_added_once() -> None:
    parcel(cast.consignment_opened).when(cast.add_key).then(cast.key_added)
    parcel(cast.consignment_opened, cast.key_added).when(cast.add_key).then_nothing()


def test_a_key_for_another_body_is_not_added() -> None:
    parcel(cast.consignment_opened).when(cast.add_key_of_ningbo).then_refused("another_body")


def test_nothing_is_added_to_a_parcel_that_left_or_never_was() -> None:
    parcel().when(cast.add_key).then_refused("no_consignment")
    parcel(cast.consignment_opened, cast.sent_empty).when(cast.add_key).then_refused("already_dispatched")


def test_a_consignment_is_dispatched_once() -> None:
    parcel(cast.consignment_opened, cast.key_added).when(cast.dispatch).then(cast.sent)
    parcel(cast.consignment_opened, cast.key_added, cast.sent).when(cast.dispatch).then_nothing()


def test_a_dispatched_consignment_keeps_its_waybill() -> None:
    parcel(cast.consignment_opened, cast.key_added, cast.sent).when(cast.dispatch_differently).then_refused("already_dispatched")


def test_an_empty_consignment_is_not_dispatched() -> None:
    parcel(cast.consignment_opened).when(cast.dispatch).then_refused("nothing_packed")
