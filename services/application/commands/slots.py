"""What can be wished of the key slots of one enterprise?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import command
from services.application.values.codes import CaseKind, KeyEnd


@command
class BeginCase:
    """Open a case that wants a key of its own; `live_keys` are those from before this system."""

    account_id: UUID
    case_id: UUID
    kind: CaseKind
    live_keys: tuple[str, ...]
    at: datetime


@command
class TakeSlot:
    """Take one of `limit` slots, or inherit that of the `earlier_key` (empty for none)."""

    account_id: UUID
    case_id: UUID
    earlier_key: str
    live_keys: tuple[str, ...]
    limit: int
    at: datetime


@command
class FreeSlot:
    """Give back whatever the case has here."""

    account_id: UUID
    case_id: UUID
    at: datetime


@command
class TurnSlotIntoKey:
    """The case's certificate was issued."""

    account_id: UUID
    case_id: UUID
    key: str
    login_name: str
    expires_at: datetime
    at: datetime


@command
class ReceiveKey:
    """The enterprise confirmed that it has the key of this case."""

    account_id: UUID
    case_id: UUID
    at: datetime


@command
class AwaitKey:
    """The key of this case was spoiled or lost; the next attempt will stand in its slot."""

    account_id: UUID
    case_id: UUID
    key: str
    at: datetime


@command
class FreeKeySlot:
    """The key ended."""

    account_id: UUID
    key: str
    how: KeyEnd
    at: datetime


SlotCommand: TypeAlias = BeginCase | TakeSlot | FreeSlot | TurnSlotIntoKey | ReceiveKey | AwaitKey | FreeKeySlot
