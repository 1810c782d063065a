"""What is kept of production's facts? Orders, certificates, and the key until it left the provider."""

from datetime import datetime
from typing import Literal, TypeAlias

from chassis.messages import value


@value
class OrderOpened:
    """The key is to be made, for the n-th time."""

    type: Literal["OrderOpened"] = "OrderOpened"
    attempt: int


@value
class OrderCancelled:
    """Nothing will be made: withdrawn before issue."""

    type: Literal["OrderCancelled"] = "OrderCancelled"


@value
class WithdrawalRefused:
    """The certificate was issued before the withdrawal arrived."""

    type: Literal["WithdrawalRefused"] = "WithdrawalRefused"


@value
class CertificateIssued:
    """A certificate exists, inactive."""

    type: Literal["CertificateIssued"] = "CertificateIssued"
    serial: str
    login_name: str
    attempt: int
    not_before: datetime
    not_after: datetime


@value
class CertificateSuspended:
    """It may not be used for the time being."""

    type: Literal["CertificateSuspended"] = "CertificateSuspended"
    serial: str
    login_name: str
    reason: str


@value
class SuspensionLifted:
    """One reason of the suspension fell away."""

    type: Literal["SuspensionLifted"] = "SuspensionLifted"
    serial: str
    login_name: str
    reason: str


@value
class CertificateRevoked:
    """It ended for good."""

    type: Literal["CertificateRevoked"] = "CertificateRevoked"
    serial: str
    login_name: str
    reason: str


@value
class CertificateActivated:
    """It may be bound and used."""

    type: Literal["CertificateActivated"] = "CertificateActivated"
    serial: str
    login_name: str


@value
class CertificateExpired:
    """Its validity ended."""

    type: Literal["CertificateExpired"] = "CertificateExpired"
    serial: str
    login_name: str


@value
class SealMade:
    """The electronic seal exists."""

    type: Literal["SealMade"] = "SealMade"
    seal_id: str
    certificate_serial: str


@value
class KeyProduced:
    """Token, certificate and seal are one key."""

    type: Literal["KeyProduced"] = "KeyProduced"
    attempt: int
    token_serial: str
    certificate_serial: str
    seal_id: str


@value
class KeyDispatched:
    """The key left for the issuing body."""

    type: Literal["KeyDispatched"] = "KeyDispatched"
    body: str
    waybill: str
    token_serial: str


@value
class TokenSpoiled:
    """The token of this attempt was spoiled before dispatch: the next attempt begins, in the same budget."""

    type: Literal["TokenSpoiled"] = "TokenSpoiled"
    attempt: int
    token_serial: str


CertificateStep: TypeAlias = (
    CertificateIssued | CertificateSuspended | SuspensionLifted | CertificateRevoked | CertificateActivated | CertificateExpired
)
ProductionStep: TypeAlias = (
    OrderOpened | OrderCancelled | WithdrawalRefused | CertificateStep | SealMade | KeyProduced | KeyDispatched | TokenSpoiled
)
