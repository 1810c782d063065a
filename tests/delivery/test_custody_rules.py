"""Are the rules of custody right? Short, lost, damaged, found, left lying, kept apart."""

from dataclasses import replace

import pytest

from services.delivery.decider import consignment, key, quarantine_of_key
from services.delivery.events.key import KeyEvent
from tests.delivery import cast
from tests.scenario import scenarios

parcel = scenarios(consignment)
given = scenarios(key)
apart = scenarios(quarantine_of_key)

in_transit: tuple[KeyEvent, ...] = (cast.announced, cast.expected)
at_body = (*in_transit, cast.scanned_in)
ready = (*at_body, cast.notified)
by_post: tuple[KeyEvent, ...] = (cast.announced_by_post, cast.expected, cast.scanned_in, cast.posted)


# ── the parcel (docs/states.md §4) ──


def test_an_unpacked_parcel_is_closed_with_what_is_missing() -> None:
    opened = parcel(cast.parcel_expected, cast.content_found)
    opened.when(cast.close_short).then(cast.closed_short)
    parcel(cast.parcel_expected, cast.content_found, cast.closed_short).when(cast.close_short).then_nothing()
    parcel(cast.parcel_expected).when(cast.close_short).then_refused("nothing_scanned_in")
    whole = parcel(cast.parcel_expected, cast.content_found, cast.other_found, cast.parcel_received)
    whole.when(cast.close_short).then_refused("already_received")


def test_a_parcel_of_which_nothing_came_is_declared_lost() -> None:
    parcel(cast.parcel_expected).when(cast.declare_lost).then(cast.parcel_lost)
    parcel(cast.parcel_expected, cast.parcel_lost).when(cast.declare_lost).then_nothing()


def test_after_a_scan_in_the_parcel_is_not_lost() -> None:
    """docs/states.md §7, 11: the recorded order decides."""
    parcel(cast.parcel_expected, cast.content_found).when(cast.declare_lost).then_refused("already_scanned_in")


def test_after_the_loss_nothing_is_scanned_in_and_the_earlier_fact_is_shown() -> None:
    """docs/states.md §7, 11."""
    refusal = parcel(cast.parcel_expected, cast.parcel_lost).when(cast.scan_in).then_refused("reported_lost")
    assert cast.wednesday.isoformat() in refusal.en
    assert cast.wednesday.isoformat() in refusal.zh


def test_what_was_missing_is_not_scanned_in_before_it_is_found() -> None:
    short = (cast.parcel_expected, cast.content_found, cast.closed_short)
    parcel(*short).when(cast.scan_in_other).then_refused("closed_short")
    parcel(*short).when(cast.scan_in).then_nothing()
    parcel(*short).when(cast.declare_found).then(cast.shortage_found)
    again = parcel(*short, cast.shortage_found)
    assert [type(e).__name__ for e in again.when(cast.scan_in_other).then_events()] == ["ContentScannedIn", "ConsignmentReceived"]


def test_a_shortage_is_declared_lost_for_what_is_missing_only() -> None:
    parcel(cast.parcel_expected, cast.content_found, cast.closed_short).when(cast.declare_lost).then(cast.shortage_lost)


@pytest.mark.parametrize(
    "before",
    [
        (cast.parcel_expected,),
        (cast.parcel_expected, cast.content_found),
        (cast.parcel_expected, cast.content_found, cast.other_found, cast.parcel_received),
    ],
)
def test_of_an_opened_or_damaged_parcel_everything_is_missed(before: tuple[object, ...]) -> None:
    """docs/states.md §7, 10."""
    parcel(*before).when(cast.report_damaged).then(cast.parcel_damaged)
    parcel(*before, cast.parcel_damaged).when(cast.report_damaged).then_nothing()


def test_a_found_parcel_travels_on_and_a_received_one_stays_received() -> None:
    parcel(cast.parcel_expected, cast.parcel_lost).when(cast.declare_found).then(cast.parcel_found)
    parcel(cast.parcel_expected, cast.parcel_lost, cast.parcel_found).when(cast.scan_in).then(cast.content_found)
    whole = (cast.parcel_expected, cast.content_found, cast.other_found, cast.parcel_received)
    parcel(*whole, cast.parcel_damaged, cast.parcel_found).when(cast.scan_in).then_nothing()


def test_only_a_declared_loss_is_confirmed_and_then_for_good() -> None:
    parcel(cast.parcel_expected).when(cast.confirm_loss).then_refused("not_declared_lost")
    parcel(cast.parcel_expected, cast.parcel_lost).when(cast.confirm_loss).then(cast.parcel_written_off)
    gone = parcel(cast.parcel_expected, cast.parcel_lost, cast.parcel_written_off)
    gone.when(cast.confirm_loss).then_nothing()
    gone.when(cast.declare_found).then_refused("written_off")


