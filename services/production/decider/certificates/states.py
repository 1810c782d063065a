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
    SealMade,
    SuspensionLifted,
)
from services.production.values import OrderKind, SuspensionReason


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


@value
class Ended:
    """For good; the reasons of suspension are gone with it."""

    serial: str
    how: Literal["revoked", "expired"]


One: TypeAlias = Live | Ended


@value
class Certificates:
    """All certificates of one login name, oldest first."""

    all: tuple[One, ...]

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
            return Certificates(all=(*state.all, adopted(event)))
        case CertificateIssued():
            return Certificates(all=(*state.all, issued(event)))
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
    return Certificates(all=tuple(change(one) if isinstance(one, Live) and one.serial == serial else one for one in state.all))
