"""Which keys did an enterprise bind at the Single Window, and may they be used?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chassis.messages import value
from chassis.view import Fact, View
from services.delivery.events import CertificateEvent, Event
from services.delivery.events.certificate import (
    ActivationRecorded,
    CertificateRecorded,
    ChallengeFailed,
    ChallengeOpened,
    ChallengePassed,
    ExpiryRecorded,
    KeyBound,
    KeyUnbound,
    LiftRecorded,
    RevocationRecorded,
    SuspensionRecorded,
)
from services.delivery.events.consignment import (
    ConsignmentClosedShort,
    ConsignmentExpected,
    ConsignmentFound,
    ConsignmentLost,
    ConsignmentReceived,
    ConsignmentWrittenOff,
    ContentScannedIn,
    UnexpectedKeyScanned,
)
from services.delivery.events.key import (
    EnterpriseNotified,
    EnterpriseReminded,
    KeyAnnounced,
    KeyExpected,
    KeyExpired,
    KeyFound,
    KeyHandedOver,
    KeyLossConfirmed,
    KeyMissing,
    KeyPosted,
    KeyScannedIn,
    KeyUnclaimed,
    LossSuspected,
    MailFailureNoted,
    MailFailureSettled,
    OldKeyDeclaredLost,
    PreferenceChosen,
    ReceiptConfirmed,
)
from services.delivery.events.quarantine import DisposalProposed, KeyDestroyed, KeyQuarantined, KeyRerouted
from services.delivery.values import SuspensionReason


@value
class BindingRow:
    """One binding; `ended_at` and `ended_because` once it was unbound, `suspended` holds the reasons while it cannot be used."""

    application_number: str
    account_id: UUID
    certificate_serial: str
    bound_at: datetime
    expires_at: datetime
    suspended: tuple[SuspensionReason, ...] = ()
    ended_at: datetime | None = None
    ended_because: str = ""


def touched(event: Event) -> Sequence[str]:
    if not isinstance(event, CertificateEvent):
        return []
    return [event.challenge.certificate_serial if isinstance(event, ChallengeOpened) else event.certificate_serial]


def project(row: BindingRow | None, fact: Fact[Event]) -> BindingRow | None:
    match fact.event:
        case KeyBound() as event:
            return bound(event)
        case KeyUnbound() as event:
            return row and replace(row, ended_at=event.unbound_at, ended_because=event.reason)
        case SuspensionRecorded() as event:
            return row and replace(row, suspended=(*row.suspended, event.reason))
        case LiftRecorded() as event:
            return row and replace(row, suspended=tuple(reason for reason in row.suspended if reason != event.reason))
        case CertificateRecorded() | ActivationRecorded() | RevocationRecorded() | ExpiryRecorded():
            return row
        case ChallengeOpened() | ChallengeFailed() | ChallengePassed():
            return row
        case ConsignmentExpected() | ContentScannedIn() | ConsignmentReceived():
            return row
        case KeyAnnounced() | KeyExpected() | KeyScannedIn() | PreferenceChosen():
            return row
        case EnterpriseNotified() | KeyPosted() | KeyHandedOver() | ReceiptConfirmed():
            return row
        case ConsignmentClosedShort() | ConsignmentLost() | ConsignmentFound() | ConsignmentWrittenOff():
            return row
        case UnexpectedKeyScanned():
            return row
        case KeyMissing() | KeyFound() | KeyLossConfirmed() | KeyExpired() | KeyUnclaimed() | LossSuspected():
            return row
        case EnterpriseReminded() | OldKeyDeclaredLost() | MailFailureNoted() | MailFailureSettled():
            return row
        case KeyQuarantined() | DisposalProposed() | KeyRerouted() | KeyDestroyed():
            return row


def bound(event: KeyBound) -> BindingRow:
    return BindingRow(
        application_number=event.case.application_number,
        account_id=event.account_id,
        certificate_serial=event.certificate_serial,
        bound_at=event.bound_at,
        expires_at=event.expires_at,
    )


bindings: View[Event, BindingRow] = View(
    name="bindings",
    version=1,
    row=BindingRow,
    keys=touched,
    project=project,
    tags=lambda row: [f"account:{row.account_id}"],
    order=lambda row: f"{row.bound_at.isoformat()} {row.certificate_serial}",
    due=lambda row: None if row.ended_at else row.expires_at,
)
