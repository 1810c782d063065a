"""What does registration tell? Who may act for an enterprise, and what became of the mails it was asked to send."""

from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

from chassis.published import Announcement

MailPurpose: TypeAlias = Literal["activation", "correction_needed", "ready_to_collect", "posted", "refused", "lapsed", "reminder"]


class RegistrationStarted(Announcement, key="account_id"):
    """An enterprise asked for an account; nothing is taken yet."""

    account_id: UUID
    started_at: datetime


class AccountActivated(Announcement, key="account_id"):
    """The account is active: the enterprise may apply. The credit code is taken by it."""

    account_id: UUID
    credit_code: str
    enterprise_name: str
    activated_at: datetime


class RegistrationRejected(Announcement, key="account_id"):
    """The credit code was taken by another account meanwhile."""

    account_id: UUID
    reason: Literal["code_taken"]
    rejected_at: datetime


class RegistrationLapsed(Announcement, key="account_id"):
    """Nobody activated the account in time."""

    account_id: UUID
    lapsed_at: datetime


class MailSent(Announcement, key="case_id"):
    """A mail that another service asked for by a fact of a case was handed to the mail server."""

    case_id: UUID
    application_number: str
    purpose: MailPurpose
    message_id: str
    sent_at: datetime


class MailFailed(Announcement, key="case_id"):
    """A mail could not be delivered (refused address): somebody has to look."""

    case_id: UUID
    application_number: str
    purpose: MailPurpose
    reason: str
    failed_at: datetime


class AccountReleased(Announcement, key="account_id"):
    """An operator closed an account that was proven foreign: its credit code is free again, its open cases end."""

    account_id: UUID
    credit_code: str
    reason: str
    released_at: datetime


Registration: TypeAlias = (
    RegistrationStarted | AccountActivated | RegistrationRejected | RegistrationLapsed | MailSent | MailFailed | AccountReleased
)
