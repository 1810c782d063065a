"""What can be wished of the claim on an earlier key?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import command


@command
class ClaimKey:
    """Open a case about this key."""

    earlier_key: str
    case_id: UUID
    at: datetime


@command
class UnclaimKey:
    """The case about this key is over."""

    earlier_key: str
    case_id: UUID
    at: datetime


OpenKeyCommand: TypeAlias = ClaimKey | UnclaimKey
