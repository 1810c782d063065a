"""Who looked at an address?"""

from datetime import datetime
from typing import TypeAlias

from chassis.messages import event
from services.registration.values import AccountId, ReadId


@event
class AddressRead:
    """A receiver of this body was shown name and address of an account (docs/domain.md §9); who it was stands with the fact."""

    read_id: ReadId
    account_id: AccountId
    body: str
    read_at: datetime


ReadingEvent: TypeAlias = AddressRead
