"""What happened to a key that a body keeps apart? One stream per token."""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import event
from services.delivery.values import Disposal


@event
class KeyQuarantined:
    """The body keeps the key apart; `written_off`: its loss had been confirmed, so it can only be destroyed."""

    token_serial: str
    body: str
    written_off: bool
    quarantined_at: datetime


@event
class DisposalProposed:
    """One person wants this to become of the key; it takes another to do it."""

    token_serial: str
    body: str
    disposal: Disposal
    proposed_by: UUID
    proposed_at: datetime


@event
class KeyRerouted:
    """Two persons sent the key on to the body that it was meant for."""

    token_serial: str
    former_body: str
    body: str
    waybill: str
    proposed_by: UUID
    confirmed_by: UUID
    rerouted_at: datetime


@event
class KeyDestroyed:
    """Two persons destroyed the key."""

    token_serial: str
    body: str
    proposed_by: UUID
    confirmed_by: UUID
    destroyed_at: datetime


QuarantineEvent: TypeAlias = KeyQuarantined | DisposalProposed | KeyRerouted | KeyDestroyed
