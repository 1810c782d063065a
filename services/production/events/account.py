"""What has happened to the orders of an enterprise's account? One stream per account."""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import event


@event
class OrderNoted:
    """An order belongs to this account."""

    account_id: UUID
    case_id: UUID
    application_number: str
    noted_at: datetime


@event
class OrderVoided:
    """The account of this order was released: what can still be stopped is stopped."""

    account_id: UUID
    case_id: UUID
    application_number: str
    voided_at: datetime


@event
class AccountReleased:
    """The account was proven foreign; nothing is produced for it from here on."""

    account_id: UUID
    released_at: datetime


AccountEvent: TypeAlias = OrderNoted | OrderVoided | AccountReleased
