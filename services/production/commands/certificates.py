"""What may be wished of the certificates of a login name?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import command
from services.production.values import Certificate, OrderKind, Seal, SuspensionReason


@command
class AdoptCertificate:
    """Know an active certificate from before this system."""

    login_name: str
    serial: str
    account_id: UUID
    case_id: UUID
    expires_at: datetime | None
    at: datetime


@command
class SuspendCertificate:
    """Add a reason; `case_id` gives it."""

    login_name: str
    serial: str
    case_id: UUID
    reason: SuspensionReason
    at: datetime


@command
class LiftSuspension:
    """Take a reason away."""

    login_name: str
    serial: str
    case_id: UUID
    reason: SuspensionReason
    at: datetime


@command
class IssueCertificate:
    """Record the certificate and the seal that the authority made; a reissue ends `earlier_key` first."""

    login_name: str
    case_id: UUID
    application_number: str
    account_id: UUID
    attempt: int
    kind: OrderKind
    earlier_key: str
    certificate: Certificate
    seal: Seal
    at: datetime


@command
class ActivateCertificate:
    """The enterprise has the key."""

    login_name: str
    serial: str
    case_id: UUID
    at: datetime


@command
class RevokeCertificate:
    """End the certificate for good; `reason` is a short code."""

    login_name: str
    serial: str
    case_id: UUID
    reason: str
    at: datetime


@command
class ExpireCertificate:
    """The validity is over at `at`."""

    login_name: str
    serial: str
    at: datetime


@command
class NoteIssuingBody:
    """A case that follows an earlier key of this login name lies with `body`."""

    login_name: str
    case_id: UUID
    body: str
    at: datetime


@command
class RecoverLostKey:
    """The lost key is back with the enterprise, so says `body`."""

    login_name: str
    serial: str
    body: str
    at: datetime


CertificatesCommand: TypeAlias = (
    AdoptCertificate
    | SuspendCertificate
    | LiftSuspension
    | IssueCertificate
    | ActivateCertificate
    | RevokeCertificate
    | ExpireCertificate
    | NoteIssuingBody
    | RecoverLostKey
)
