"""On which histories does registration decide? Each decider with the streams it decides on."""

from uuid import UUID

from chassis.aggregate import Aggregate
from services.registration.commands import (
    AccountCommand,
    AddressCommand,
    AppointStaff,
    CodeCommand,
    CountFailure,
    MailCommand,
    RecordAddressRead,
    RotateSigningKey,
)
from services.registration.decider.account import AccountState, account
from services.registration.decider.claims import AddressState, CodeState, address, code
from services.registration.decider.gate import Gate, gate
from services.registration.decider.keyring import Keyring, keyring
from services.registration.decider.mail import MailState, mail
from services.registration.decider.reading import ReadingState, reading
from services.registration.decider.staff import StaffState, staff
from services.registration.events import (
    AccountEvent,
    AddressEvent,
    AddressRead,
    CodeEvent,
    FailureCounted,
    MailEvent,
    SigningKeyRotated,
    StaffAppointed,
)

KEYRING = UUID("3c0f5b0e-93a7-4f5c-8f7e-0d2a4c1b9e61")

ACCOUNTS: Aggregate[AccountCommand, AccountState, AccountEvent] = Aggregate(
    name="account", decider=account, commands=AccountCommand, events=AccountEvent, stream=lambda c: c.account_id
)
CODES: Aggregate[CodeCommand, CodeState, CodeEvent] = Aggregate(
    name="code", decider=code, commands=CodeCommand, events=CodeEvent, stream=lambda c: c.code_id, claim=True
)
ADDRESSES: Aggregate[AddressCommand, AddressState, AddressEvent] = Aggregate(
    name="address", decider=address, commands=AddressCommand, events=AddressEvent, stream=lambda c: c.address_id, claim=True
)
STAFF: Aggregate[AppointStaff, StaffState, StaffAppointed] = Aggregate(
    name="staff", decider=staff, commands=AppointStaff, events=StaffAppointed, stream=lambda c: c.staff_id
)
KEYRINGS: Aggregate[RotateSigningKey, Keyring, SigningKeyRotated] = Aggregate(
    name="keyring", decider=keyring, commands=RotateSigningKey, events=SigningKeyRotated, stream=lambda _: KEYRING
)
MAILS: Aggregate[MailCommand, MailState, MailEvent] = Aggregate(
    name="mail", decider=mail, commands=MailCommand, events=MailEvent, stream=lambda c: c.mail_id
)
READINGS: Aggregate[RecordAddressRead, ReadingState, AddressRead] = Aggregate(
    name="reading", decider=reading, commands=RecordAddressRead, events=AddressRead, stream=lambda c: c.read_id
)
GATES: Aggregate[CountFailure, Gate, FailureCounted] = Aggregate(
    name="gate", decider=gate, commands=CountFailure, events=FailureCounted, stream=lambda c: c.gate_id
)
