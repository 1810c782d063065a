"""What may be wished about a key that a body keeps apart?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import command
from services.delivery.values import Disposal


@command
class QuarantineKey:
    """Keep it apart."""

    token_serial: str
    body: str
    written_off: bool
    at: datetime


@command
class AdmitKey:
    """It was found in its own parcel: may it be scanned in?"""

    token_serial: str
    at: datetime


@command
class ProposeDisposal:
    """`person_id` wants this to become of it."""

    token_serial: str
    body: str
    disposal: Disposal
    person_id: UUID
    at: datetime


@command
class ConfirmDisposal:
    """`person_id`, another person, does it."""

    token_serial: str
    body: str
    person_id: UUID
    at: datetime


QuarantineCommand: TypeAlias = QuarantineKey | AdmitKey | ProposeDisposal | ConfirmDisposal
