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
    ReleaseAccount,
    ResendActivation,
)
from services.registration.commands.claims import (
    AddressCommand,
    ClaimAddress,
    ClaimCode,
    CodeCommand,
    ReleaseAddress,
    ReleaseCode,
)
from services.registration.commands.gate import CountFailure
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

Command: TypeAlias = (
    AccountCommand
    | CodeCommand
    | AddressCommand
    | AppointStaff
    | RotateSigningKey
    | MailCommand
    | RecordAddressRead
    | CountFailure
)

__all__ = [
    "AccountCommand",
    "Activate",
    "AddressCommand",
    "AppointStaff",
    "ClaimAddress",
    "ClaimCode",
    "CodeCommand",
    "Command",
    "CorrectAddress",
    "CountFailure",
    "EntrustBody",
    "GivePostalAddress",
    "LapseRegistration",
    "MailCommand",
    "RecordAddressRead",
    "RecordMailFailed",
    "RecordMailSent",
    "Register",
    "ReleaseAccount",
    "ReleaseAddress",
    "ReleaseCode",
    "RequestActivationMail",
    "RequestNotice",
    "ResendActivation",
    "RotateSigningKey",
]
