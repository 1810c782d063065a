"""What can be wished of a mail?"""

from datetime import datetime
from typing import TypeAlias

from chassis.messages import command
from services.registration.values import AccountId, CaseReference, EmailAddress, MailFailure, MailId, Notice, PersonId


@command
class RequestActivationMail:
    mail_id: MailId
    account_id: AccountId
    person_id: PersonId
    to: EmailAddress
    at: datetime


@command
class RequestNotice:
    mail_id: MailId
    account_id: AccountId
    case: CaseReference
    notice: Notice
    at: datetime


@command
class RecordMailSent:
    mail_id: MailId
    message_id: str
    at: datetime


@command
class RecordMailFailed:
    mail_id: MailId
    reason: MailFailure
    at: datetime


MailCommand: TypeAlias = RequestActivationMail | RequestNotice | RecordMailSent | RecordMailFailed
