"""What can happen to a mail?"""

from datetime import datetime
from typing import Annotated, TypeAlias

from chassis.messages import Erased, Personal, event
from services.registration.values import (
    AccountId,
    CaseReference,
    EmailAddress,
    MailFailure,
    MailId,
    MailPurpose,
    Notice,
    PersonId,
)


@event
class ActivationMailRequested:
    """A link is to be sent to the address given; the link's token is derived from account and mail."""

    mail_id: MailId
    account_id: AccountId
    person_id: PersonId
    to: Annotated[EmailAddress | Erased, Personal(of="person_id")]
    requested_at: datetime


@event
class NoticeRequested:
    """A case has news for its enterprise; the address is the account's at the time of sending."""

    mail_id: MailId
    account_id: AccountId
    case: CaseReference
    notice: Notice
    requested_at: datetime


@event
class MailSent:
    """The mail server took it. `case` is None for the activation mail."""

    mail_id: MailId
    purpose: MailPurpose
    case: CaseReference | None
    message_id: str
    sent_at: datetime


@event
class MailFailed:
    """It cannot be delivered: the address was refused, or is erased, or the account is closed."""

    mail_id: MailId
    purpose: MailPurpose
    case: CaseReference | None
    reason: MailFailure
    failed_at: datetime


MailEvent: TypeAlias = ActivationMailRequested | NoticeRequested | MailSent | MailFailed
