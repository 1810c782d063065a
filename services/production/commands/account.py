"""What may be wished of an account, as far as production knows it?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import command


@command
class NoteOrder:
    """An order belongs to this account."""

    account_id: UUID
    case_id: UUID
    application_number: str
    at: datetime


@command
class ReleaseAccount:
    """The account was proven foreign."""

    account_id: UUID
    at: datetime


AccountCommand: TypeAlias = NoteOrder | ReleaseAccount
