"""How often was a door tried in vain?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import event
from services.registration.values import GateId


@event
class FailureCounted:
    """Somebody did not get in. The gate is an opaque id of one address or one caller in one window of time; it names neither."""

    gate_id: GateId
    attempt_id: UUID
    counted_at: datetime


GateEvent: TypeAlias = FailureCounted
