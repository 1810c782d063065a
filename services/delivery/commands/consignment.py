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


@command
class CloseShort:
    """The parcel is unpacked; what was not scanned in is missing."""

    consignment_id: UUID
    body: str
    at: datetime


@command
class DeclareLost:
    """The parcel did not come, or what was missing in it is given up."""

    consignment_id: UUID
    at: datetime


@command
class ReportDamaged:
    """The parcel was opened or damaged: nothing in it can be trusted."""

    consignment_id: UUID
    body: str
    at: datetime


@command
class DeclareFound:
    """What was missed turned up, or proved intact."""

    consignment_id: UUID
    at: datetime


@command
class ConfirmLoss:
    """The provider gives up what is missed."""

    consignment_id: UUID
    at: datetime


ConsignmentCommand: TypeAlias = ExpectConsignment | ScanIn | CloseShort | DeclareLost | ReportDamaged | DeclareFound | ConfirmLoss
