"""Which parcels does a body expect, and what was found in them?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chassis.messages import value
from chassis.view import Fact, View
from services.delivery.events import ConsignmentEvent, Event
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


@value
class ParcelKey:
    """One key of a parcel; `received_at` is None until it was scanned in."""

    application_number: str
    token_serial: str
    received_at: datetime | None = None


@value
class ParcelRow:
    """One parcel, complete or not."""

    consignment_id: UUID
    body: str
    waybill: str
    dispatched_at: datetime
    received_at: datetime | None
    keys: tuple[ParcelKey, ...]


def touched(event: Event) -> Sequence[str]:
    return [str(event.consignment_id)] if isinstance(event, ConsignmentEvent) else []


def project(row: ParcelRow | None, fact: Fact[Event]) -> ParcelRow | None:
    match fact.event:
        case ConsignmentExpected() as event:
            return begin(event)
        case ContentScannedIn() as event:
            return row and replace(row, keys=tuple(found(key, event) for key in row.keys))
        case ConsignmentReceived() as event:
            return row and replace(row, received_at=event.received_at)
        case KeyAnnounced() | KeyExpected() | KeyScannedIn() | PreferenceChosen():
            return row
        case EnterpriseNotified() | KeyPosted() | KeyHandedOver() | ReceiptConfirmed():
            return row
        case CertificateRecorded() | ActivationRecorded() | SuspensionRecorded() | LiftRecorded():
            return row
        case RevocationRecorded() | ExpiryRecorded() | KeyBound() | KeyUnbound():
            return row
        case ChallengeOpened() | ChallengeFailed() | ChallengePassed():
            return row


def begin(expected: ConsignmentExpected) -> ParcelRow:
    return ParcelRow(
        consignment_id=expected.consignment_id,
        body=expected.body,
        waybill=expected.waybill,
        dispatched_at=expected.dispatched_at,
        received_at=None,
        keys=tuple(ParcelKey(application_number=c.application_number, token_serial=c.token_serial) for c in expected.contents),
    )


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