def test_a_key_scanned_after_its_loss_was_confirmed_is_set_apart_as_written_off() -> None:
    """docs/states.md §4."""
    gone = (cast.parcel_expected, cast.parcel_lost, cast.parcel_written_off)
    late = replace(cast.stray_scanned, token_serial="T-1", written_off=True)
    parcel(*gone).when(cast.scan_in).then(late)
    parcel(*gone, late).when(cast.scan_in).then_nothing()


# ── the key ──


@pytest.mark.parametrize("before", [in_transit, at_body, ready], ids=["in_transit", "at_body", "ready"])
def test_a_key_is_missed_with_its_parcel_and_found_where_it_was(before: tuple[KeyEvent, ...]) -> None:
    given(*before).when(cast.miss).then(cast.key_missing)
    given(*before, cast.key_missing).when(cast.miss).then_nothing()
    given(*before, cast.key_missing).when(cast.find).then(cast.key_found)
    assert given(*before, cast.key_missing, cast.key_found).state() == given(*before).state()
    given(*before, cast.key_missing, cast.key_found).when(cast.find).then_nothing()


def test_a_missing_key_is_neither_notified_nor_posted_nor_handed_over_nor_received() -> None:
    missing = given(*ready, cast.key_missing)
    for command in (cast.notify, cast.post, cast.hand_over, cast.receive, cast.accept, cast.want_post):
        refusal = missing.when(command).then_refused("key_missing")
        assert cast.wednesday.isoformat() in refusal.en


def test_a_key_on_its_way_by_post_is_not_missed_with_its_parcel() -> None:
    given(*by_post).when(cast.miss).then_nothing()
    given(*by_post, cast.received).when(cast.miss).then_nothing()


def test_a_key_is_lost_on_the_second_leg_within_the_same_case() -> None:
    """docs/states.md §7, 12."""
    given(*by_post).when(cast.miss_by_post).then(cast.missing_by_post)
    lost = (*by_post, cast.missing_by_post)
    given(*lost).when(cast.miss_by_post).then_nothing()
    given(*lost).when(cast.find).then_nothing()
    given(*lost).when(cast.find_by_post).then(cast.key_found)
    given(*lost).when(cast.give_up_by_post).then(cast.loss_confirmed)
    given(*ready).when(cast.miss_by_post).then_refused("not_posted")
    given(*by_post).when(cast.give_up_by_post).then_refused("not_missing")
    given(*ready, cast.key_missing).when(cast.find_by_post).then_refused("missing_with_parcel")


def test_the_next_attempt_travels_the_same_way() -> None:
    gone = (*at_body, cast.key_missing, cast.loss_confirmed)
    given(*gone).when(cast.give_up).then_nothing()
    given(*gone).when(cast.expect).then_nothing()
    [again] = given(*gone).when(cast.expect_next).then_events()
    second = (*gone, again)
    given(*second).when(cast.expect_next).then_nothing()
    given(*second).when(cast.expect).then_nothing()
    given(*second).when(cast.miss).then_nothing()
    scan = replace(cast.accept, token_serial="T-2")
    [scanned] = given(*second).when(scan).then_events()
    given(*second, scanned).when(cast.notify).then(cast.notified)


def test_the_next_attempt_waits_until_the_end_of_the_last_was_heard() -> None:
    given(*at_body).when(cast.expect_next).then_refused("another_key_under_way")
    given(*at_body, cast.key_missing).when(cast.expect_next).then_refused("another_key_under_way")


def test_a_key_that_expires_on_its_way_makes_room_for_the_next() -> None:
    """docs/states.md §7, 34."""
    for before in (in_transit, at_body, ready, by_post, (*at_body, cast.key_missing)):
        given(*before).when(cast.expire_key).then(cast.key_expired)
        given(*before, cast.key_expired).when(cast.expire_key).then_nothing()
        given(*before, cast.key_expired).when(cast.expect_next).then_events(types=[type(cast.expected)])
    given(*ready, cast.handed_over).when(cast.expire_key).then_nothing()


def test_a_late_key_is_suspected_lost_once_on_each_leg() -> None:
    """docs/states.md §7, 13."""
    given(*in_transit).when(cast.suspect_on_first_leg).then(cast.suspected_on_first_leg)
    given(*in_transit, cast.suspected_on_first_leg).when(cast.suspect_on_first_leg).then_nothing()
    given(*in_transit).when(cast.suspect_on_second_leg).then_nothing()
    given(*by_post).when(cast.suspect_on_second_leg).then(cast.suspected_on_second_leg)
    given(*by_post, cast.suspected_on_second_leg).when(cast.suspect_on_second_leg).then_nothing()
    given(*by_post, cast.received).when(cast.suspect_on_second_leg).then_nothing()


def test_a_key_that_lies_ready_is_reminded_of_in_order() -> None:
    """docs/states.md §7, 14."""
    given(*ready).when(cast.remind).then(cast.reminded)
    given(*ready, cast.reminded).when(cast.remind).then_nothing()
    second = replace(cast.remind, reminder=2)
    given(*ready).when(second).then(replace(cast.reminded, reminder=2))
    given(*ready, replace(cast.reminded, reminder=2)).when(cast.remind).then_nothing()
    given(*ready, cast.reminded).when(second).then(replace(cast.reminded, reminder=2))
    given(*ready, cast.handed_over).when(cast.remind).then_nothing()


