"""What can have happened to an enterprise's account, as far as applications care?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import event


@event
class AccountRecognised:
    """Registration said that the account is active: its enterprise may apply."""

    account_id: UUID
    credit_code: str
    enterprise_name: str
    recognised_at: datetime


AccountEvent: TypeAlias = AccountRecognised
