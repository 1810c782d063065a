"""Are production's rules of custody right? Missing, found, lost, unclaimed, expired, kept apart, destroyed, released."""

from dataclasses import replace

import pytest

from services.production.commands.certificates import LiftSuspension, RevokeCertificate, SuspendCertificate
from services.production.commands.order import OpenAttempt, RecordWithdrawn
from services.production.commands.token import FindToken, LoseToken, ReturnToken, SpoilToken
from services.production.consequences import follow
from services.production.decider import account, certificates, order, token
from services.production.events import OrderEvent, TokenEvent
from tests.production import cast
from tests.scenario import scenarios

given = scenarios(order)
piece = scenarios(token)
chain = scenarios(certificates)
owner = scenarios(account)

sent: tuple[OrderEvent, ...] = (cast.opened, cast.started, cast.produced, cast.packed, cast.dispatched)
shipped: tuple[TokenEvent, ...] = (cast.stocked, cast.reserved, cast.named, cast.token_packed, cast.shipped)


# ── orders ──


def test_a_dispatched_key_goes_missing_and_is_found() -> None:
    given(*sent).when(cast.record_missing).then(cast.went_missing)
    given(*sent, cast.went_missing).when(cast.record_missing).then_nothing()
    given(*sent, cast.went_missing).when(cast.record_found).then(cast.found)
    assert given(*sent, cast.went_missing, cast.found).state() == given(*sent).state()
    given(*sent, cast.went_missing, cast.found).when(cast.record_found).then_nothing()
    given().when(cast.record_missing).then_refused("no_order")


def test_a_missing_key_is_not_received_until_it_is_found() -> None:
    given(*sent, cast.went_missing).when(cast.record_receipt).then_refused("key_missing")


def test_a_missing_key_cannot_be_withdrawn() -> None:
    """docs/states.md §7, 2: the certificate was issued."""
    given(*sent, cast.went_missing).when(cast.request_withdrawal).then(cast.withdrawal_refused)


def test_a_confirmed_loss_opens_the_next_attempt_of_the_same_case() -> None:
    """docs/states.md §7, 10 and 12."""
    given(*sent).when(cast.record_loss).then_refused("not_missing")
    given(*sent, cast.went_missing).when(cast.record_loss).then(cast.loss_confirmed)
    lost = (*sent, cast.went_missing, cast.loss_confirmed)
    given(*lost).when(cast.open_attempt).then(cast.second_attempt)
    again = (*lost, cast.second_attempt)
    for late in (cast.record_missing, cast.record_found, cast.record_loss, cast.record_unclaimed, cast.record_expiry):
        given(*again).when(late).then_nothing()
    given(*again).when(cast.start_with_another).then_events(types=[type(cast.started)])


def test_between_the_loss_and_the_next_key_the_applicant_may_withdraw() -> None:
    cancelled = replace(cast.cancelled, attempt=2)
    given(*sent, cast.went_missing, cast.loss_confirmed, cast.second_attempt).when(cast.request_withdrawal).then(cancelled)


def test_an_unclaimed_key_ends_the_order() -> None:
    """docs/states.md §7, 14."""
    given(*sent).when(cast.record_unclaimed).then(cast.unclaimed)
    ended = given(*sent, cast.unclaimed)
    ended.when(cast.record_unclaimed).then_nothing()
    ended.when(cast.start).then_refused("unclaimed")
    ended.when(cast.request_withdrawal).then_nothing()


def test_a_key_that_expires_before_receipt_is_made_again() -> None:
    """docs/states.md §7, 34."""
    given(*sent).when(cast.record_expiry).then(cast.key_expired)
    given(*sent, cast.went_missing).when(cast.record_expiry).then(cast.key_expired)
    given(*sent[:3]).when(cast.record_expiry).then(replace(cast.key_expired, dispatched=False))
    given(*sent, cast.key_expired).when(cast.record_expiry).then_nothing()
    given(*sent, cast.received).when(cast.record_expiry).then_nothing()


