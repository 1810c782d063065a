"""What can be asked of registration? Who is on the staff; which registrations wait for activation, which mails for sending."""

from collections.abc import Sequence
from datetime import datetime

from chassis.messages import value
from chassis.view import Fact, View
from services.registration.events import (
    AccountActivated,
    AccountReleased,
    ActivationMailRequested,
    ActivationResent,
    AddressClaimed,
    AddressCorrected,
    AddressRead,
    AddressReleased,
    BodyEntrusted,
    CodeClaimed,
    CodeReleased,
    Event,
    FailureCounted,
    MailFailed,
    MailSent,
    NoticeRequested,
    PostalAddressGiven,
    RegistrationLapsed,
    RegistrationRejected,
    RegistrationStarted,
    SigningKeyRotated,
    StaffAppointed,
)
from services.registration.values import AccountId, MailId, PersonId, Role, StaffId


@value
class Waiting:
    """A registration that nobody has activated yet."""

    account_id: AccountId
    lapses_at: datetime


@value
class Outgoing:
    """A mail that was asked for and has not ended."""

    mail_id: MailId
    requested_at: datetime


@value
class StaffRow:
    """A staff account as the list shows it."""

    staff_id: StaffId
    person_id: PersonId
    body: str
    roles: tuple[Role, ...]
    appointed_at: datetime


def waiting_keys(event: Event) -> Sequence[str]:
    match event:
        case RegistrationStarted() | AccountActivated() | RegistrationRejected() | RegistrationLapsed():
            return [str(event.account_id)]
        case AddressCorrected() | ActivationResent() | PostalAddressGiven() | BodyEntrusted() | AccountReleased():
            return []
        case CodeReleased() | AddressReleased() | FailureCounted():
            return []
        case CodeClaimed() | AddressClaimed() | StaffAppointed() | SigningKeyRotated() | AddressRead():
            return []
        case ActivationMailRequested() | NoticeRequested() | MailSent() | MailFailed():
            return []


def project_waiting(row: Waiting | None, fact: Fact[Event]) -> Waiting | None:
    """A row from the registration until it ends one way or the other."""
    match fact.event:
        case RegistrationStarted() as started:
            return Waiting(account_id=started.account_id, lapses_at=started.lapses_at)
        case AccountActivated() | RegistrationRejected() | RegistrationLapsed():
            return None
        case AddressCorrected() | ActivationResent() | PostalAddressGiven() | BodyEntrusted() | AccountReleased():
            return row
        case CodeReleased() | AddressReleased() | FailureCounted():
            return row
        case CodeClaimed() | AddressClaimed() | StaffAppointed() | SigningKeyRotated() | AddressRead():
            return row
        case ActivationMailRequested() | NoticeRequested() | MailSent() | MailFailed():
            return row


def outgoing_keys(event: Event) -> Sequence[str]:
    match event:
        case ActivationMailRequested() | NoticeRequested() | MailSent() | MailFailed():
            return [str(event.mail_id)]
        case RegistrationStarted() | AccountActivated() | RegistrationRejected() | RegistrationLapsed():
            return []
        case AddressCorrected() | ActivationResent() | PostalAddressGiven() | BodyEntrusted() | AccountReleased():
            return []
        case CodeReleased() | AddressReleased() | FailureCounted():
            return []
        case CodeClaimed() | AddressClaimed() | StaffAppointed() | SigningKeyRotated() | AddressRead():
            return []


def project_outgoing(row: Outgoing | None, fact: Fact[Event]) -> Outgoing | None:
    """A row from the wish to its end."""
    match fact.event:
        case ActivationMailRequested() | NoticeRequested() as asked:
            return Outgoing(mail_id=asked.mail_id, requested_at=asked.requested_at)
        case MailSent() | MailFailed():
            return None
        case RegistrationStarted() | AccountActivated() | RegistrationRejected() | RegistrationLapsed():
            return row
        case AddressCorrected() | ActivationResent() | PostalAddressGiven() | BodyEntrusted() | AccountReleased():
            return row
        case CodeReleased() | AddressReleased() | FailureCounted():
            return row
        case CodeClaimed() | AddressClaimed() | StaffAppointed() | SigningKeyRotated() | AddressRead():
            return row


def staff_keys(event: Event) -> Sequence[str]:
    match event:
        case StaffAppointed():
            return [str(event.staff_id)]
        case RegistrationStarted() | AccountActivated() | RegistrationRejected() | RegistrationLapsed():
            return []
        case AddressCorrected() | ActivationResent() | PostalAddressGiven() | BodyEntrusted() | AccountReleased():
            return []
        case CodeReleased() | AddressReleased() | FailureCounted():
            return []
        case CodeClaimed() | AddressClaimed() | SigningKeyRotated() | AddressRead():
            return []
        case ActivationMailRequested() | NoticeRequested() | MailSent() | MailFailed():
            return []


def project_staff(row: StaffRow | None, fact: Fact[Event]) -> StaffRow | None:
    match fact.event:
        case StaffAppointed() as appointed:
            return StaffRow(
                staff_id=appointed.staff_id,
                person_id=appointed.person_id,
                body=appointed.body,
                roles=appointed.roles,
                appointed_at=appointed.appointed_at,
            )
        case RegistrationStarted() | AccountActivated() | RegistrationRejected() | RegistrationLapsed():
            return row
        case AddressCorrected() | ActivationResent() | PostalAddressGiven() | BodyEntrusted() | AccountReleased():
            return row
        case CodeReleased() | AddressReleased() | FailureCounted():
            return row
        case CodeClaimed() | AddressClaimed() | SigningKeyRotated() | AddressRead():
            return row
        case ActivationMailRequested() | NoticeRequested() | MailSent() | MailFailed():
            return row


waiting: View[Event, Waiting] = View(
    name="waiting", version=1, row=Waiting, keys=waiting_keys, project=project_waiting, due=lambda row: row.lapses_at
)
outgoing: View[Event, Outgoing] = View(
    name="outgoing", version=1, row=Outgoing, keys=outgoing_keys, project=project_outgoing, due=lambda row: row.requested_at
)
staff_list: View[Event, StaffRow] = View(
    name="staff_list",
    version=1,
    row=StaffRow,
    keys=staff_keys,
    project=project_staff,
    tags=lambda row: [f"body:{row.body}"],
    order=lambda row: f"{row.body}|{row.appointed_at.isoformat()}|{row.staff_id}",
)
