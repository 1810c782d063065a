"""What may be wished of an order?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import command
from services.production.values import Key, MissingReason, Order


@command
class OpenOrder:
    """The case is approved."""

    order: Order
    at: datetime

    @property
    def case_id(self) -> UUID:
        """The stream."""
        return self.order.case_id


@command
class RequestWithdrawal:
    """The applicant asks to withdraw, at `at`; the answer is a fact."""

    case_id: UUID
    application_number: str
    at: datetime


@command
class RecordWithdrawn:
    """The case ended as withdrawn: no answer is expected."""

    case_id: UUID
    application_number: str
    at: datetime


@command
class StartProduction:
    """Take this token for the present attempt."""

    case_id: UUID
    token_serial: str
    at: datetime


@command
class CompleteKey:
    """Token, certificate and seal are made."""

    case_id: UUID
    key: Key
    at: datetime


@command
class SpoilKey:
    """The attempt failed before dispatch; `reason` is a short code."""

    case_id: UUID
    reason: str
    at: datetime


@command
class OpenAttempt:
    """Produce once more after a key was spoiled."""

    case_id: UUID
    at: datetime


@command
class PackKey:
    """Put the key into this consignment."""

    case_id: UUID
    consignment_id: UUID
    at: datetime


@command
class DispatchKey:
    """The consignment left with this key in it."""

    case_id: UUID
    consignment_id: UUID
    body: str
    waybill: str
    at: datetime


@command
class RecordReceipt:
    """The enterprise confirmed that it has the key."""

    case_id: UUID
    certificate_serial: str
    at: datetime


@command
class ShowPin:
    """Show the initial PIN, for the only time."""

    case_id: UUID
    at: datetime


@command
class RecordMissing:
    """The key with this certificate did not arrive as it should."""

    case_id: UUID
    certificate_serial: str
    reason: MissingReason
    at: datetime


@command
class RecordFound:
    """It turned up before its loss was confirmed."""

    case_id: UUID
    certificate_serial: str
    at: datetime


@command
class RecordLoss:
    """Its loss was confirmed."""

    case_id: UUID
    certificate_serial: str
    at: datetime


@command
class RecordUnclaimed:
    """Nobody collected it in time."""

    case_id: UUID
    certificate_serial: str
    at: datetime


@command
class RecordExpiry:
    """The validity of its certificate ended."""

    case_id: UUID
    certificate_serial: str
    at: datetime


OrderCommand: TypeAlias = (
    OpenOrder
    | RequestWithdrawal
    | RecordWithdrawn
    | StartProduction
    | CompleteKey
    | SpoilKey
    | OpenAttempt
    | PackKey
    | DispatchKey
    | RecordReceipt
    | ShowPin
    | RecordMissing
    | RecordFound
    | RecordLoss
    | RecordUnclaimed
    | RecordExpiry
)
