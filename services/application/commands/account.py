"""What can be wished of an account?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import command


@command
class RecogniseAccount:
    """Registration said that it is active."""

    account_id: UUID
    credit_code: str
    enterprise_name: str
    at: datetime


AccountCommand: TypeAlias = RecogniseAccount
