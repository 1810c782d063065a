"""How is a failure counted?"""

from datetime import datetime
from uuid import UUID

from chassis.messages import command
from services.registration.values import GateId


@command
class CountFailure:
    """`limit` failures close the gate for the rest of its window."""

    gate_id: GateId
    attempt_id: UUID
    limit: int
    at: datetime
