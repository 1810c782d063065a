"""What can happen to the keys that sign sessions?"""

from datetime import datetime
from typing import TypeAlias

from chassis.messages import event


@event
class SigningKeyRotated:
    """Sessions are signed with the key of this number from now on; nothing secret is stored, the key is derived from its number."""

    number: int
    key_id: str
    rotated_at: datetime


KeyringEvent: TypeAlias = SigningKeyRotated