# ── tokens (docs/states.md §3) ──


def test_a_token_is_lost_and_found_where_it_was() -> None:
    piece(*shipped).when(cast.lose_token).then(cast.token_lost)
    piece(*shipped, cast.token_lost).when(cast.lose_token).then_nothing()
    piece(*shipped, cast.token_lost).when(cast.find_token).then(cast.token_found)
    assert piece(*shipped, cast.token_lost, cast.token_found).state() == piece(*shipped).state()
    at_body = (*shipped, cast.arrived)
    from_there = replace(cast.token_lost, former="at_issuing_body")
    piece(*at_body).when(cast.lose_token).then(from_there)
    piece(*at_body, from_there).when(cast.find_token).then(replace(cast.token_found, place="at_issuing_body"))
    piece(cast.stocked).when(cast.lose_token).then_refused("token_not_under_way")
    piece(*shipped, cast.token_lost).when(cast.record_arrival).then_refused("token_not_shipped")


def test_a_token_is_kept_apart_and_sent_on() -> None:
    piece(*shipped).when(cast.quarantine_token).then(cast.token_quarantined)
    apart = (*shipped, cast.token_quarantined)
    piece(*apart).when(cast.quarantine_token).then_nothing()
    piece(*apart).when(cast.lose_token).then_nothing()
    piece(*apart).when(cast.record_arrival).then_refused("token_not_shipped")
    piece(*apart).when(cast.reroute_token).then(cast.token_rerouted)
    piece(*apart, cast.token_rerouted).when(cast.reroute_token).then_nothing()
    piece(*apart, cast.token_rerouted).when(cast.record_arrival).then(cast.arrived)
    piece().when(cast.quarantine_token).then_nothing()


def test_a_token_that_a_body_destroyed_is_gone() -> None:
    apart = (*shipped, cast.token_quarantined)
    gone = replace(cast.token_destroyed, former="quarantined", proposed_by=None, confirmed_by=None)
    piece(*apart).when(cast.record_destruction).then(gone)
    piece(*apart, gone).when(cast.record_destruction).then_nothing()
    piece(*shipped).when(cast.record_destruction).then_refused("token_not_quarantined")


def test_an_unclaimed_token_comes_back_and_is_not_used_again() -> None:
    at_body = (*shipped, cast.arrived)
    piece(*at_body).when(cast.return_token).then(cast.token_returned)
    piece(*at_body, cast.token_returned).when(cast.return_token).then_nothing()
    piece(*at_body, cast.token_returned).when(cast.reserve).then_refused("token_not_blank")
    piece(cast.stocked).when(cast.return_token).then_refused("token_not_under_way")


@pytest.mark.parametrize(
    ("scrap", "former"),
    [((cast.stocked, cast.reserved, cast.token_spoiled), "spoiled"), ((*shipped, cast.arrived, cast.token_returned), "returned")],
)
def test_two_persons_destroy_a_token(scrap: tuple[TokenEvent, ...], former: str) -> None:
    piece(*scrap).when(cast.confirm_destruction).then_refused("destruction_not_proposed")
    piece(*scrap).when(cast.propose_destruction).then(cast.destruction_proposed)
    proposed = (*scrap, cast.destruction_proposed)
    piece(*proposed).when(cast.propose_destruction).then_nothing()
    piece(*proposed).when(cast.confirm_alone).then_refused("second_person_needed")
    [gone] = piece(*proposed).when(cast.confirm_destruction).then_events()
    assert gone == replace(cast.token_destroyed, former=former)
    piece(*proposed, gone).when(cast.confirm_destruction).then_nothing()
    piece(*proposed, gone).when(cast.reserve).then_refused("token_not_blank")


