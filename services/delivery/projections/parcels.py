"""Which parcels does a body expect, and what was found in them?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
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
from services.delivery.events.consignment import ConsignmentExpected, ConsignmentReceived, ContentScannedIn
from services.delivery.events.key import (
    EnterpriseNotified,
    KeyAnnounced,
    KeyExpected,
    KeyHandedOver,
    KeyPosted,
    KeyScannedIn,
    PreferenceChosen,
    ReceiptConfirmed,
)
from services.delivery.values import Shipment


@value
class ParcelKey:
    """One key of a parcel; `received_at` is None until it was scanned in."""

    application_number: str
    token_serial: str
    received_at: datetime | None = None


@value
class ParcelRow:
    """One parcel, complete or not. `dispatched` are the tokens whose own dispatch was heard: only these can be scanned in yet."""

    consignment_id: UUID
    body: str
    waybill: str
    dispatched_at: datetime
    received_at: datetime | None
    keys: tuple[ParcelKey, ...]
    dispatched: tuple[str, ...] = ()


def touched(event: Event) -> Sequence[str]:
    match event:
        case KeyExpected():
            return [str(event.shipment.consignment_id)]
        case ConsignmentExpected() | ContentScannedIn() | ConsignmentReceived():
            return [str(event.consignment_id)]
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
            return row and replace(row, received_at=event.received_at)
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


def found(key: ParcelKey, scanned: ContentScannedIn) -> ParcelKey:
    return replace(key, received_at=scanned.scanned_at) if key.token_serial == scanned.content.token_serial else key


parcels: View[Event, ParcelRow] = View(
    name="parcels",
    version=1,
    row=ParcelRow,
    keys=touched,
    project=project,
    tags=lambda row: [f"body:{row.body}"],
    order=lambda row: f"{row.dispatched_at.isoformat()} {row.consignment_id}",
)
