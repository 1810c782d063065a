"""Are the rules of certificates and their binding right?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from uuid import UUID

import pytest

from services.delivery.commands.certificate import CertificateCommand
from services.delivery.decider import certificate
from services.delivery.decider.certificate import Bound, Ended, State, Unbound
from services.delivery.events.certificate import CertificateEvent
from services.delivery.values import signed_bytes
from tests.delivery.cast import (
    activate,
    activated,
    answer,
    ask,
    bound,
    challenge,
    challenged,
    expire,
    expired,
    failed,
    five_minutes,
    lift,
    lifted,
    minute,
    passed,
    record,
    recorded,
    revoke,
    revoked,
    stranger,
    suspend,
    suspended,
    three_years,
    tuesday,
    unbind,
    unbound,
    wrong,
)
from tests.scenario import scenarios

given = scenarios(certificate)

active = (recorded, activated)
asked = (*active, challenged)
tied = (*asked, passed, bound)


# ── standing ──


def test_a_certificate_is_recorded_once() -> None:
    given().when(record).then(recorded)
    given(recorded).when(record).then_nothing()
    given(*tied).when(record).then_nothing()
    given(revoked).when(record).then_nothing()


def test_an_activation_is_recorded_once_even_before_the_issue() -> None:
    given(recorded).when(activate).then(activated)
    given().when(activate).then(activated)
    given(*active).when(activate).then_nothing()
    given(revoked).when(activate).then_nothing()
    given(activated, recorded).when(ask).then(challenged)


def test_a_suspension_holds_until_it_is_lifted() -> None:
    given(*active).when(suspend).then(suspended)
    given(*active, suspended).when(suspend).then_nothing()
    given(*active, suspended).when(lift).then(lifted)
    given(*active, suspended, lifted).when(lift).then_nothing()
    given(*active, suspended, lifted).when(ask).then(challenged)


def test_lifting_one_of_two_reasons_is_not_enough() -> None:
    parcel = replace(suspended, reason="parcel")
    given(*active, suspended, parcel, lifted).when(ask).then_refused("certificate_not_active")


def test_a_lift_heard_before_its_suspension_makes_it_ineffective() -> None:
    given(*active).when(lift).then(lifted)
    given(*active, lifted).when(suspend).then_nothing()


def test_a_suspension_after_a_lift_holds_again() -> None:
    again = replace(suspend, at=lift.at + minute)
    given(*active, suspended, lifted).when(again).then(replace(suspended, suspended_at=again.at))


def test_a_late_lift_does_not_undo_a_newer_suspension() -> None:
    newer = replace(suspended, suspended_at=lift.at + minute)
    given(*active, newer).when(lift).then_nothing()


def test_a_suspension_lifted_in_the_same_instant_is_lifted_in_either_order() -> None:
    at_once = replace(lift, at=suspend.at)
    given(*active, suspended).when(at_once).then(replace(lifted, lifted_at=suspend.at))
    given(*active, replace(lifted, lifted_at=suspend.at)).when(suspend).then_nothing()


def test_only_the_newest_of_two_lifts_counts() -> None:
    second = replace(lift, at=lift.at + minute)
    recorded_second = replace(lifted, lifted_at=second.at)
    given(*active, lifted).when(second).then(recorded_second)
    given(*active, recorded_second).when(replace(suspend, at=second.at)).then_nothing()


def in_order(*commands: CertificateCommand) -> State:
    """What these make of a certificate, heard one after the other."""
    history: list[CertificateEvent] = []
    for command in commands:
        history.extend(certificate.decide(command, certificate.fold(history)))
    return certificate.fold(history)


@pytest.mark.parametrize("commands", permutations([record, activate, suspend, lift]))
def test_the_standing_is_the_same_in_whatever_order_it_is_heard(commands: Sequence[CertificateCommand]) -> None:
    state = in_order(*commands)
    assert state == in_order(record, activate, suspend, lift)
    assert isinstance(state, Unbound)
    assert state.standing.usable


@pytest.mark.parametrize("commands", permutations([record, activate, suspend, revoke]))
def test_a_revoked_certificate_is_ended_in_whatever_order_that_is_heard(commands: Sequence[CertificateCommand]) -> None:
    assert isinstance(in_order(*commands), Ended)


def test_a_revocation_is_final_in_any_order() -> None:
    given(*active).when(revoke).then(revoked)
    given().when(revoke).then(revoked)
    given(*active, revoked).when(revoke).then_nothing()
    for command in (activate, suspend, lift, expire):
        given(*active, revoked).when(command).then_nothing()


# ── challenge ──


def test_a_challenge_covers_origin_account_purpose_and_nonce() -> None:
    given(*active).when(ask).then(challenged)
    assert signed_bytes(challenge) == (
        b'{"account":"00000000-0000-0000-0000-000000000001","certificate":"C-1",'
        b'"challenge":"00000000-0000-0000-0000-000000000014","expires":"2026-03-03T09:05:00+00:00",'
        b'"nonce":"00ff","origin":"https://window.test","purpose":"bind"}'
    )


def test_a_challenge_repeated_takes_the_place_of_the_first() -> None:
    second = replace(ask, challenge_id=UUID(int=21))
    replaced = replace(challenged, challenge=replace(challenge, challenge_id=UUID(int=21)))
    given(*asked).when(second).then(replaced)
    given(*asked, replaced).when(answer).then_refused("challenge_used")
    given(*asked, replaced).when(replace(answer, challenge_id=UUID(int=21))).then_events(types=[type(passed), type(bound)])


@pytest.mark.parametrize("history", [(), (activated,), (recorded,), (*active, suspended), (*active, revoked)])
def test_a_certificate_that_is_not_active_gets_no_challenge(history: tuple[CertificateEvent, ...]) -> None:
    given(*history).when(ask).then_refused("certificate_not_active")


def test_an_expired_certificate_gets_no_challenge() -> None:
    given(*active).when(replace(ask, at=three_years)).then_refused("certificate_not_active")
    given(*active).when(replace(ask, at=three_years - minute)).then_events(types=[type(challenged)])


@pytest.mark.parametrize("command", [ask, answer])
def test_another_enterprise_cannot_use_the_certificate(command: CertificateCommand) -> None:
    foreign = replace(command, account_id=stranger)  # pyright: ignore[reportCallIssue]
    given(*asked).when(foreign).then_refused("not_your_certificate")


# ── answers ──


def test_a_right_answer_binds_the_key() -> None:
    given(*asked).when(answer).then(passed, bound)
    assert isinstance(given(*tied).state(), Bound)


def test_an_answer_uses_the_challenge_up() -> None:
    given(*tied).when(answer).then_refused("challenge_used")


def test_a_wrong_answer_is_a_fact_and_uses_the_challenge_up_too() -> None:
    given(*asked).when(wrong).then(failed)
    given(*asked, failed).when(answer).then_refused("challenge_used")


def test_a_suspension_between_challenge_and_answer_is_seen() -> None:
    given(*asked, suspended).when(answer).then(replace(failed, failure="certificate_not_active"))


def test_a_revocation_between_challenge_and_answer_is_seen() -> None:
    given(*asked, revoked).when(answer).then_refused("certificate_not_active")


def test_a_challenge_expires_after_five_minutes() -> None:
    late = replace(answer, at=tuesday + five_minutes)
    given(*asked).when(late).then_refused("challenge_expired")
    given(*asked).when(replace(late, at=late.at - timedelta(microseconds=1))).then_events(types=[type(passed), type(bound)])


def test_an_answer_without_a_challenge_is_refused() -> None:
    given(*active).when(answer).then_refused("challenge_used")
    given().when(answer).then_refused("certificate_not_active")


def test_binding_again_changes_nothing_but_the_challenge() -> None:
    given(*tied, challenged).when(answer).then(passed)
    assert given(*tied, challenged, passed).state() == given(*tied).state()


# ── the end of a binding ──


def test_a_suspension_keeps_the_binding() -> None:
    given(*tied).when(suspend).then(suspended)
    assert isinstance(given(*tied, suspended).state(), Bound)


def test_a_revocation_ends_the_binding_in_the_same_decision() -> None:
    given(*tied).when(revoke).then(revoked, replace(unbound, reason="reissue", unbound_at=tuesday))
    assert isinstance(given(*tied, revoked, unbound).state(), Ended)


def test_an_expiry_ends_the_binding_at_its_time_and_not_before() -> None:
    given(*tied).when(replace(expire, at=three_years - minute)).then_nothing()
    given(*tied).when(expire).then(expired, replace(unbound, reason="expired", unbound_at=three_years))
    given(*tied, expired, unbound).when(expire).then_nothing()
    given(*active).when(expire).then(expired)
    given(*active, expired).when(expire).then_nothing()


def test_an_enterprise_unbinds_and_may_bind_again() -> None:
    given(*tied).when(unbind).then(unbound)
    assert isinstance(given(*tied, unbound).state(), Unbound)
    given(*tied, unbound, challenged).when(answer).then(passed, bound)


def test_unbinding_what_is_not_bound_changes_nothing() -> None:
    given(*tied, unbound).when(unbind).then_nothing()
    given().when(unbind).then_nothing()
    given(*active, revoked).when(unbind).then_nothing()


def test_another_enterprise_cannot_unbind() -> None:
    given(*tied).when(replace(unbind, account_id=stranger)).then_refused("not_your_certificate")
