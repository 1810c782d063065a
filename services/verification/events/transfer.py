"""What has happened to the cases of a body that closed?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import event


@event
class CasesTransferred:
    """One act moved these cases from a body that closed to its successor; who did it stands with the fact."""

    transfer_id: UUID
    former_body: str
    body: str
    cases: tuple[UUID, ...]
    transferred_at: datetime


TransferEvent: TypeAlias = CasesTransferred
