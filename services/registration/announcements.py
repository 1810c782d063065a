"""What does registration tell the others? Never an address, never a name."""

import contracts.registration as told
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


def announce(event: Event) -> told.Registration | None:
    """At most one message per fact; silence is written out."""
    match event:
        case RegistrationStarted():
            return told.RegistrationStarted(account_id=event.account_id, started_at=event.started_at)
        case AccountActivated():
            return account_activated(event)
        case RegistrationRejected():
            return told.RegistrationRejected(account_id=event.account_id, reason=event.reason, rejected_at=event.rejected_at)
        case RegistrationLapsed():
            return told.RegistrationLapsed(account_id=event.account_id, lapsed_at=event.lapsed_at)
        case MailSent():
            return mail_sent(event)
        case MailFailed():
            return mail_failed(event)
        case AccountReleased():
            return account_released(event)
        case AddressCorrected() | ActivationResent() | PostalAddressGiven() | BodyEntrusted():
            return None
        case CodeClaimed() | AddressClaimed() | CodeReleased() | AddressReleased():
            return None
        case StaffAppointed() | SigningKeyRotated() | AddressRead() | FailureCounted():
            return None
        case ActivationMailRequested() | NoticeRequested():
            return None


def account_activated(event: AccountActivated) -> told.AccountActivated:
    return told.AccountActivated(
        account_id=event.account_id,
        credit_code=event.credit_code,
        enterprise_name=event.enterprise_name,
        activated_at=event.activated_at,
    )


def account_released(event: AccountReleased) -> told.AccountReleased:
    return told.AccountReleased(
        account_id=event.account_id,
        credit_code=event.credit_code,
        reason=event.reason,
        released_at=event.released_at,
    )


def mail_sent(event: MailSent) -> told.MailSent | None:
    """A mail of no case is nobody else's business."""
    if event.case is None:
        return None
    return told.MailSent(
        case_id=event.case.case_id,
        application_number=event.case.application_number,
        purpose=event.purpose,
        message_id=event.message_id,
        sent_at=event.sent_at,
    )


def mail_failed(event: MailFailed) -> told.MailFailed | None:
    if event.case is None:
        return None
    return told.MailFailed(
        case_id=event.case.case_id,
        application_number=event.case.application_number,
        purpose=event.purpose,
        reason=event.reason,
        failed_at=event.failed_at,
    )
