"""What does tracking tell? What it heard is not said again, its producer has told it already; what the clock did to deadlines is new."""

from contracts import tracking
from services.tracking.events import (
    AccountFactHeard,
    CalendarApplied,
    CaseFactHeard,
    DeadlineMissed,
    DeadlineReminded,
    Event,
    MissVoided,
)


def announce(event: Event) -> tracking.Tracking | None:
    """At most one announcement."""
    match event:
        case CaseFactHeard() | AccountFactHeard() | CalendarApplied():
            return None
        case DeadlineReminded():
            return reminder_due(event)
        case DeadlineMissed():
            return deadline_missed(event)
        case MissVoided():
            return miss_voided(event)


def reminder_due(event: DeadlineReminded) -> tracking.ReminderDue:
    return tracking.ReminderDue(
        case_id=event.case_id,
        application_number=event.application_number,
        limit=event.limit.name,
        kind=event.kind,
        round=event.limit.round,
        attempt=event.limit.attempt,
        body=event.body,
        due=event.due,
        reminded_at=event.reminded_at,
    )


def deadline_missed(event: DeadlineMissed) -> tracking.DeadlineMissed:
    return tracking.DeadlineMissed(
        case_id=event.case_id,
        application_number=event.application_number,
        limit=event.limit.name,
        kind=event.kind,
        round=event.limit.round,
        attempt=event.limit.attempt,
        working_days=event.working_days,
        clause=event.clause,
        body=event.body,
        due=event.due,
        provisional=event.provisional,
        calendar=event.calendar,
        missed_at=event.missed_at,
    )


def miss_voided(event: MissVoided) -> tracking.DeadlineMissVoided:
    return tracking.DeadlineMissVoided(
        case_id=event.case_id,
        application_number=event.application_number,
        limit=event.limit.name,
        round=event.limit.round,
        attempt=event.limit.attempt,
        missed_at=event.missed_at,
        reason=event.reason,
        voided_at=event.voided_at,
    )
