"""What has happened to the certificates of a login name? All of them are one stream (docs/states.md §3)."""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import event
from services.production.values import Certificate, OrderKind, Seal, SuspensionReason


@event
class EarlierCertificateAdopted:
    """An active certificate from before this system, named by a case. Without `expires_at` its register knows no end."""

    login_name: str
    serial: str
    account_id: UUID
    case_id: UUID
    expires_at: datetime | None
    adopted_at: datetime


@event
class CertificateIssued:
    """A certificate exists, inactive until the enterprise confirms receipt."""

    case_id: UUID
    application_number: str
    account_id: UUID
    attempt: int
    kind: OrderKind
    login_name: str
    certificate: Certificate
    issued_at: datetime


@event
class SealMade:
    """The electronic seal of the key exists. It lives and ends with its certificate."""

    case_id: UUID
    login_name: str
    seal: Seal
    made_at: datetime


@event
class CertificateSuspended:
    """One more reason not to use the certificate; `case_id` is the case that gave it."""

    case_id: UUID
    login_name: str
    serial: str
    reason: SuspensionReason
    suspended_at: datetime


@event
class SuspensionLifted:
    """One reason fell away; `suspended` tells whether others remain."""

    case_id: UUID
    login_name: str
    serial: str
    reason: SuspensionReason
    suspended: bool
    lifted_at: datetime


@event
class ActivationDeferred:
    """The enterprise confirmed receipt while the certificate was suspended: active once the last reason falls away."""

    case_id: UUID
    login_name: str
    serial: str
    deferred_at: datetime


@event
class CertificateActivated:
    """The enterprise may use the key; every older certificate of the login name has ended."""

    case_id: UUID
    account_id: UUID
    login_name: str
    serial: str
    activated_at: datetime


@event
class CertificateRevoked:
    """The certificate and its seal ended for good; `case_id` is the case that caused it."""

    case_id: UUID
    login_name: str
    serial: str
    reason: str
    revoked_at: datetime


@event
class CertificateExpired:
    """The validity of the certificate ended, wherever its key was."""

    login_name: str
    serial: str
    expired_at: datetime
    case_id: UUID | None = None


@event
class IssuingBodyNoted:
    """A case that follows an earlier key of this login name lies with this issuing body; it may lift a loss."""

    login_name: str
    case_id: UUID
    body: str
    noted_at: datetime


CertificatesEvent: TypeAlias = (
    EarlierCertificateAdopted
    | CertificateIssued
    | SealMade
    | CertificateSuspended
    | SuspensionLifted
    | ActivationDeferred
    | CertificateActivated
    | CertificateRevoked
    | CertificateExpired
    | IssuingBodyNoted
)
