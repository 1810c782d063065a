"""Are the rules of registration right?"""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from chassis.messages import Erased
from services.registration.commands import (
    ClaimAddress,
    ClaimCode,
    RecordAddressRead,
    RecordMailFailed,
    RecordMailSent,
    RotateSigningKey,
)
from services.registration.decider.account import account
from services.registration.decider.claims import address, code
from services.registration.decider.keyring import keyring
from services.registration.decider.mail import mail
from services.registration.decider.reading import reading
from services.registration.decider.staff import staff
from services.registration.events import (
    AccountActivated,
    AddressClaimed,
    AddressCorrected,
    AddressRead,
    CodeClaimed,
    MailFailed,
    MailSent,
    SigningKeyRotated,
)
from services.registration.values import Holder, ReadId
from tests.registration.cast import (
    ADA,
    ADDRESS_ID,
    CODE_ID,
    DAY,
    HERON,
    MINUTE,
    MONDAY,
    NOTICE,
    STRANGER,
    TWO_DAYS,
    VERA,
    WEEK,
    activate,
    activated,
    activation_mail_asked,
    address_given,
    appoint,
    appointed,
    ask_activation_mail,
    ask_notice,
    case,
    correct,
    corrected,
    entrust,
    entrusted,
    first_link,
    give_address,
    home,
    lapse,
    lapsed,
    notice_asked,
    register,
    rejected,
    resend,
    resent,
    started,
)
from tests.scenario import scenarios

given = scenarios(account)
given_code = scenarios(code)
given_address = scenarios(address)
given_staff = scenarios(staff)
given_keyring = scenarios(keyring)
given_mail = scenarios(mail)
given_reading = scenarios(reading)


# ── registering ──


def test_click_here_starts_a_registration() -> None:
    given().when(register).then(started)


@pytest.mark.parametrize("history", [(started,), (started, activated), (started, rejected), (started, lapsed)])
def test_registering_twice_changes_nothing(history: tuple[object, ...]) -> None:
    given(*history).when(register).then_nothing()


# ── the link ──


def test_a_corrected_address_gets_a_link_of_its_own_under_the_key_of_its_person() -> None:
    given(started).when(correct).then(corrected)


def test_correcting_to_the_same_address_changes_nothing() -> None:
    given(started, corrected).when(correct).then_nothing()


def test_an_active_accounts_address_is_not_corrected_here() -> None:
    given(started, activated).when(correct).then_refused("already_active")


def test_an_ended_registration_takes_no_correction_and_sends_nothing() -> None:
    given(started, lapsed).when(correct).then_refused("registration_closed")
    given(started, lapsed).when(resend).then_refused("registration_closed")


def test_an_erased_user_can_not_be_corrected() -> None:
    erased = replace(started, user=Erased(person_id=ADA))
    given(erased).when(correct).then_refused("erased")


def test_the_first_resend_may_follow_at_once() -> None:
    given(started).when(replace(resend, at=MONDAY)).then(replace(resent, resent_at=MONDAY))


def test_a_second_resend_within_a_minute_is_throttled() -> None:
    given(started, resent).when(replace(resend, at=resent.resent_at + MINUTE - timedelta(seconds=1))).then_refused("too_soon")


def test_a_second_resend_after_a_minute_goes_out() -> None:
    later = resent.resent_at + MINUTE
    given(started, resent).when(replace(resend, at=later)).then(replace(resent, resent_at=later))


def test_a_resend_goes_to_the_corrected_address() -> None:
    events = given(started, corrected).when(resend).then_events()
    assert [event.email for event in events] == [corrected.user.email]


def test_an_active_account_gets_no_link() -> None:
    given(started, activated).when(resend).then_refused("already_active")


# ── activation ──


def test_the_link_activates_the_account() -> None:
    given(started).when(activate).then(activated)


def test_following_the_same_link_again_changes_nothing() -> None:
    given(started, activated).when(activate).then_nothing()


def test_a_forged_link_is_dead() -> None:
    given(started).when(replace(activate, token_hash="ff")).then_refused("link_dead")
    given(started, activated).when(replace(activate, token_hash="ff")).then_refused("link_dead")
    given(started, lapsed).when(replace(activate, token_hash="ff")).then_refused("link_dead")


def test_the_link_of_no_registration_is_dead() -> None:
    given().when(activate).then_refused("link_dead")


