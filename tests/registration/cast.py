"""Who plays in the scenes of registration?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.registration.commands import (
    Activate,
    AppointStaff,
    CorrectAddress,
    EntrustBody,
    GivePostalAddress,
    LapseRegistration,
    Register,
    RequestActivationMail,
    RequestNotice,
    ResendActivation,
)
from services.registration.events import (
    AccountActivated,
    ActivationMailRequested,
    ActivationResent,
    AddressCorrected,
    BodyEntrusted,
    NoticeRequested,
    PostalAddressGiven,
    RegistrationLapsed,
    RegistrationRejected,
    RegistrationStarted,
    StaffAppointed,
)
from services.registration.values import (
    AccountId,
    CaseReference,
    ClaimId,
    CorrectionNeeded,
    CreditCode,
    EmailAddress,
    Link,
    MailId,
    PersonId,
    PostalAddress,
    StaffId,
    User,
)

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
TWO_DAYS = timedelta(days=2)
WEEK = timedelta(days=7)

HERON = AccountId(UUID(int=1))
STRANGER = AccountId(UUID(int=2))
ADA = PersonId(UUID(int=3))
BO = PersonId(UUID(int=4))
CODE = CreditCode("91330100MA0EXA015R")
CODE_ID = ClaimId(UUID(int=5))
ADDRESS_ID = ClaimId(UUID(int=6))
OTHER_ADDRESS_ID = ClaimId(UUID(int=7))
RIGHT = EmailAddress("ada@heron.example")
WRONG = EmailAddress("adda@heron.example")

ada = User(user_name="Ada", email=WRONG, password_hash="argon2id")
first_link = Link(mail_id=MailId(UUID(int=11)), token_hash="aa", expires_at=MONDAY + TWO_DAYS)
second_link = Link(mail_id=MailId(UUID(int=12)), token_hash="bb", expires_at=MONDAY + MINUTE + TWO_DAYS)
third_link = Link(mail_id=MailId(UUID(int=13)), token_hash="cc", expires_at=MONDAY + 2 * MINUTE + TWO_DAYS)

register = Register(
    account_id=HERON,
    person_id=ADA,
    credit_code=CODE,
    enterprise_name="Blue Heron Trading",
    user=ada,
    code_id=CODE_ID,
    address_id=ADDRESS_ID,
    link=first_link,
    lapses_at=MONDAY + WEEK,
    at=MONDAY,
)
correct = CorrectAddress(
    account_id=HERON, person_id=BO, email=RIGHT, address_id=OTHER_ADDRESS_ID, link=second_link, most=10, at=MONDAY + MINUTE
)
resend = ResendActivation(account_id=HERON, link=third_link, apart=MINUTE, most=10, at=MONDAY + 2 * MINUTE)
activate = Activate(account_id=HERON, token_hash="aa", code_holder=None, at=MONDAY + DAY)
lapse = LapseRegistration(account_id=HERON, at=MONDAY + WEEK)
home = PostalAddress(recipient="Ada", address="1 Lake Road", phone="571 0000")
give_address = GivePostalAddress(account_id=HERON, postal_address=home, at=MONDAY + DAY)
entrust = EntrustBody(account_id=HERON, body="ZJ", at=MONDAY + DAY)

started = RegistrationStarted(
    account_id=HERON,
    person_id=ADA,
    credit_code=CODE,
    enterprise_name="Blue Heron Trading",
    user=ada,
    code_id=CODE_ID,
    address_id=ADDRESS_ID,
    link=first_link,
    lapses_at=MONDAY + WEEK,
    started_at=MONDAY,
)
corrected = AddressCorrected(
    account_id=HERON,
    person_id=BO,
    user=replace(ada, email=RIGHT),
    address_id=OTHER_ADDRESS_ID,
    link=second_link,
    corrected_at=MONDAY + MINUTE,
)
resent = ActivationResent(account_id=HERON, person_id=ADA, email=WRONG, link=third_link, resent_at=MONDAY + 2 * MINUTE)
activated = AccountActivated(
    account_id=HERON,
    credit_code=CODE,
    enterprise_name="Blue Heron Trading",
    code_id=CODE_ID,
    address_id=ADDRESS_ID,
    activated_at=MONDAY + DAY,
)
rejected = RegistrationRejected(account_id=HERON, reason="code_taken", rejected_at=MONDAY + DAY)
lapsed = RegistrationLapsed(account_id=HERON, lapsed_at=MONDAY + WEEK)
address_given = PostalAddressGiven(account_id=HERON, person_id=ADA, postal_address=home, given_at=MONDAY + DAY)
entrusted = BodyEntrusted(account_id=HERON, body="ZJ", entrusted_at=MONDAY + DAY)

VERA = StaffId(UUID(int=21))
vera = User(user_name="Vera", email=EmailAddress("vera@zj.example"), password_hash="argon2id")
appoint = AppointStaff(
    staff_id=VERA,
    person_id=BO,
    user=vera,
    body="ZJ",
    body_kind="issuing",
    roles=("verifier",),
    address_id=OTHER_ADDRESS_ID,
    at=MONDAY,
)
appointed = StaffAppointed(
    staff_id=VERA, person_id=BO, user=vera, body="ZJ", roles=("verifier",), address_id=OTHER_ADDRESS_ID, appointed_at=MONDAY
)

CASE = UUID(int=31)
case = CaseReference(case_id=CASE, application_number="EK-0123456789AB")
NOTICE = MailId(UUID(int=32))
to_correct = CorrectionNeeded(stage="verification", round=1, items=("slot:business_licence",))
ask_activation_mail = RequestActivationMail(mail_id=first_link.mail_id, account_id=HERON, person_id=ADA, to=WRONG, at=MONDAY)
activation_mail_asked = ActivationMailRequested(
    mail_id=first_link.mail_id, account_id=HERON, person_id=ADA, to=WRONG, requested_at=MONDAY
)
ask_notice = RequestNotice(mail_id=NOTICE, account_id=HERON, case=case, notice=to_correct, at=MONDAY)
notice_asked = NoticeRequested(mail_id=NOTICE, account_id=HERON, case=case, notice=to_correct, requested_at=MONDAY)
