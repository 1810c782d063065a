"""What do we know of a certificate, and to what is it bound?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import event
from services.delivery.values import Case, Challenge, ChallengeFailure, SuspensionReason


@event
class CertificateRecorded:
    """The certificate exists; `certificate_pem` holds the public key that answers are checked with."""

    case: Case
    account_id: UUID
    certificate_serial: str
    certificate_pem: str
    not_after: datetime
    recorded_at: datetime


@event
class ActivationRecorded:
    """The certificate may be used."""

    certificate_serial: str
    activated_at: datetime


@event
class SuspensionRecorded:
    """The certificate may not be used while this reason holds."""

    certificate_serial: str
    reason: SuspensionReason
    suspended_at: datetime


@event
class LiftRecorded:
    """This reason no longer holds."""

    certificate_serial: str
    reason: SuspensionReason
    lifted_at: datetime


@event
class RevocationRecorded:
    """The certificate was ended for good."""

    certificate_serial: str
    reason: str
    revoked_at: datetime


@event
class ExpiryRecorded:
    """The certificate's validity ran out."""

    certificate_serial: str
    expired_at: datetime
    case: Case | None = None


@event
class ChallengeOpened:
    """The enterprise was given something to sign; it takes the place of an earlier challenge."""

    case: Case
    challenge: Challenge
    opened_at: datetime


@event
class ChallengeFailed:
    """The answer does not hold; the challenge is used up."""

    challenge_id: UUID
    certificate_serial: str
    failure: ChallengeFailure
    failed_at: datetime


@event
class ChallengePassed:
    """The answer holds; the challenge is used up."""

    challenge_id: UUID
    certificate_serial: str
    passed_at: datetime


@event
class KeyBound:
    """The key is bound to the enterprise's account at the Single Window."""

    case: Case
    account_id: UUID
    certificate_serial: str
    expires_at: datetime
    bound_at: datetime


@event
class KeyUnbound:
    """The binding ended; `reason` is `by_enterprise`, `expired`, or why the certificate was revoked."""

    case: Case
    account_id: UUID
    certificate_serial: str
    reason: str
    unbound_at: datetime


CertificateEvent: TypeAlias = (
    CertificateRecorded
    | ActivationRecorded
    | SuspensionRecorded
    | LiftRecorded
    | RevocationRecorded
    | ExpiryRecorded
    | ChallengeOpened
    | ChallengeFailed
    | ChallengePassed
    | KeyBound
    | KeyUnbound
)
