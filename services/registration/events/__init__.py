"""What can happen in registration? Every fact it stores."""

from typing import TypeAlias

from services.registration.events.account import (
    AccountActivated,
    AccountEvent,
    AccountReleased,
    ActivationResent,
    AddressCorrected,
    BodyEntrusted,
    PostalAddressGiven,
    RegistrationLapsed,
    RegistrationRejected,
    RegistrationStarted,
)
from services.registration.events.claims import (
    AddressClaimed,
    AddressEvent,
    AddressReleased,
    ClaimEvent,
    CodeClaimed,
    CodeEvent,
    CodeReleased,
)
from services.registration.events.gate import FailureCounted, GateEvent
from services.registration.events.keyring import KeyringEvent, SigningKeyRotated
from services.registration.events.mail import ActivationMailRequested, MailEvent, MailFailed, MailSent, NoticeRequested
from services.registration.events.reading import AddressRead, ReadingEvent
from services.registration.events.staff import StaffAppointed, StaffEvent

Event: TypeAlias = AccountEvent | ClaimEvent | StaffEvent | KeyringEvent | MailEvent | ReadingEvent | GateEvent

__all__ = [
    "AccountActivated",
    "AccountEvent",
    "AccountReleased",
    "ActivationMailRequested",
    "ActivationResent",
    "AddressClaimed",
    "AddressCorrected",
    "AddressEvent",
    "AddressRead",
    "AddressReleased",
    "BodyEntrusted",
    "ClaimEvent",
    "CodeClaimed",
    "CodeEvent",
    "CodeReleased",
    "Event",
    "FailureCounted",
    "GateEvent",
    "KeyringEvent",
    "MailEvent",
    "MailFailed",
    "MailSent",
    "NoticeRequested",
    "PostalAddressGiven",
    "ReadingEvent",
    "RegistrationLapsed",
    "RegistrationRejected",
    "RegistrationStarted",
    "SigningKeyRotated",
    "StaffAppointed",
    "StaffEvent",
]
