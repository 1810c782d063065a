"""What will the clock do next to a case? One row per case whose limits run: what is due, what was recorded already."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from typing import Literal, TypeAlias
from uuid import UUID

from chassis.messages import value
from chassis.view import Fact, View
from services.tracking.commands import CaseCommand, RecordMiss, RemindOfDeadline, VoidMiss
from services.tracking.events import (
    AccountFactHeard,
    CalendarApplied,
    CaseFactHeard,
    DeadlineEvent,
    DeadlineMissed,
    DeadlineReminded,
    Event,
    MissVoided,
)
from services.tracking.projections.limits.counting import Rules, limits
from services.tracking.projections.limits.stretches import CLOCKED
from services.tracking.projections.particulars import body_of, provider_of
from services.tracking.projections.sets import steps
from services.tracking.values.application import DraftOpened
from services.tracking.values.limits import Limit, LimitId, LimitName
from services.tracking.values.told import Told, gather
from services.tracking.values.working_days import Due, start_of

REMIND_AT = time(9)
BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
AT_THE_BODY: frozenset[LimitName] = frozenset({"verification", "notify_target", "notify_limit"})
RecordKind: TypeAlias = Literal["reminded", "missed", "voided"]


@value
class Recorded:
    """What was recorded of a deadline: at `at`, of the limit that is up at `due_instant`; `position` is tracking's own."""

    kind: RecordKind
    limit: LimitId
    due_instant: datetime
    at: datetime
    position: int


@value
class DeadlineRow:
    """The facts that a case's clocks are read from, and what was recorded of its deadlines."""

    case_id: UUID
    facts: tuple[Told, ...] = ()
    recorded: tuple[Recorded, ...] = ()

    def has(self, kind: RecordKind, limit: LimitId, due_instant: datetime) -> bool:
        """Whether that was recorded."""
        return any((r.kind, r.limit, r.due_instant) == (kind, limit, due_instant) for r in self.recorded)


def rows_of(event: Event) -> Sequence[str]:
    match event:
        case CaseFactHeard():
            return [str(event.case_id)] if isinstance(event.told.step, CLOCKED) else []
        case DeadlineReminded() | DeadlineMissed() | MissVoided() | CalendarApplied():
            return [str(event.case_id)]
        case AccountFactHeard():
            return []


def keep(row: DeadlineRow | None, fact: Fact[Event]) -> DeadlineRow | None:
    match fact.event:
        case CaseFactHeard(case_id=case_id, told=told):
            known = row or DeadlineRow(case_id=case_id)
            return DeadlineRow(case_id=case_id, facts=gather(known.facts, told), recorded=known.recorded)
        case DeadlineReminded() | DeadlineMissed() | MissVoided() as event:
            known = row or DeadlineRow(case_id=event.case_id)
            noted = recorded(event, fact.position)
            return DeadlineRow(case_id=event.case_id, facts=known.facts, recorded=(*known.recorded, noted))
        case CalendarApplied(case_id=case_id):
            return row or DeadlineRow(case_id=case_id)
        case AccountFactHeard():
            return row


def recorded(event: DeadlineEvent, position: int) -> Recorded:
    """A reminder is known by the due instant of its date, as the miss would be."""
    match event:
        case DeadlineReminded(limit=limit, due=due, reminded_at=at):
            return Recorded(
                kind="reminded", limit=limit, due_instant=Due(date=due, provisional=False).instant, at=at, position=position
            )
        case DeadlineMissed(limit=limit, missed_at=at):
            return Recorded(kind="missed", limit=limit, due_instant=at, at=at, position=position)
        case MissVoided(limit=limit, missed_at=missed_at, voided_at=at):
            return Recorded(kind="voided", limit=limit, due_instant=missed_at, at=at, position=position)


@value
class Pending:
    """What is to be recorded once `instant` has come."""

    instant: datetime
    command: CaseCommand
    until: datetime | None = None


