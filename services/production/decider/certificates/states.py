"""In which states can the certificates of a login name be? Live ones with reasons of suspension, and ended ones."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

from chassis.messages import value
from services.production.events.certificates import (
    ActivationDeferred,
    CertificateActivated,
    CertificateExpired,
    CertificateIssued,
    CertificateRevoked,
    CertificatesEvent,
    CertificateSuspended,
    EarlierCertificateAdopted,
    IssuingBodyNoted,
    SealMade,
    SuspensionLifted,
)
from services.production.values import OrderKind, Status, SuspensionReason


@value
class Inactive:
    """Issued; `received` once the enterprise has the key but a suspension still holds the activation back."""

    received: bool


@value
class Active:
    """In use, unless suspended."""


@value
class Live:
    """Neither revoked nor expired. Suspended while `reasons` is not empty; `beneath` is what it is apart from that.

    `case_id` made it, None for one from before this system; `not_after` is None where nobody knows the end.
    """

    serial: str
    account_id: UUID
    case_id: UUID | None
    kind: OrderKind
    not_after: datetime | None
    beneath: Inactive | Active
    reasons: frozenset[SuspensionReason] = frozenset()

    def status(self, at: datetime) -> Status:
        """What anybody may know of it at this instant."""
        if self.not_after and self.not_after <= at:
            return "expired"
        if self.reasons:
            return "suspended"
        return "good" if self.beneath == Active() else "inactive"


@value
class Ended:
    """For good; the reasons of suspension are gone with it."""

    serial: str
    how: Literal["revoked", "expired"]

    def status(self, at: datetime) -> Status:
        """How it ended, whenever one asks."""
        return self.how


One: TypeAlias = Live | Ended


@value
class Entrusted:
    """The case that follows an earlier key, and the issuing body where it lies."""

    case_id: UUID
    body: str


@value
class Certificates:
    """All certificates of one login name, oldest first; `entrusted` is who may say that a lost key was found."""

    all: tuple[One, ...]
    entrusted: Entrusted | None = None

    def find(self, serial: str) -> One | None:
        """The one with this serial."""
        return next((one for one in self.all if one.serial == serial), None)

    def live(self) -> tuple[Live, ...]:
        """Those that have not ended, oldest first."""
        return tuple(one for one in self.all if isinstance(one, Live))


def evolve(state: Certificates, event: CertificatesEvent) -> Certificates:
    """What the fact makes of them."""
    match event:
        case EarlierCertificateAdopted():
            return replace(state, all=(*state.all, adopted(event)))
        case CertificateIssued():
            return replace(state, all=(*state.all, issued(event)))
        case SealMade():
            return state
        case CertificateSuspended():
            return changed(state, event.serial, lambda one: replace(one, reasons=one.reasons | {event.reason}))
        case SuspensionLifted():
            return changed(state, event.serial, lambda one: replace(one, reasons=one.reasons - {event.reason}))
        case ActivationDeferred():
            return changed(state, event.serial, lambda one: replace(one, beneath=Inactive(received=True)))
        case CertificateActivated():
            return changed(state, event.serial, lambda one: replace(one, beneath=Active()))
        case CertificateRevoked():
            return changed(state, event.serial, lambda one: Ended(serial=one.serial, how="revoked"))
        case CertificateExpired():
            return changed(state, event.serial, lambda one: Ended(serial=one.serial, how="expired"))
        case IssuingBodyNoted():
            return replace(state, entrusted=Entrusted(case_id=event.case_id, body=event.body))


def adopted(event: EarlierCertificateAdopted) -> Live:
    return Live(
        serial=event.serial,
        account_id=event.account_id,
        case_id=None,
        kind="first",
        not_after=event.expires_at,
        beneath=Active(),
    )


def issued(event: CertificateIssued) -> Live:
    return Live(
        serial=event.certificate.serial,
        account_id=event.account_id,
        case_id=event.case_id,
        kind=event.kind,
        not_after=event.certificate.not_after,
        beneath=Inactive(received=False),
    )


def changed(state: Certificates, serial: str, change: Callable[[Live], One]) -> Certificates:
    """The same, with this live one changed."""
    all_ = tuple(change(one) if isinstance(one, Live) and one.serial == serial else one for one in state.all)
    return replace(state, all=all_)
