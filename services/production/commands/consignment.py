"""What may be wished of a consignment?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import command
from services.production.values import Content


@command
class OpenConsignment:
    """Begin a parcel for this issuing body."""

    consignment_id: UUID
    body: str
    at: datetime


@command
class AddKey:
    """Put in a key that is meant for `body`."""

    consignment_id: UUID
    body: str
    content: Content
    at: datetime


@command
class DispatchConsignment:
    """Hand the parcel to the courier."""

    consignment_id: UUID
    waybill: str
    at: datetime


ConsignmentCommand: TypeAlias = OpenConsignment | AddKey | DispatchConsignment
