"""What happens in tracking? It hears facts of cases and accounts, and deadlines of cases pass."""

from datetime import date, datetime
from typing import Literal, TypeAlias
from uuid import UUID

from chassis.messages import event
from services.tracking.values.limits import LimitId, LimitKind
from services.tracking.values.told import Cause, Told

VoidReason: TypeAlias = Literal["calendar", "kept"]


@event
class CaseFactHeard:
    """A fact of this case was heard, once."""

    case_id: UUID
    told: Told
    cause: Cause


@event
class DeadlineReminded:
    """It is the morning of the due date, and the limit still runs."""

    case_id: UUID
    application_number: str
    limit: LimitId
    kind: LimitKind
    body: str
    due: date
    reminded_at: datetime


@event
class DeadlineMissed:
    """The due date is over and it was not done; `missed_at` is the instant at which it was over. It blocks nothing."""

    case_id: UUID
    application_number: str
    limit: LimitId
    kind: LimitKind
    working_days: int
    clause: str
    body: str
    due: date
    provisional: bool
    calendar: str
    missed_at: datetime


@event
class MissVoided:
    """That deadline was not missed after all: a calendar came out that moved it, or what was done in time was heard late."""

    case_id: UUID
    application_number: str
    limit: LimitId
    missed_at: datetime
    reason: VoidReason
    voided_at: datetime


@event
class CalendarApplied:
    """A calendar came out while a provisional deadline of the case was open: its due dates were computed anew."""

    case_id: UUID
    calendar: str
    applied_at: datetime


@event
class AccountFactHeard:
    """A fact of this account was heard, once."""

    account_id: UUID
    told: Told
    cause: Cause


DeadlineEvent: TypeAlias = DeadlineReminded | DeadlineMissed | MissVoided
CaseEvent: TypeAlias = CaseFactHeard | DeadlineEvent | CalendarApplied
Event: TypeAlias = CaseEvent | AccountFactHeard
