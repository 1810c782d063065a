"""What can have happened to the key slots of one enterprise?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import event
from services.application.values.codes import CaseKind, KeyEnd


@event
class CaseBegun:
    """A case that wants a key of its own is open."""

    account_id: UUID
    case_id: UUID
    kind: CaseKind
    begun_at: datetime


@event
class SlotTaken:
    """The case takes a slot; `live_keys` are the keys from before this system that were counted with it."""

    account_id: UUID
    case_id: UUID
    live_keys: tuple[str, ...]
    taken_at: datetime


@event
class SlotInherited:
    """The case will have the slot of the key that it replaces."""

    account_id: UUID
    case_id: UUID
    earlier_key: str
    inherited_at: datetime


@event
class SlotFreed:
    """The case ended without a key."""

    account_id: UUID
    case_id: UUID
    freed_at: datetime


@event
class SlotBecameKey:
    """The slot of the case holds this key; `replaced` is the key whose slot it was, or empty."""

    account_id: UUID
    case_id: UUID
    key: str
    login_name: str
    replaced: str
    expires_at: datetime
    became_at: datetime


@event
class KeyReceived:
    """The enterprise has the key in its hands: it may be declared lost or damaged from now on."""

    account_id: UUID
    case_id: UUID
    key: str
    received_at: datetime


@event
class SlotAwaitsKey:
    """The key of the case was spoiled or lost before receipt: its slot waits for the next attempt."""

    account_id: UUID
    case_id: UUID
    key: str
    awaits_at: datetime


@event
class KeySlotFreed:
    """The key ended: its slot is free."""

    account_id: UUID
    key: str
    how: KeyEnd
    freed_at: datetime


SlotEvent: TypeAlias = (
    CaseBegun | SlotTaken | SlotInherited | SlotFreed | SlotBecameKey | KeyReceived | SlotAwaitsKey | KeySlotFreed
)
