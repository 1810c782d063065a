"""What is kept of what registration tells?"""

from datetime import datetime
from typing import TypeAlias

from contracts import registration
from services.tracking.values import registration as kept

OfAccount: TypeAlias = (
    registration.RegistrationStarted
    | registration.AccountActivated
    | registration.RegistrationRejected
    | registration.RegistrationLapsed
    | registration.AccountReleased
)
OfCase: TypeAlias = registration.MailSent | registration.MailFailed


def keep_of_account(heard: OfAccount) -> tuple[datetime, kept.AccountStep]:
    """When it happened, and what is kept of it."""
    match heard:
        case registration.RegistrationStarted():
            return heard.started_at, kept.RegistrationStarted(account_id=heard.account_id)
        case registration.AccountActivated():
            return heard.activated_at, kept.AccountActivated(
                account_id=heard.account_id, credit_code=heard.credit_code, enterprise_name=heard.enterprise_name
            )
        case registration.RegistrationRejected():
            return heard.rejected_at, kept.RegistrationRejected(account_id=heard.account_id, reason=heard.reason)
        case registration.RegistrationLapsed():
            return heard.lapsed_at, kept.RegistrationLapsed(account_id=heard.account_id)
        case registration.AccountReleased():
            return heard.released_at, kept.AccountReleased(account_id=heard.account_id, reason=heard.reason)


def keep_of_case(heard: OfCase) -> tuple[datetime, kept.MailStep]:
    """When it happened, and what is kept of it."""
    match heard:
        case registration.MailSent():
            return heard.sent_at, kept.MailSent(purpose=heard.purpose, message_id=heard.message_id)
        case registration.MailFailed():
            return heard.failed_at, kept.MailFailed(purpose=heard.purpose, reason=heard.reason)
