"""What does production tell? Orders, certificates, and keys on their way to the issuing body."""

from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

from chassis.published import Announcement, Part

SuspensionReason: TypeAlias = Literal["loss", "reissue", "parcel", "discrepancy"]


class OrderOpened(Announcement, key="case_id"):
    """An approved case is to be produced."""

    case_id: UUID
    application_number: str
    attempt: int
    opened_at: datetime


class OrderCancelled(Announcement, key="case_id"):
    """Nothing will be produced for the case: it was withdrawn before issue."""

    case_id: UUID
    application_number: str
    cancelled_at: datetime


class WithdrawalRefused(Announcement, key="case_id"):
    """The certificate was issued before the withdrawal arrived: the case goes on."""

    case_id: UUID
    application_number: str
    refused_at: datetime


class CertificateIssued(Announcement, key="case_id"):
    """A certificate exists, inactive until the enterprise confirms receipt. Its subject names no person."""

    case_id: UUID
    application_number: str
    account_id: UUID
    attempt: int
    serial: str
    login_name: str
    certificate_pem: str
    not_before: datetime
    not_after: datetime
    issued_at: datetime


class CertificateSuspended(Announcement, key="case_id"):
    """The certificate may not be used for the time being; `case_id` is the case that caused it."""

    case_id: UUID
    serial: str
    login_name: str
    reason: SuspensionReason
    suspended_at: datetime


class SuspensionLifted(Announcement, key="case_id"):
    """One reason of the suspension fell away; `suspended` tells whether others remain."""

    case_id: UUID
    serial: str
    login_name: str
    reason: SuspensionReason
    suspended: bool
    lifted_at: datetime


class CertificateRevoked(Announcement, key="case_id"):
    """The certificate ended for good; `case_id` is the case that caused it."""

    case_id: UUID
    serial: str
    login_name: str
    reason: str
    revoked_at: datetime


class CertificateActivated(Announcement, key="case_id"):
    """The enterprise has the key and may bind it. Every older certificate of the login name is revoked or expired."""

    case_id: UUID
    account_id: UUID
    serial: str
    login_name: str
    activated_at: datetime


class SealMade(Announcement, key="case_id"):
    """The electronic seal of the key exists, bound to its certificate."""

    case_id: UUID
    seal_id: str
    certificate_serial: str
    made_at: datetime


class KeyProduced(Announcement, key="case_id"):
    """Token, certificate and seal of this attempt are one key."""

    case_id: UUID
    application_number: str
    attempt: int
    token_serial: str
    certificate_serial: str
    seal_id: str
    produced_at: datetime


class Content(Part):
    """One key in a consignment."""

    case_id: UUID
    application_number: str
    token_serial: str


class ConsignmentDispatched(Announcement, key="consignment_id"):
    """A parcel left for an issuing body, with this waybill and these keys."""

    consignment_id: UUID
    body: str
    waybill: str
    contents: tuple[Content, ...]
    dispatched_at: datetime


class KeyDispatched(Announcement, key="case_id"):
    """The key of this case is in that parcel: the budget for review and production ends."""

    case_id: UUID
    application_number: str
    account_id: UUID
    consignment_id: UUID
    body: str
    waybill: str
    token_serial: str
    certificate_serial: str
    dispatched_at: datetime


class TokenSpoiled(Announcement, key="case_id"):
    """The token of this attempt was spoiled before dispatch: its certificate, if any, is revoked, the next attempt begins in the same budget."""

    case_id: UUID
    application_number: str
    attempt: int
    token_serial: str
    spoiled_at: datetime


class CertificateExpired(Announcement, key="case_id"):
    """The certificate's validity ended; `case_id` is the case that it was issued for."""

    case_id: UUID
    serial: str
    login_name: str
    expired_at: datetime


Production: TypeAlias = (
    OrderOpened
    | OrderCancelled
    | WithdrawalRefused
    | CertificateIssued
    | CertificateSuspended
    | SuspensionLifted
    | CertificateRevoked
    | CertificateActivated
    | SealMade
    | KeyProduced
    | ConsignmentDispatched
    | KeyDispatched
    | TokenSpoiled
    | CertificateExpired
)
