"""What can be wished before somebody else's application is shown?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import command
from services.application.values.codes import Slot


@command
class RecordFormRead:
    """Record that the form of this round is shown."""

    read_id: UUID
    case_id: UUID
    round: int
    at: datetime


@command
class RecordScanRead:
    """Record that a scan of this round is shown."""

    read_id: UUID
    case_id: UUID
    round: int
    slot: Slot
    page: int
    at: datetime


ReadingCommand: TypeAlias = RecordFormRead | RecordScanRead
