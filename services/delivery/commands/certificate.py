"""What may be wished about a certificate and its binding?"""

from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from chassis.messages import command
from services.delivery.values import Case, CertificateStatus, SuspensionReason


@command
class RecordCertificate:
    """The certificate was issued."""

    case: Case
    account_id: UUID
    certificate_serial: str
    certificate_pem: str
    not_after: datetime
    at: datetime


@command
class RecordActivation:
    """The certificate was activated."""

    certificate_serial: str
    at: datetime


@command
class RecordSuspension:
    """The certificate was suspended for this reason."""

    certificate_serial: str
    reason: SuspensionReason
    at: datetime


@command
class RecordLift:
    """This reason of a suspension fell away."""

    certificate_serial: str
    reason: SuspensionReason
    at: datetime


@command
class RecordRevocation:
    """The certificate was revoked."""

    certificate_serial: str
    reason: str
    at: datetime


@command
class RecordExpiry:
    """The validity of a bound certificate ran out."""

    certificate_serial: str
    at: datetime


@command
class OpenChallenge:
    """The account's user wants to bind: `challenge_id` and `nonce` (hexadecimal) are random."""

    certificate_serial: str
    account_id: UUID
    challenge_id: UUID
    origin: str
    nonce: str
    lifetime: timedelta
    at: datetime


@command
class AnswerChallenge:
    """The challenge came back signed; `signature_holds` under the recorded public key, or not; `status` is what production says."""

    certificate_serial: str
    account_id: UUID
    challenge_id: UUID
    signature_holds: bool
    status: CertificateStatus = "good"
    at: datetime


@command
class Unbind:
    """The enterprise ends the binding."""

    certificate_serial: str
    account_id: UUID
    at: datetime


CertificateCommand: TypeAlias = (
    RecordCertificate
    | RecordActivation
    | RecordSuspension
    | RecordLift
    | RecordRevocation
    | RecordExpiry
    | OpenChallenge
    | AnswerChallenge
    | Unbind
)
