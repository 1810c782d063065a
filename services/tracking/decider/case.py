"""What may be recorded of a case? Every fact once, in any order; a deadline is reminded of, missed and taken back once each."""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime

from chassis.decider import Decider, Refused
from chassis.messages import value
from services.tracking.commands import ApplyCalendar, CaseCommand, HearCaseFact, RecordMiss, RemindOfDeadline, VoidMiss
from services.tracking.events import (
    CalendarApplied,
    CaseEvent,
    CaseFactHeard,
    DeadlineMissed,
    DeadlineReminded,
    MissVoided,
)
from services.tracking.values.limits import LimitId
from services.tracking.values.told import Place


@value
class CaseHistory:
    """What was heard so far, by where it was written; deadlines missed (and taken back) by their instant, reminded of by their date."""

    facts: Mapping[Place, CaseFactHeard] = field(default_factory=dict[Place, CaseFactHeard])
    missed: frozenset[tuple[LimitId, datetime]] = frozenset()
    voided: frozenset[tuple[LimitId, datetime]] = frozenset()
    reminded: frozenset[tuple[LimitId, date]] = frozenset()
    calendars: frozenset[str] = frozenset()


def decide(command: CaseCommand, state: CaseHistory) -> Sequence[CaseEvent]:
    match command:
        case HearCaseFact():
            return hear(command, state)
        case RemindOfDeadline():
            return remind(command, state)
        case RecordMiss():
            return miss(command, state)
        case VoidMiss():
            return void(command, state)
        case ApplyCalendar():
            return apply(command, state)


def hear(command: HearCaseFact, state: CaseHistory) -> Sequence[CaseFactHeard]:
    """The fact, or nothing if it was heard before."""
    if command.told.place in state.facts:
        return []
    return [CaseFactHeard(case_id=command.case_id, told=command.told, cause=command.cause)]


def remind(command: RemindOfDeadline, state: CaseHistory) -> Sequence[DeadlineReminded]:
    """One reminder for each due date (docs/domain.md §5)."""
    limit = command.limit
    if (limit.id, limit.due) in state.reminded:
        return []
    return [
        DeadlineReminded(
            case_id=command.case_id,
            application_number=command.application_number,
            limit=limit.id,
            kind=limit.term.kind,
            body=command.body,
            due=limit.due,
            reminded_at=command.at,
        )
    ]


def miss(command: RecordMiss, state: CaseHistory) -> Sequence[DeadlineMissed]:
    """The miss, at the instant when the limit was up, whenever it is noticed; never before (docs/domain.md §5)."""
    limit = command.limit
    if (limit.id, limit.due_instant) in state.missed:
        return []
    if command.at < limit.due_instant:
        raise Refused("not_due", zh="期限尚未届满", en="the limit is not up yet")
    return [
        DeadlineMissed(
            case_id=command.case_id,
            application_number=command.application_number,
            limit=limit.id,
            kind=limit.term.kind,
            working_days=limit.term.working_days,
            clause=limit.term.clause,
            body=command.body,
            due=limit.due,
            provisional=limit.provisional,
            calendar=limit.calendar,
            missed_at=limit.due_instant,
        )
    ]


def void(command: VoidMiss, state: CaseHistory) -> Sequence[MissVoided]:
    """The miss taken back, by a fact of its own: the first stays in the history (docs/states.md §7, 33)."""
    at = (command.limit, command.missed_at)
    if at in state.voided:
        return []
    if at not in state.missed:
        raise Refused("not_missed", zh="该期限没有逾期记录", en="no such miss was recorded")
    return [
        MissVoided(
            case_id=command.case_id,
            application_number=command.application_number,
            limit=command.limit,
            missed_at=command.missed_at,
            reason=command.reason,
            voided_at=command.at,
        )
    ]


def apply(command: ApplyCalendar, state: CaseHistory) -> Sequence[CalendarApplied]:
    """Once for each calendar."""
    if command.calendar in state.calendars:
        return []
    return [CalendarApplied(case_id=command.case_id, calendar=command.calendar, applied_at=command.at)]


def evolve(state: CaseHistory, event: CaseEvent) -> CaseHistory:
    match event:
        case CaseFactHeard():
            return replace(state, facts={**state.facts, event.told.place: event})
        case DeadlineReminded():
            return replace(state, reminded=state.reminded | {(event.limit, event.due)})
        case DeadlineMissed():
            return replace(state, missed=state.missed | {(event.limit, event.missed_at)})
        case MissVoided():
            return replace(state, voided=state.voided | {(event.limit, event.missed_at)})
        case CalendarApplied():
            return replace(state, calendars=state.calendars | {event.calendar})


case: Decider[CaseCommand, CaseHistory, CaseEvent] = Decider(decide=decide, evolve=evolve, initial=CaseHistory())
