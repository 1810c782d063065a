"""What can be wished of tracking? To hear a fact with all that came with it, and to record what the clock did to a case's deadlines."""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import command
from services.tracking.events import VoidReason
from services.tracking.values.limits import Limit, LimitId
from services.tracking.values.told import Cause, Told


@command
class HearCaseFact:
    """Keep this fact of a case."""

    case_id: UUID
    told: Told
    cause: Cause


@command
class RemindOfDeadline:
    """Remind of this limit: today is its due date. `body` has to act."""

    case_id: UUID
    application_number: str
    limit: Limit
    body: str
    at: datetime


@command
class RecordMiss:
    """Record that this limit was missed. `body` had to act."""

    case_id: UUID
    application_number: str
    limit: Limit
    body: str
    at: datetime


@command
class VoidMiss:
    """Take the recorded miss of `missed_at` back."""

    case_id: UUID
    application_number: str
    limit: LimitId
    missed_at: datetime
    reason: VoidReason
    at: datetime


@command
class ApplyCalendar:
    """Compute the case's open provisional deadlines by this calendar from now on."""

    case_id: UUID
    calendar: str
    at: datetime


@command
class HearAccountFact:
    """Keep this fact of an account."""

    account_id: UUID
    told: Told
    cause: Cause


CaseCommand: TypeAlias = HearCaseFact | RemindOfDeadline | RecordMiss | VoidMiss | ApplyCalendar
Command: TypeAlias = CaseCommand | HearAccountFact
