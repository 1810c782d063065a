"""What can be wished of one login name?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import command
from services.application.values.codes import LoginNameRule


@command
class HoldName:
    """Keep the name for this case."""

    name: str
    case_id: UUID
    account_id: UUID
    rule: LoginNameRule
    at: datetime


@command
class ReleaseName:
    """The case does not want it any more, or ended without a key."""

    name: str
    case_id: UUID
    at: datetime


@command
class IssueName:
    """The key of this case carries the name."""

    name: str
    case_id: UUID
    at: datetime


@command
class ReclaimName:
    """The key of this case was spoiled or lost: the case holds the name again, for the next attempt."""

    name: str
    case_id: UUID
    at: datetime


@command
class EndName:
    """The key of this case, which carries the name, was revoked."""

    name: str
    case_id: UUID
    at: datetime


NameCommand: TypeAlias = HoldName | ReleaseName | IssueName | ReclaimName | EndName
