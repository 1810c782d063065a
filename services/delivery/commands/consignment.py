"""What may be wished about a consignment?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import command
from services.delivery.values import Content


@command
class ExpectConsignment:
    """A parcel was dispatched to the body."""

    consignment_id: UUID
    body: str
    waybill: str
    contents: tuple[Content, ...]
    at: datetime


@command
class ScanIn:
    """A receiver of `body` holds this token, taken from the parcel."""

    consignment_id: UUID
    body: str
    token_serial: str
    at: datetime


ConsignmentCommand: TypeAlias = ExpectConsignment | ScanIn
