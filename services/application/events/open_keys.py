"""What can have happened to the claim of a case on an earlier key?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import event


@event
class KeyClaimed:
    """A case about this key is open."""

    earlier_key: str
    case_id: UUID
    claimed_at: datetime


@event
class KeyUnclaimed:
    """The case about this key is over."""

    earlier_key: str
    case_id: UUID
    unclaimed_at: datetime


OpenKeyEvent: TypeAlias = KeyClaimed | KeyUnclaimed
