"""What was read of an application by somebody who is not the applicant?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import event
from services.application.values.codes import Slot


@event
class FormRead:
    """Staff read the form of this round; who they are stands with the fact."""

    read_id: UUID
    case_id: UUID
    round: int
    read_at: datetime


@event
class ScanRead:
    """Staff opened a scan of this round."""

    read_id: UUID
    case_id: UUID
    round: int
    slot: Slot
    read_at: datetime
    page: int = 1


ReadingEvent: TypeAlias = FormRead | ScanRead
