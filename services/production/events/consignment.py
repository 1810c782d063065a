"""What has happened to a consignment while it is at the provider? One stream per parcel."""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import event
from services.production.values import Content


@event
class ConsignmentOpened:
    """A parcel for one issuing body is being packed."""

    consignment_id: UUID
    body: str
    opened_at: datetime


@event
class KeyAdded:
    """A key was put into the parcel."""

    consignment_id: UUID
    content: Content
    added_at: datetime


@event
class ConsignmentDispatched:
    """The parcel left, with this waybill and these keys."""

    consignment_id: UUID
    body: str
    waybill: str
    contents: tuple[Content, ...]
    dispatched_at: datetime


ConsignmentEvent: TypeAlias = ConsignmentOpened | KeyAdded | ConsignmentDispatched
