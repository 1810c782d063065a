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


@command
class NoteCase:
    """Open a case for this account."""

    account_id: UUID
    case_id: UUID
    at: datetime


@command
class CloseCase:
    """A case of this account is over."""

    account_id: UUID
    case_id: UUID
    at: datetime


@command
class ReleaseAccount:
    """Registration said that it was proven foreign."""

    account_id: UUID
    at: datetime


AccountCommand: TypeAlias = RecogniseAccount | NoteCase | CloseCase | ReleaseAccount
