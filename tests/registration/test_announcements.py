"""Does registration say the right words, and nothing personal?"""

import contracts.registration as told
from services.registration.announcements import announce
from services.registration.events import AddressClaimed, AddressRead, CodeClaimed, MailFailed, MailSent, SigningKeyRotated
from services.registration.values import Holder, ReadId
from tests.registration.cast import (
    ADDRESS_ID,
    CASE,
    CODE,
    CODE_ID,
    DAY,
    HERON,
    MONDAY,
    NOTICE,
    WEEK,
    activated,
    activation_mail_asked,
    address_given,
    appointed,
    case,
    corrected,
    entrusted,
    lapsed,
    notice_asked,
    rejected,
    resent,
    started,
)

sent = MailSent(mail_id=NOTICE, purpose="posted", case=case, message_id="<32@ekey>", sent_at=MONDAY)
failed = MailFailed(mail_id=NOTICE, purpose="posted", case=case, reason="address_refused", failed_at=MONDAY)
sent_link = MailSent(mail_id=NOTICE, purpose="activation", case=None, message_id="<32@ekey>", sent_at=MONDAY)
failed_link = MailFailed(mail_id=NOTICE, purpose="activation", case=None, reason="address_refused", failed_at=MONDAY)


def test_the_way_of_an_account_is_told() -> None:
    assert announce(started) == told.RegistrationStarted(account_id=HERON, started_at=MONDAY)
    assert announce(activated) == told.AccountActivated(
        account_id=HERON, credit_code=CODE, enterprise_name="Blue Heron Trading", activated_at=MONDAY + DAY
    )
    assert announce(rejected) == told.RegistrationRejected(account_id=HERON, reason="code_taken", rejected_at=MONDAY + DAY)
    assert announce(lapsed) == told.RegistrationLapsed(account_id=HERON, lapsed_at=MONDAY + WEEK)


def test_what_became_of_a_cases_mail_is_told_under_its_case() -> None:
    assert announce(sent) == told.MailSent(
        case_id=CASE, application_number="EK-0123456789AB", purpose="posted", message_id="<32@ekey>", sent_at=MONDAY
    )
    assert announce(failed) == told.MailFailed(
        case_id=CASE, application_number="EK-0123456789AB", purpose="posted", reason="address_refused", failed_at=MONDAY
    )


def test_the_rest_is_silence() -> None:
    claims = (
        CodeClaimed(code_id=CODE_ID, account_id=HERON, claimed_at=MONDAY),
        AddressClaimed(address_id=ADDRESS_ID, holder=Holder(kind="enterprise", account_id=HERON), claimed_at=MONDAY),
    )
    own = (
        SigningKeyRotated(number=2, key_id="two", rotated_at=MONDAY),
        AddressRead(read_id=ReadId(NOTICE), account_id=HERON, body="ZJ", read_at=MONDAY),
    )
    mails = (activation_mail_asked, notice_asked, sent_link, failed_link)
    for event in (corrected, resent, address_given, entrusted, appointed, *claims, *own, *mails):
        assert announce(event) is None