def test_a_token_in_use_is_not_destroyed() -> None:
    for before in ((cast.stocked,), shipped, (*shipped, cast.arrived, cast.held), (*shipped, cast.token_lost)):
        piece(*before).when(cast.propose_destruction).then_refused("token_not_scrap")
        piece(*before).when(cast.confirm_destruction).then_refused("token_not_scrap")


# ── certificates ──


def test_the_issuing_body_says_that_a_lost_key_was_found() -> None:
    """docs/states.md §7, 6."""
    lost = (cast.adopted, cast.body_noted, cast.earlier_suspended)
    chain(*lost).when(cast.recover).then(cast.earlier_lifted)
    chain(*lost, cast.earlier_lifted).when(cast.recover).then_nothing()
    chain(*lost).when(replace(cast.recover, body="NB")).then_refused("another_body")
    chain(*lost, cast.earlier_revoked).when(cast.recover).then_refused("too_late")
    chain(cast.adopted, cast.earlier_suspended).when(cast.recover).then_refused("another_body")
    chain(cast.adopted).when(cast.note_body).then(cast.body_noted)
    chain(cast.adopted, cast.body_noted).when(cast.note_body).then_nothing()


def test_lifting_one_of_two_reasons_is_not_enough() -> None:
    """docs/states.md §7, 35."""
    twice = (cast.adopted, cast.body_noted, cast.earlier_suspended, replace(cast.earlier_suspended, reason="parcel"))
    chain(*twice).when(cast.recover).then(replace(cast.earlier_lifted, suspended=True))


# ── accounts ──


def test_orders_of_a_released_account_are_voided_also_late_ones() -> None:
    """docs/states.md §7, 21."""
    owner().when(cast.note_order).then(cast.order_noted)
    owner(cast.order_noted).when(cast.note_order).then_nothing()
    owner(cast.order_noted).when(cast.release_account).then(cast.account_released, cast.order_voided)
    owner(cast.order_noted, cast.account_released, cast.order_voided).when(cast.release_account).then_nothing()
    late = replace(cast.order_voided, voided_at=cast.MONDAY)
    owner(cast.account_released).when(cast.note_order).then(late)
    owner(cast.account_released, late).when(cast.note_order).then_nothing()


# ── what stands or falls together ──


def test_a_missing_key_is_suspended_and_a_found_one_is_not() -> None:
    assert [type(c) for c in follow(cast.went_missing)] == [LoseToken, SuspendCertificate]
    assert [type(c) for c in follow(cast.found)] == [FindToken, LiftSuspension]


def test_a_lost_key_is_revoked_before_the_next_attempt() -> None:
    """docs/states.md §7, 8: revoked first."""
    assert [type(c) for c in follow(cast.loss_confirmed)] == [RevokeCertificate, OpenAttempt]


def test_an_unclaimed_key_comes_back_and_is_revoked() -> None:
    assert [type(c) for c in follow(cast.unclaimed)] == [ReturnToken, RevokeCertificate]


def test_an_expired_key_makes_room_for_the_next() -> None:
    assert follow(cast.expired) == [cast.record_expiry]
    assert follow(cast.adopted_expired) == []
    assert [type(c) for c in follow(cast.key_expired)] == [ReturnToken, OpenAttempt]
    assert [type(c) for c in follow(replace(cast.key_expired, dispatched=False))] == [SpoilToken, OpenAttempt]


def test_a_key_kept_apart_is_suspended_until_it_is_sent_on() -> None:
    [held] = follow(cast.token_quarantined)
    assert isinstance(held, SuspendCertificate)
    assert held.reason == "discrepancy"
    [freed] = follow(cast.token_rerouted)
    assert isinstance(freed, LiftSuspension)
    assert freed.reason == "discrepancy"
    assert follow(replace(cast.token_quarantined, login_name="")) == []


def test_a_voided_order_stops() -> None:
    assert follow(cast.order_voided) == [RecordWithdrawn(case_id=cast.CASE, application_number=cast.NUMBER, at=cast.TUESDAY)]
    assert follow(cast.opened) == [cast.note_order]