@pytest.mark.parametrize("newer", [corrected, resent])
def test_the_earlier_link_is_dead_after_a_correction_or_a_resend(newer: AddressCorrected) -> None:
    given(started, newer).when(activate).then_refused("link_dead")
    given(started, newer).when(replace(activate, token_hash=newer.link.token_hash)).then_events(types=[AccountActivated])


def test_activation_takes_the_corrected_address() -> None:
    events = given(started, corrected).when(replace(activate, token_hash=corrected.link.token_hash)).then_events()
    assert [event.address_id for event in events] == [corrected.address_id]


def test_a_link_expires_after_two_days() -> None:
    last = MONDAY + TWO_DAYS - timedelta(seconds=1)
    given(started).when(replace(activate, at=last)).then(replace(activated, activated_at=last))
    given(started).when(replace(activate, at=MONDAY + TWO_DAYS)).then_refused("link_expired")


def test_a_fresh_link_does_not_outlive_the_registration() -> None:
    long_lived = replace(resent, link=replace(resent.link, expires_at=MONDAY + 2 * WEEK))
    late = replace(activate, token_hash=resent.link.token_hash, at=MONDAY + WEEK)
    given(started, long_lived).when(late).then_refused("link_expired")


def test_a_code_taken_meanwhile_rejects_the_registration() -> None:
    given(started).when(replace(activate, code_holder=STRANGER)).then(rejected)


def test_a_rejected_registration_stays_rejected() -> None:
    given(started, rejected).when(activate).then_refused("code_taken")


def test_a_lapsed_registration_is_not_activated() -> None:
    given(started, lapsed).when(activate).then_refused("link_expired")


# ── lapse ──


def test_a_registration_lapses_after_seven_days() -> None:
    given(started).when(lapse).then(lapsed)


def test_a_registration_does_not_lapse_early() -> None:
    given(started).when(replace(lapse, at=MONDAY + WEEK - timedelta(seconds=1))).then_refused("not_lapsed")


@pytest.mark.parametrize("end", [activated, rejected, lapsed])
def test_what_has_ended_does_not_lapse(end: AccountActivated) -> None:
    given(started, end).when(lapse).then_nothing()


# ── the active account ──


def test_the_enterprise_says_where_to_post_to() -> None:
    given(started, activated).when(give_address).then(address_given)


def test_the_same_postal_address_again_changes_nothing() -> None:
    given(started, activated, address_given).when(give_address).then_nothing()


def test_another_postal_address_takes_its_place() -> None:
    moved = replace(home, address="2 Lake Road")
    given(started, activated, address_given).when(replace(give_address, postal_address=moved)).then(
        replace(address_given, postal_address=moved)
    )


def test_a_body_is_noted_once() -> None:
    given(started, activated).when(entrust).then(entrusted)
    given(started, activated, entrusted).when(entrust).then_nothing()


def test_an_account_that_is_not_active_has_neither_postal_address_nor_body() -> None:
    given(started).when(give_address).then_refused("not_active")
    given(started, lapsed).when(entrust).then_refused("not_active")


def test_nothing_can_be_wished_of_an_account_that_nobody_asked_for() -> None:
    for wish in (correct, resend, lapse, give_address, entrust):
        given().when(wish).then_refused("not_registered")


# ── names that only one may have ──

claim_code = ClaimCode(code_id=CODE_ID, account_id=HERON, at=MONDAY)
code_claimed = CodeClaimed(code_id=CODE_ID, account_id=HERON, claimed_at=MONDAY)
claim_address = ClaimAddress(address_id=ADDRESS_ID, holder=Holder(kind="enterprise", account_id=HERON), at=MONDAY)
address_claimed = AddressClaimed(address_id=ADDRESS_ID, holder=claim_address.holder, claimed_at=MONDAY)


def test_the_first_account_takes_the_code() -> None:
    given_code().when(claim_code).then(code_claimed)
    given_code(code_claimed).when(claim_code).then_nothing()
    given_code(code_claimed).when(replace(claim_code, account_id=STRANGER)).then_refused("code_taken")


def test_the_first_account_takes_the_address() -> None:
    given_address().when(claim_address).then(address_claimed)
    given_address(address_claimed).when(claim_address).then_nothing()
    other = Holder(kind="staff", account_id=VERA)
    given_address(address_claimed).when(replace(claim_address, holder=other)).then_refused("address_taken")


# ── staff ──


def test_a_person_is_appointed_by_a_body() -> None:
    given_staff().when(appoint).then(appointed)


