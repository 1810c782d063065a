"""What must be decided together with a fact, on other histories of this service?"""

from collections.abc import Sequence
from datetime import datetime

from chassis.messages import Erased
from services.registration.commands import ClaimAddress, ClaimCode, Command, ReleaseAddress, ReleaseCode, RequestActivationMail
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
from services.registration.values import AccountId, EmailAddress, Holder, MailId, PersonId, User


def follow(event: Event) -> Sequence[Command]:
    """A new link is mailed; code and address are taken at activation, the address of staff at once; a release frees both.

    A refusal there refuses all.
    """
    match event:
        case RegistrationStarted():
            return mail_link(event.account_id, event.person_id, event.user, event.link.mail_id, event.started_at)
        case AddressCorrected():
            return mail_link(event.account_id, event.person_id, event.user, event.link.mail_id, event.corrected_at)
        case ActivationResent():
            return mail_link(event.account_id, event.person_id, event.email, event.link.mail_id, event.resent_at)
        case AccountActivated():
            return take_names(event)
        case StaffAppointed():
            holder = Holder(kind="staff", account_id=event.staff_id)
            return [ClaimAddress(address_id=event.address_id, holder=holder, at=event.appointed_at)]
        case AccountReleased():
            return release_names(event)
        case RegistrationRejected() | RegistrationLapsed() | PostalAddressGiven() | BodyEntrusted():
            return []
        case CodeClaimed() | AddressClaimed() | CodeReleased() | AddressReleased():
            return []
        case SigningKeyRotated() | AddressRead() | FailureCounted():
            return []
        case ActivationMailRequested() | NoticeRequested() | MailSent() | MailFailed():
            return []


def mail_link(
    account_id: AccountId, person_id: PersonId, to: User | str | Erased, mail_id: MailId, at: datetime
) -> Sequence[Command]:
    """The mail that carries the new link."""
    match to:
        case Erased():
            return []
        case User():
            address = to.email
        case str():
            address = EmailAddress(to)
    return [RequestActivationMail(mail_id=mail_id, account_id=account_id, person_id=person_id, to=address, at=at)]


def take_names(event: AccountActivated) -> Sequence[Command]:
    """The credit code and the address are this account's from now on."""
    holder = Holder(kind="enterprise", account_id=event.account_id)
    return [
        ClaimCode(code_id=event.code_id, account_id=event.account_id, at=event.activated_at),
        ClaimAddress(address_id=event.address_id, holder=holder, at=event.activated_at),
    ]


def release_names(event: AccountReleased) -> Sequence[Command]:
    """Somebody else may register with the code, and with the address."""
    holder = Holder(kind="enterprise", account_id=event.account_id)
    return [
        ReleaseCode(code_id=event.code_id, account_id=event.account_id, at=event.released_at),
        ReleaseAddress(address_id=event.address_id, holder=holder, at=event.released_at),
    ]
