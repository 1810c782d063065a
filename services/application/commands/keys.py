"""What can be wished of one key?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import command
from services.application.values.codes import KeyEnd


@command
class RecordKey:
    """A case made this key; `key` is the serial of its certificate."""

    key: str
    case_id: UUID
    at: datetime


@command
class EndKey:
    """Its certificate was revoked or expired."""

    key: str
    how: KeyEnd
    at: datetime


KeyCommand: TypeAlias = RecordKey | EndKey
