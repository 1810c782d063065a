"""What is kept of registration's facts? The account's beginning, and the mails sent for a case."""

from typing import Literal, TypeAlias
from uuid import UUID

from chassis.messages import value


@value
class RegistrationStarted:
    """An enterprise asked for an account."""

    type: Literal["RegistrationStarted"] = "RegistrationStarted"
    account_id: UUID


@value
class AccountActivated:
    """The account is active."""

    type: Literal["AccountActivated"] = "AccountActivated"
    account_id: UUID
    credit_code: str
    enterprise_name: str


@value
class RegistrationRejected:
    """The credit code was taken meanwhile."""

    type: Literal["RegistrationRejected"] = "RegistrationRejected"
    account_id: UUID
    reason: str


@value
class RegistrationLapsed:
    """Nobody activated in time."""

    type: Literal["RegistrationLapsed"] = "RegistrationLapsed"
    account_id: UUID


@value
class AccountReleased:
    """The account was proven foreign and closed."""

    type: Literal["AccountReleased"] = "AccountReleased"
    account_id: UUID
    reason: str


@value
class MailSent:
    """A mail about the case went out."""

    type: Literal["MailSent"] = "MailSent"
    purpose: str
    message_id: str


@value
class MailFailed:
    """A mail about the case could not be delivered."""

    type: Literal["MailFailed"] = "MailFailed"
    purpose: str
    reason: str


AccountStep: TypeAlias = RegistrationStarted | AccountActivated | RegistrationRejected | RegistrationLapsed | AccountReleased
MailStep: TypeAlias = MailSent | MailFailed
