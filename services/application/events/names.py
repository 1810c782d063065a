"""What can have happened to one login name?"""

from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

from chassis.messages import event
from services.application.values.codes import LoginNameRule

Destination: TypeAlias = Literal["enterprise", "nobody", "key"]


@event
class NameHeld:
    """A case holds the name."""

    name: str
    case_id: UUID
    account_id: UUID
    rule: LoginNameRule
    held_at: datetime


@event
class NameReleased:
    """The case gave the name back: free `to` its enterprise only, to nobody ever, or again with the key that has it."""

    name: str
    case_id: UUID
    account_id: UUID
    to: Destination
    released_at: datetime


@event
class NameIssued:
    """A key carries the name."""

    name: str
    case_id: UUID
    account_id: UUID
    issued_at: datetime


@event
class NameEnded:
    """The key with this name was revoked: free `to` its enterprise only, or to nobody ever."""

    name: str
    account_id: UUID
    to: Literal["enterprise", "nobody"]
    ended_at: datetime


NameEvent: TypeAlias = NameHeld | NameReleased | NameIssued | NameEnded
