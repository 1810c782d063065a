"""What is the status of a certificate? By serial; the due ones are those whose validity ends."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

from chassis.messages import value
from chassis.view import Fact, View
from services.production.events import Event
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
from services.production.values import Status, SuspensionReason

Phase: TypeAlias = Literal["inactive", "active", "revoked", "expired"]


@value
class CertificateRow:
    """One certificate: its phase, and the reasons that suspend it (none once it ended)."""

    serial: str
    login_name: str
    phase: Phase
    case_id: UUID | None
    not_after: datetime | None
    changed_at: datetime
    reasons: tuple[SuspensionReason, ...] = ()
    seal_id: str = ""

    def status(self, at: datetime) -> Status:
        """What anybody may know of it at this instant."""
        match self.phase:
            case "revoked" | "expired":
                return self.phase
            case "inactive" | "active":
                if self.not_after and self.not_after <= at:
                    return "expired"
                if self.reasons:
                    return "suspended"
                return "good" if self.phase == "active" else "inactive"


def serial(event: Event) -> Sequence[str]:
    """The certificate that the fact is about."""
    if not isinstance(event, CertificatesEvent):
        return []
    match event:
        case CertificateIssued():
            return [event.certificate.serial]
        case SealMade():
            return [event.seal.certificate_serial]
        case (
            EarlierCertificateAdopted()
            | CertificateSuspended()
            | SuspensionLifted()
            | ActivationDeferred()
            | CertificateActivated()
            | CertificateRevoked()
            | CertificateExpired()
        ):
            return [event.serial]
        case IssuingBodyNoted():
            return []


def project(row: CertificateRow | None, fact: Fact[Event]) -> CertificateRow | None:
    """The certificate's row after the fact."""
    event = fact.event
    if not isinstance(event, CertificatesEvent):
        return row
    match event:
        case EarlierCertificateAdopted():
            return CertificateRow(
                serial=event.serial,
                login_name=event.login_name,
                phase="active",
                case_id=None,
                not_after=event.expires_at,
                changed_at=fact.at,
            )
        case CertificateIssued():
            return CertificateRow(
                serial=event.certificate.serial,
                login_name=event.login_name,
                phase="inactive",
                case_id=event.case_id,
                not_after=event.certificate.not_after,
                changed_at=fact.at,
            )
        case SealMade():
            return row and replace(row, seal_id=event.seal.seal_id)
        case CertificateSuspended():
            return row and replace(row, reasons=(*row.reasons, event.reason), changed_at=fact.at)
        case SuspensionLifted():
            rest = tuple(reason for reason in row.reasons if reason != event.reason) if row else ()
            return row and replace(row, reasons=rest, changed_at=fact.at)
        case CertificateActivated():
            return row and replace(row, phase="active", changed_at=fact.at)
        case CertificateRevoked():
            return row and replace(row, phase="revoked", reasons=(), changed_at=fact.at)
        case CertificateExpired():
            return row and replace(row, phase="expired", reasons=(), changed_at=fact.at)
        case ActivationDeferred() | IssuingBodyNoted():
            return row


def tags(row: CertificateRow) -> Sequence[str]:
    return [f"phase:{row.phase}", *([f"case:{row.case_id}"] if row.case_id else ())]


def due(row: CertificateRow) -> datetime | None:
    """When its validity ends, unless it ended before."""
    match row.phase:
        case "inactive" | "active":
            return row.not_after
        case "revoked" | "expired":
            return None


def order(row: CertificateRow) -> str:
    return row.serial


certificates: View[Event, CertificateRow] = View(
    name="certificates", version=2, row=CertificateRow, keys=serial, project=project, tags=tags, order=order, due=due
)
