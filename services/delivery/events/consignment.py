"""What happened to a consignment after it was dispatched?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import event
from services.delivery.values import Content


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


ConsignmentEvent: TypeAlias = ConsignmentExpected | ContentScannedIn | ConsignmentReceived