def test_a_key_that_nobody_collects_goes_back() -> None:
    """docs/states.md §7, 14."""
    given(*ready).when(cast.end_unclaimed).then(cast.unclaimed)
    given(*ready, cast.unclaimed).when(cast.end_unclaimed).then_nothing()
    given(*ready, cast.unclaimed).when(cast.hand_over).then_refused("unclaimed")
    given(*by_post).when(cast.end_unclaimed).then_nothing()
    given(*ready, cast.handed_over).when(cast.end_unclaimed).then_nothing()


def test_an_old_key_that_cannot_come_back_counts_as_lost_by_a_statement() -> None:
    """docs/states.md §7, 16."""
    damaged = (cast.announced_damaged, cast.expected, cast.scanned_in, cast.notified)
    given(*damaged).when(cast.hand_over).then_refused("old_key_missing")
    given(*damaged).when(cast.declare_old_key_lost).then(cast.old_key_lost)
    given(*damaged, cast.old_key_lost).when(cast.declare_old_key_lost).then_nothing()
    given(*damaged, cast.old_key_lost).when(cast.hand_over).then(cast.handed_over)
    given(*ready).when(cast.declare_old_key_lost).then_refused("no_damaged_key")
    given(*in_transit).when(cast.declare_old_key_lost).then_refused("not_at_issuing_body")
    given(*by_post).when(cast.declare_old_key_lost).then_refused("already_posted")


def test_a_bounced_mail_is_a_task_until_it_is_settled() -> None:
    """docs/states.md §7, 42."""
    given(*ready).when(cast.note_mail_failure).then(cast.mail_failed)
    given(*ready, cast.mail_failed).when(cast.note_mail_failure).then_nothing()
    given(*ready, cast.mail_failed).when(cast.settle_mail_failure).then(cast.mail_settled)
    given(*ready, cast.mail_failed, cast.mail_settled).when(cast.settle_mail_failure).then_nothing()
    given(*ready, cast.handed_over).when(cast.note_mail_failure).then_nothing()


# ── the key kept apart (docs/states.md §7, 10) ──


def test_two_persons_send_a_key_on() -> None:
    apart().when(cast.quarantine_key).then(cast.quarantined)
    apart(cast.quarantined).when(cast.quarantine_key).then_nothing()
    apart(cast.quarantined).when(cast.confirm_disposal).then_refused("disposal_not_proposed")
    apart(cast.quarantined).when(cast.propose_reroute).then(cast.reroute_proposed)
    proposed = apart(cast.quarantined, cast.reroute_proposed)
    proposed.when(cast.propose_reroute).then_nothing()
    proposed.when(cast.confirm_alone).then_refused("second_person_needed")
    proposed.when(cast.confirm_disposal).then(cast.rerouted)
    apart(cast.quarantined, cast.reroute_proposed, cast.rerouted).when(cast.confirm_disposal).then_refused("not_quarantined")


def test_two_persons_destroy_a_key() -> None:
    proposed = apart(cast.quarantined, cast.destruction_proposed)
    proposed.when(cast.confirm_alone).then_refused("second_person_needed")
    proposed.when(cast.confirm_disposal).then(cast.destroyed)
    apart(cast.quarantined, cast.destruction_proposed, cast.destroyed).when(cast.confirm_disposal).then_nothing()


def test_a_key_whose_loss_was_confirmed_can_only_be_destroyed() -> None:
    written_off = replace(cast.quarantined, written_off=True)
    apart(written_off).when(cast.propose_reroute).then_refused("written_off")
    apart(written_off).when(cast.propose_destruction).then(cast.destruction_proposed)


def test_a_key_kept_apart_is_scanned_in_nowhere_until_it_was_sent_on() -> None:
    apart().when(cast.admit_key).then_nothing()
    apart(cast.quarantined).when(cast.admit_key).then_refused("quarantined")
    apart(cast.quarantined, cast.reroute_proposed, cast.rerouted).when(cast.admit_key).then_nothing()
    apart(cast.quarantined, cast.destruction_proposed, cast.destroyed).when(cast.admit_key).then_refused("quarantined")


def test_another_body_decides_nothing_about_it() -> None:
    apart(cast.quarantined).when(replace(cast.propose_reroute, body="NB")).then_refused("another_body")
    apart(cast.quarantined, cast.reroute_proposed).when(replace(cast.confirm_disposal, body="NB")).then_refused("another_body")


def test_a_key_kept_apart_is_kept_apart_anew_by_another_body_or_once_written_off() -> None:
    written_off = replace(cast.quarantined, written_off=True)
    apart(cast.quarantined).when(replace(cast.quarantine_key, written_off=True)).then(written_off)
    apart(written_off).when(cast.quarantine_key).then_nothing()
    elsewhere = replace(cast.quarantine_key, body="NB")
    apart(cast.quarantined).when(elsewhere).then(replace(cast.quarantined, body="NB"))
