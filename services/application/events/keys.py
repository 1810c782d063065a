"""What can have happened to one key, ours or one from before this system?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import event
from services.application.values.codes import KeyEnd


@event
class KeyRecorded:
    """A case made this key; `key` is the serial of its certificate."""

    key: str
    case_id: UUID
    recorded_at: datetime


@event
class KeyEnded:
    """Its certificate was revoked or expired; `case_id` is the case that made it, none for a key from before this system."""

    key: str
    case_id: UUID | None
    how: KeyEnd
    ended_at: datetime


KeyEvent: TypeAlias = KeyRecorded | KeyEnded