def pending(row: DeadlineRow, rules: Rules, at: datetime) -> Sequence[Pending]:
    """Everything that the clock will do, as far as is known; the commands say `at`. Nothing before the case's number is known."""
    opened = next(iter(steps(row.facts, DraftOpened)), None)
    if opened is None:
        return []
    counted = limits(row.facts, rules, BEFORE_ALL)
    misses = [found for limit in counted for found in missing(row, limit, opened.number, at)]
    reminders = [found for limit in counted for found in reminding(row, limit, opened.number, at)]
    return [*misses, *reminders, *voiding(row, counted, opened.number, at)]


def missing(row: DeadlineRow, limit: Limit, number: str, at: datetime) -> Iterable[Pending]:
    """Whatever did not end before its due instant is missed then, even if that is noticed after it ended."""
    if limit.state == "kept" or row.has("missed", limit.id, limit.due_instant):
        return
    body = who_must_act(row.facts, limit)
    command = RecordMiss(case_id=row.case_id, application_number=number, limit=limit, body=body, at=at)
    yield Pending(instant=limit.due_instant, command=command)


def reminding(row: DeadlineRow, limit: Limit, number: str, at: datetime) -> Iterable[Pending]:
    """At 09:00 of the due date, of what still runs and somebody here can finish."""
    over = limit.ended_at is not None or limit.term.kind == "expectation"
    if over or row.has("reminded", limit.id, limit.due_instant) or row.has("missed", limit.id, limit.due_instant):
        return
    body = who_must_act(row.facts, limit)
    command = RemindOfDeadline(case_id=row.case_id, application_number=number, limit=limit, body=body, at=at)
    yield Pending(instant=start_of(limit.due, REMIND_AT), command=command, until=limit.due_instant)


def voiding(row: DeadlineRow, counted: Sequence[Limit], number: str, at: datetime) -> Iterable[Pending]:
    """A recorded miss that what is known now does not bear out: by a calendar that moved it, or by a fact heard late."""
    missed = {(limit.id, limit.due_instant) for limit in counted if limit.state != "kept"}
    due = {limit.id: limit.due_instant for limit in counted}
    for found in row.recorded:
        at_issue = (found.limit, found.due_instant)
        if found.kind == "missed" and at_issue not in missed and not row.has("voided", *at_issue):
            command = VoidMiss(
                case_id=row.case_id,
                application_number=number,
                limit=found.limit,
                missed_at=found.due_instant,
                reason="kept" if due.get(found.limit, found.due_instant) == found.due_instant else "calendar",
                at=at,
            )
            yield Pending(instant=found.due_instant, command=command)


def who_must_act(facts: Sequence[Told], limit: Limit) -> str:
    """The code of the body whose limit it is; empty while the provider's is not known."""
    return body_of(facts) if limit.id.name in AT_THE_BODY else provider_of(facts)


def due_commands(row: DeadlineRow, rules: Rules, now: datetime) -> Sequence[CaseCommand]:
    """What is to be recorded now; a reminder that comes after the due date is none."""
    found = pending(row, rules, now)
    return [p.command for p in found if p.instant <= now and (p.until is None or now < p.until)]


def tags(row: DeadlineRow, rules: Rules) -> Sequence[str]:
    """`provisional` where a calendar that comes out would move an open deadline."""
    open_ones = [limit for limit in limits(row.facts, rules, BEFORE_ALL) if limit.ended_at is None]
    return ["provisional"] if any(limit.provisional for limit in open_ones) else []


def deadlines(rules: Rules) -> View[Event, DeadlineRow]:
    """The view that the clock watches."""
    return View(
        name="deadlines",
        version=1,
        row=DeadlineRow,
        keys=rows_of,
        project=keep,
        tags=lambda row: tags(row, rules),
        order=lambda row: str(row.case_id),
        due=lambda row: min((p.instant for p in pending(row, rules, BEFORE_ALL)), default=None),
    )
