"""What has happened to an order? One stream per case."""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import event
from services.production.values import Key, MissingReason, Order


@event
class OrderOpened:
    """An approved case is to be produced: attempt 1."""

    order: Order
    opened_at: datetime


@event
class WithdrawalNoted:
    """The applicant withdrew before there was an order; whatever passes later starts nothing (docs/states.md §6)."""

    case_id: UUID
    application_number: str
    noted_at: datetime


@event
class OrderCancelled:
    """Nothing will be produced. `token_serial` names the token that goes back to stock, if one was reserved."""

    case_id: UUID
    application_number: str
    attempt: int
    token_serial: str | None
    cancelled_at: datetime


@event
class WithdrawalRefused:
    """The certificate was issued before the request arrived; `requested_at` tells which request was answered."""

    case_id: UUID
    application_number: str
    requested_at: datetime


@event
class ProductionStarted:
    """This token was taken for this attempt."""

    case_id: UUID
    application_number: str
    attempt: int
    token_serial: str
    started_at: datetime


@event
class KeyProduced:
    """Token, certificate and seal of this attempt are one key."""

    case_id: UUID
    application_number: str
    account_id: UUID
    key: Key
    produced_at: datetime


@event
class KeySpoiled:
    """The attempt failed before dispatch: token (and certificate, if one was issued) are lost to it."""

    case_id: UUID
    application_number: str
    attempt: int
    token_serial: str
    certificate_serial: str | None
    login_name: str
    reason: str
    spoiled_at: datetime


@event
class AttemptOpened:
    """The key is to be produced once more, within the same limit."""

    case_id: UUID
    application_number: str
    attempt: int
    opened_at: datetime


@event
class KeyPacked:
    """The key lies in a consignment that is being packed."""

    case_id: UUID
    application_number: str
    consignment_id: UUID
    body: str
    token_serial: str
    packed_at: datetime


@event
class KeyDispatched:
    """The key left for its issuing body: the limit for review and production ends."""

    case_id: UUID
    application_number: str
    account_id: UUID
    consignment_id: UUID
    body: str
    waybill: str
    key: Key
    dispatched_at: datetime


@event
class ReceiptRecorded:
    """The enterprise has the key."""

    case_id: UUID
    application_number: str
    login_name: str
    token_serial: str
    certificate_serial: str
    received_at: datetime


@event
class PinShown:
    """The initial PIN was shown in the account, for the only time."""

    case_id: UUID
    application_number: str
    token_serial: str
    shown_at: datetime


@event
class KeyWentMissing:
    """The key did not arrive as it should; its certificate is suspended in the same unit."""

    case_id: UUID
    application_number: str
    login_name: str
    token_serial: str
    certificate_serial: str
    reason: MissingReason
    missing_at: datetime


@event
class KeyFound:
    """The missing key turned up before its loss was confirmed."""

    case_id: UUID
    application_number: str
    login_name: str
    token_serial: str
    certificate_serial: str
    found_at: datetime


@event
class LossConfirmed:
    """The key is lost for good: its certificate ends, and the key is made again for the same case."""

    case_id: UUID
    application_number: str
    attempt: int
    login_name: str
    token_serial: str
    certificate_serial: str
    confirmed_at: datetime


@event
class KeyUnclaimed:
    """Nobody collected the key: it comes back, its certificate ends, nothing else will be produced."""

    case_id: UUID
    application_number: str
    login_name: str
    token_serial: str
    certificate_serial: str
    unclaimed_at: datetime


@event
class KeyExpired:
    """The certificate's validity ended before the enterprise had the key; `dispatched` tells whether it had left."""

    case_id: UUID
    application_number: str
    attempt: int
    token_serial: str
    certificate_serial: str
    dispatched: bool
    expired_at: datetime


OrderEvent: TypeAlias = (
    OrderOpened
    | WithdrawalNoted
    | OrderCancelled
    | WithdrawalRefused
    | ProductionStarted
    | KeyProduced
    | KeySpoiled
    | AttemptOpened
    | KeyPacked
    | KeyDispatched
    | ReceiptRecorded
    | PinShown
    | KeyWentMissing
    | KeyFound
    | LossConfirmed
    | KeyUnclaimed
    | KeyExpired
)