def test_appointing_the_same_again_changes_nothing() -> None:
    given_staff(appointed).when(appoint).then_nothing()


def test_one_address_has_one_staff_account() -> None:
    given_staff(appointed).when(replace(appoint, body="NB")).then_refused("already_appointed")
    given_staff(appointed).when(replace(appoint, person_id=ADA)).then_refused("already_appointed")
    given_staff(appointed).when(replace(appoint, roles=("receiver",))).then_refused("already_appointed")


def test_a_body_appoints_only_to_roles_of_its_kind() -> None:
    given_staff().when(replace(appoint, roles=("verifier", "reviewer"))).then_refused("role_not_of_body")
    given_staff().when(replace(appoint, body_kind="provider")).then_refused("role_not_of_body")
    given_staff().when(replace(appoint, roles=())).then_refused("role_not_of_body")


# ── session keys ──

rotate = RotateSigningKey(number=2, key_id="two", at=MONDAY)
rotated = SigningKeyRotated(number=2, key_id="two", rotated_at=MONDAY)


def test_rotation_goes_to_the_next_key() -> None:
    given_keyring().when(rotate).then(rotated)


def test_rotating_to_the_present_key_changes_nothing() -> None:
    given_keyring(rotated).when(rotate).then_nothing()


def test_no_key_is_skipped() -> None:
    given_keyring().when(replace(rotate, number=3)).then_refused("key_skipped")


def test_a_former_key_is_met_as_long_as_its_sessions_live() -> None:
    ring = given_keyring(rotated, replace(rotated, number=3, rotated_at=MONDAY + DAY)).state()
    assert list(ring.numbers(since=MONDAY)) == [3, 2, 1]
    assert list(ring.numbers(since=MONDAY + MINUTE)) == [3, 2]
    assert list(ring.numbers(since=MONDAY + DAY + MINUTE)) == [3]


# ── mails ──

record_sent = RecordMailSent(mail_id=NOTICE, message_id="<32@ekey>", at=MONDAY + MINUTE)
record_failed = RecordMailFailed(mail_id=NOTICE, reason="address_refused", at=MONDAY + MINUTE)
sent = MailSent(mail_id=NOTICE, purpose="correction_needed", case=case, message_id="<32@ekey>", sent_at=MONDAY + MINUTE)
failed = MailFailed(mail_id=NOTICE, purpose="correction_needed", case=case, reason="address_refused", failed_at=MONDAY + MINUTE)


def test_a_mail_is_asked_for_once() -> None:
    given_mail().when(ask_activation_mail).then(activation_mail_asked)
    given_mail().when(ask_notice).then(notice_asked)
    for history in ((notice_asked,), (notice_asked, sent), (notice_asked, failed)):
        given_mail(*history).when(ask_notice).then_nothing()
    given_mail(activation_mail_asked).when(ask_activation_mail).then_nothing()


def test_a_mail_ends_as_sent_or_as_failed() -> None:
    given_mail(notice_asked).when(record_sent).then(sent)
    given_mail(notice_asked).when(record_failed).then(failed)


def test_an_activation_mail_is_of_no_case() -> None:
    events = given_mail(activation_mail_asked).when(record_sent).then_events()
    assert events == [replace(sent, mail_id=first_link.mail_id, purpose="activation", case=None)]


def test_recording_the_same_end_again_changes_nothing() -> None:
    given_mail(notice_asked, sent).when(record_sent).then_nothing()
    given_mail(notice_asked, failed).when(record_failed).then_nothing()


def test_an_ended_mail_does_not_end_otherwise() -> None:
    given_mail(notice_asked, sent).when(record_failed).then_refused("mail_ended")
    given_mail(notice_asked, failed).when(record_sent).then_refused("mail_ended")


def test_a_mail_that_nobody_asked_for_does_not_end() -> None:
    given_mail().when(record_sent).then_refused("mail_unknown")
    given_mail().when(record_failed).then_refused("mail_unknown")


# ── looks at addresses ──


def test_each_look_is_recorded_once() -> None:
    look = RecordAddressRead(read_id=ReadId(UUID(int=41)), account_id=HERON, body="ZJ", at=MONDAY)
    read = AddressRead(read_id=look.read_id, account_id=HERON, body="ZJ", read_at=MONDAY)
    given_reading().when(look).then(read)
    given_reading(read).when(look).then_nothing()
