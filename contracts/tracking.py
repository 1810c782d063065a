"""What does tracking tell? What the clock did to the deadlines of cases; it blocks nothing."""

from datetime import date, datetime
from typing import Literal, TypeAlias
from uuid import UUID

from chassis.published import Announcement

LimitName: TypeAlias = Literal[
    "verification",
    "review",
    "production",
    "review_and_production",
    "notify_target",
    "notify_limit",
    "courier",
    "replacement",
    "receipt",
]
LimitKind: TypeAlias = Literal["limit", "target", "expectation"]


class ReminderDue(Announcement, key="case_id"):
    """It is 09:00 of the due date in Shanghai, and `body` has not finished: `round` or `attempt` tell which running of the limit."""

    case_id: UUID
    application_number: str
    limit: LimitName
    kind: LimitKind
    round: int
    attempt: int
    body: str
    due: date
    reminded_at: datetime


class DeadlineMissed(Announcement, key="case_id"):
    """The due date is over. `working_days` and `clause` are the rule's, `calendar` the version that it was counted by."""

    case_id: UUID
    application_number: str
    limit: LimitName
    kind: LimitKind
    round: int
    attempt: int
    working_days: int
    clause: str
    body: str
    due: date
    provisional: bool
    calendar: str
    missed_at: datetime


class DeadlineMissVoided(Announcement, key="case_id"):
    """What was missed at `missed_at` was not: a calendar came out that moved it, or what was done in time was heard late."""

    case_id: UUID
    application_number: str
    limit: LimitName
    round: int
    attempt: int
    missed_at: datetime
    reason: Literal["calendar", "kept"]
    voided_at: datetime


Tracking: TypeAlias = ReminderDue | DeadlineMissed | DeadlineMissVoided
