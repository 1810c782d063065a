"""What happened to a consignment after it was dispatched?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import event
from services.delivery.values import Content, MissingReason


@event
class ConsignmentExpected:
    """A parcel with these keys is on its way to the body."""

    consignment_id: UUID
    body: str
    waybill: str
    contents: tuple[Content, ...]
    dispatched_at: datetime


@event
class ContentScannedIn:
    """One key of the consignment was found in it."""

    consignment_id: UUID
    body: str
    content: Content
    scanned_at: datetime


@event
class ConsignmentReceived:
    """Every key of the consignment has arrived."""

    consignment_id: UUID
    body: str
    received_at: datetime


@event
class ConsignmentClosedShort:
    """The parcel was unpacked, and these keys were not in it."""

    consignment_id: UUID
    body: str
    missing: tuple[Content, ...]
    closed_at: datetime


@event
class ConsignmentLost:
    """These keys of the parcel are missed: the parcel is lost, was opened or damaged, or its shortage is reported as a loss."""

    consignment_id: UUID
    body: str
    reason: MissingReason
    missing: tuple[Content, ...]
    declared_at: datetime


@event
class ConsignmentFound:
    """What was missed turned up, or proved intact."""

    consignment_id: UUID
    body: str
    found: tuple[Content, ...]
    found_at: datetime


@event
class ConsignmentWrittenOff:
    """The provider confirmed the loss of these keys."""

    consignment_id: UUID
    body: str
    missing: tuple[Content, ...]
    written_off_at: datetime


@event
class UnexpectedKeyScanned:
    """A token was found that this parcel should not hold, or whose loss was confirmed before."""

    consignment_id: UUID
    body: str
    token_serial: str
    written_off: bool
    scanned_at: datetime


ConsignmentEvent: TypeAlias = (
    ConsignmentExpected
    | ContentScannedIn
    | ConsignmentReceived
    | ConsignmentClosedShort
    | ConsignmentLost
    | ConsignmentFound
    | ConsignmentWrittenOff
    | UnexpectedKeyScanned
)
