"""What may become of a mail? Asked for once, it ends as sent or failed."""

from collections.abc import Sequence
from typing import TypeAlias

from chassis.decider import Decider, Refused
from chassis.messages import Erased, value
from services.registration.commands.mail import (
    MailCommand,
    RecordMailFailed,
    RecordMailSent,
    RequestActivationMail,
    RequestNotice,
)
from services.registration.events.mail import ActivationMailRequested, MailEvent, MailFailed, MailSent, NoticeRequested
from services.registration.values import AccountId, CaseReference, EmailAddress, MailId, MailPurpose, Notice


@value
class Unasked:
    """Nobody asked for this mail."""


@value
class ActivationDue:
    """The link is to be sent."""

    mail_id: MailId
    account_id: AccountId
    to: EmailAddress | Erased


@value
class NoticeDue:
    """The news of a case is to be sent, to the account's present address."""

    mail_id: MailId
    account_id: AccountId
    case: CaseReference
    notice: Notice


@value
class Sent:
    """The mail server has it."""


@value
class Failed:
    """It was given up."""


MailState: TypeAlias = Unasked | ActivationDue | NoticeDue | Sent | Failed


def decide(command: MailCommand, state: MailState) -> Sequence[MailEvent]:
    """Raises Refused `mail_unknown`, `mail_ended`."""
    match command, state:
        case RequestActivationMail(), Unasked():
            return [request_activation(command)]
        case RequestNotice(), Unasked():
            return [request_notice(command)]
        case RequestActivationMail() | RequestNotice(), ActivationDue() | NoticeDue() | Sent() | Failed():
            return []
        case RecordMailSent(), ActivationDue() | NoticeDue():
            return [sent(command, state)]
        case RecordMailFailed(), ActivationDue() | NoticeDue():
            return [failed(command, state)]
        case RecordMailSent(), Sent():
            return []
        case RecordMailFailed(), Failed():
            return []
        case RecordMailSent(), Failed():
            raise mail_ended()
        case RecordMailFailed(), Sent():
            raise mail_ended()
        case RecordMailSent() | RecordMailFailed(), Unasked():
            raise Refused("mail_unknown", zh="没有该邮件", en="nobody asked for this mail")


def request_activation(command: RequestActivationMail) -> ActivationMailRequested:
    return ActivationMailRequested(
        mail_id=command.mail_id,
        account_id=command.account_id,
        person_id=command.person_id,
        to=command.to,
        requested_at=command.at,
    )


def request_notice(command: RequestNotice) -> NoticeRequested:
    return NoticeRequested(
        mail_id=command.mail_id,
        account_id=command.account_id,
        case=command.case,
        notice=command.notice,
        requested_at=command.at,
    )


def sent(command: RecordMailSent, state: ActivationDue | NoticeDue) -> MailSent:
    purpose, case = subject_of(state)
    return MailSent(mail_id=state.mail_id, purpose=purpose, case=case, message_id=command.message_id, sent_at=command.at)


def failed(command: RecordMailFailed, state: ActivationDue | NoticeDue) -> MailFailed:
    purpose, case = subject_of(state)
    return MailFailed(mail_id=state.mail_id, purpose=purpose, case=case, reason=command.reason, failed_at=command.at)


def subject_of(state: ActivationDue | NoticeDue) -> tuple[MailPurpose, CaseReference | None]:
    match state:
        case ActivationDue():
            return "activation", None
        case NoticeDue():
            return state.notice.purpose, state.case


def mail_ended() -> Refused:
    return Refused("mail_ended", zh="该邮件已有结果", en="this mail has ended otherwise")


def evolve(state: MailState, event: MailEvent) -> MailState:
    match event:
        case ActivationMailRequested():
            return ActivationDue(mail_id=event.mail_id, account_id=event.account_id, to=event.to)
        case NoticeRequested():
            return NoticeDue(mail_id=event.mail_id, account_id=event.account_id, case=event.case, notice=event.notice)
        case MailSent():
            return Sent()
        case MailFailed():
            return Failed()


mail: Decider[MailCommand, MailState, MailEvent] = Decider(decide=decide, evolve=evolve, initial=Unasked())
