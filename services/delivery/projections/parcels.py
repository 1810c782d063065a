"""Which parcels does a body expect, and what was found in them?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

from chassis.messages import value
from chassis.view import Fact, View
from services.delivery.events import Event
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
from services.delivery.values import Content, MissingReason, Shipment

ParcelState: TypeAlias = Literal["dispatched", "received", "received_short", "lost", "written_off"]


@value
class ParcelKey:
    """One key of a parcel; `received_at` is None until it was scanned in."""

    application_number: str
    token_serial: str
    received_at: datetime | None = None


@value
class ParcelRow:
    """One parcel, complete or not.

    `dispatched` are the tokens whose own dispatch was heard: only these can be scanned in yet; `missing` the tokens that are missed, and why.
    """

    consignment_id: UUID
    body: str
    waybill: str
    dispatched_at: datetime
    received_at: datetime | None
    keys: tuple[ParcelKey, ...]
    dispatched: tuple[str, ...] = ()
    state: ParcelState = "dispatched"
    missing: tuple[str, ...] = ()
    reason: MissingReason | None = None


def touched(event: Event) -> Sequence[str]:
    match event:
        case KeyExpected():
            return [str(event.shipment.consignment_id)]
        case ConsignmentExpected() | ContentScannedIn() | ConsignmentReceived():
            return [str(event.consignment_id)]
        case ConsignmentClosedShort() | ConsignmentLost() | ConsignmentFound() | ConsignmentWrittenOff():
            return [str(event.consignment_id)]
        case UnexpectedKeyScanned():
            return []
        case KeyMissing() | KeyFound() | KeyLossConfirmed() | KeyExpired() | KeyUnclaimed() | LossSuspected():
            return []
        case EnterpriseReminded() | OldKeyDeclaredLost() | MailFailureNoted() | MailFailureSettled():
            return []
        case KeyQuarantined() | DisposalProposed() | KeyRerouted() | KeyDestroyed():
            return []
        case KeyAnnounced() | KeyScannedIn() | PreferenceChosen():
            return []
        case EnterpriseNotified() | KeyPosted() | KeyHandedOver() | ReceiptConfirmed():
            return []
        case CertificateRecorded() | ActivationRecorded() | SuspensionRecorded() | LiftRecorded():
            return []
        case RevocationRecorded() | ExpiryRecorded() | KeyBound() | KeyUnbound():
            return []
        case ChallengeOpened() | ChallengeFailed() | ChallengePassed():
            return []


def project(row: ParcelRow | None, fact: Fact[Event]) -> ParcelRow | None:
    match fact.event:
        case ConsignmentExpected() as event:
            return begin(row, event)
        case KeyExpected() as event:
            return note(row, event.shipment)
        case ContentScannedIn() as event:
            return row and replace(row, keys=tuple(found(key, event) for key in row.keys))
        case ConsignmentReceived() as event:
            return row and replace(row, received_at=event.received_at, state="received")
        case ConsignmentClosedShort() as event:
            return row and replace(row, state="received_short", missing=serials(event.missing))
        case ConsignmentLost() as event:
            return row and replace(row, state="lost", missing=serials(event.missing), reason=event.reason)
        case ConsignmentFound():
            return row and replace(row, state="received" if row.received_at else "dispatched", missing=(), reason=None)
        case ConsignmentWrittenOff() as event:
            return row and replace(row, state="written_off", missing=serials(event.missing))
        case UnexpectedKeyScanned():
            return row
        case KeyMissing() | KeyFound() | KeyLossConfirmed() | KeyExpired() | KeyUnclaimed() | LossSuspected():
            return row
        case EnterpriseReminded() | OldKeyDeclaredLost() | MailFailureNoted() | MailFailureSettled():
            return row
        case KeyQuarantined() | DisposalProposed() | KeyRerouted() | KeyDestroyed():
            return row
        case KeyAnnounced() | KeyScannedIn() | PreferenceChosen():
            return row
        case EnterpriseNotified() | KeyPosted() | KeyHandedOver() | ReceiptConfirmed():
            return row
        case CertificateRecorded() | ActivationRecorded() | SuspensionRecorded() | LiftRecorded():
            return row
        case RevocationRecorded() | ExpiryRecorded() | KeyBound() | KeyUnbound():
            return row
        case ChallengeOpened() | ChallengeFailed() | ChallengePassed():
            return row


def begin(row: ParcelRow | None, expected: ConsignmentExpected) -> ParcelRow:
    return ParcelRow(
        consignment_id=expected.consignment_id,
        body=expected.body,
        waybill=expected.waybill,
        dispatched_at=expected.dispatched_at,
        received_at=None,
        keys=tuple(ParcelKey(application_number=c.application_number, token_serial=c.token_serial) for c in expected.contents),
        dispatched=row.dispatched if row else (),
    )


def note(row: ParcelRow | None, shipment: Shipment) -> ParcelRow:
    """A key's own dispatch, heard before or after its consignment's."""
    known = row or ParcelRow(
        consignment_id=shipment.consignment_id,
        body=shipment.body,
        waybill=shipment.waybill,
        dispatched_at=shipment.dispatched_at,
        received_at=None,
        keys=(),
    )
    return replace(known, dispatched=(*known.dispatched, shipment.token_serial))


def serials(contents: Sequence[Content]) -> tuple[str, ...]:
    return tuple(content.token_serial for content in contents)


def found(key: ParcelKey, scanned: ContentScannedIn) -> ParcelKey:
    return replace(key, received_at=scanned.scanned_at) if key.token_serial == scanned.content.token_serial else key


parcels: View[Event, ParcelRow] = View(
    name="parcels",
    version=2,
    row=ParcelRow,
    keys=touched,
    project=project,
    tags=lambda row: [f"body:{row.body}"],
    order=lambda row: f"{row.dispatched_at.isoformat()} {row.consignment_id}",
)
