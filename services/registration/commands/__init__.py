"""What can be wished of registration? Every command it decides."""

from typing import TypeAlias

from services.registration.commands.account import (
    AccountCommand,
    Activate,
    CorrectAddress,
    EntrustBody,
    GivePostalAddress,
    LapseRegistration,
    Register,
    ResendActivation,
)
from services.registration.commands.claims import ClaimAddress, ClaimCode
from services.registration.commands.keyring import RotateSigningKey
from services.registration.commands.mail import (
    MailCommand,
    RecordMailFailed,
    RecordMailSent,
    RequestActivationMail,
    RequestNotice,
)
from services.registration.commands.reading import RecordAddressRead
from services.registration.commands.staff import AppointStaff

Command: TypeAlias = AccountCommand | ClaimCode | ClaimAddress | AppointStaff | RotateSigningKey | MailCommand | RecordAddressRead

__all__ = [
    "AccountCommand",
    "Activate",
    "AppointStaff",
    "ClaimAddress",
    "ClaimCode",
    "Command",
    "CorrectAddress",
    "EntrustBody",
    "GivePostalAddress",
    "LapseRegistration",
    "MailCommand",
    "RecordAddressRead",
    "RecordMailFailed",
    "RecordMailSent",
    "Register",
    "RequestActivationMail",
    "RequestNotice",
    "ResendActivation",
    "RotateSigningKey",
]
