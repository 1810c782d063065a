"""When is a limit up, and was it kept? A pure function of facts, policy, calendars and the present instant (docs/domain.md §5)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from chassis.messages import value
from chassis.policy import Policy, PolicyBook
from services.tracking.policies import LOOK_AFTER, terms
from services.tracking.projections.limits.stretches import Stretch, stretches
from services.tracking.projections.sets import found
from services.tracking.values.application import MaterialsConfirmed
from services.tracking.values.limits import Limit, LimitName, LimitState, Severity, Term
from services.tracking.values.told import Told
from services.tracking.values.working_days import Calendar, Calendars, Due, Publication, day_of


@value
class Rules:
    """What limits are counted by."""

    book: PolicyBook
    calendars: Calendars

    def policy(self, facts: Sequence[Told]) -> Policy | None:
        """The rules that the case was pinned to by its first Confirm Upload; None before: then nothing runs."""
        materials = found(facts, MaterialsConfirmed)
        if not materials:
            return None
        return self.book.in_force(materials[0][0].at, materials[-1][1].policy_profile)


@value
class Deadline:
    """A due date, and the calendar that it was computed with."""

    due: Due
    calendar: Calendar


def limits(facts: Sequence[Told], rules: Rules, now: datetime) -> Sequence[Limit]:
    """Every limit that ever began, in the order of the way."""
    policy = rules.policy(facts)
    if policy is None:
        return []
    ruled: Mapping[LimitName, Term] = terms(policy)
    counted = [limit(s, ruled[s.id.name], rules.calendars, now) for s in stretches(facts) if s.id.name in ruled]
    return sorted(counted, key=lambda limit: limit.started_at)


def limit(stretch: Stretch, term: Term, calendars: Calendars, now: datetime) -> Limit:
    """One limit as it stands now."""
    found = deadline(stretch.started_at, term.working_days, stretch.ended_at, calendars)
    return Limit(
        id=stretch.id,
        term=term,
        started_at=stretch.started_at,
        ended_at=stretch.ended_at,
        due=found.due.date,
        due_instant=found.due.instant,
        provisional=found.due.provisional,
        calendar=found.calendar.version,
        state=state(stretch.ended_at, found.due.instant, now),
    )


def state(ended_at: datetime | None, due: datetime, now: datetime) -> LimitState:
    """Kept is what was done at an instant before the due instant."""
    if ended_at is not None:
        return "kept" if ended_at < due else "missed"
    return "open" if now < due else "missed"


def deadline(started_at: datetime, working_days: int, ended_at: datetime | None, calendars: Calendars) -> Deadline:
    """By the calendar in force when it began; computed anew by each later one while it is provisional and open."""
    calendar = calendars.at(started_at)
    due = calendar.add(day_of(started_at), working_days)
    for publication in calendars.after(started_at):
        if not due.provisional or (ended_at is not None and ended_at < publication.published_at):
            break
        due = moved(due, publication, publication.calendar.add(day_of(started_at), working_days))
        calendar = publication.calendar
    return Deadline(due=due, calendar=calendar)


def moved(old: Due, publication: Publication, new: Due) -> Due:
    """The new date, but never before the end of the first working day after the publication; what was missed by then is only moved later."""
    missed = old.instant <= publication.published_at
    if new.date == old.date or (missed and new.date < old.date):
        return Due(date=old.date, provisional=new.provisional)
    floor = publication.calendar.add(day_of(publication.published_at), 1)
    return max(new, floor, key=lambda due: due.date)


def expected_by(facts: Sequence[Told], rules: Rules, policy: Policy) -> tuple[Due, str]:
    """The day to look for a result of the last Confirm Upload, and the clause that says so (docs/source.txt, step 5)."""
    told, _ = found(facts, MaterialsConfirmed)[-1]
    row = policy.row(LOOK_AFTER)
    due = deadline(told.at, policy.number(LOOK_AFTER), None, rules.calendars).due
    return due, row.clause


def worst(counted: Sequence[Limit]) -> Severity:
    """The mark of the whole case: a breach goes before amber."""
    marks = {limit.severity for limit in counted}
    return "breach" if "breach" in marks else "amber" if "amber" in marks else "none"
