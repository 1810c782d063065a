"""Is each deadline reminded of, missed and taken back once, and never too early?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from services.tracking.commands import ApplyCalendar, RecordMiss, RemindOfDeadline, VoidMiss
from services.tracking.decider import case
from services.tracking.events import CalendarApplied, DeadlineMissed, DeadlineReminded, MissVoided
from services.tracking.values.limits import Limit, LimitId, Term
from services.tracking.values.text import Text
from tests.scenario import scenarios
from tests.tracking.cast import CASE, NUMBER

given = scenarios(case)

UP = datetime(2026, 2, 24, 16, 0, tzinfo=UTC)
NOTIFY = Limit(
    id=LimitId(name="notify_target", attempt=1),
    term=Term(name="notify_target", kind="target", working_days=2, clause="source §1 step 7", label=Text(zh="目标", en="target")),
    started_at=datetime(2026, 2, 13, 1, 0, tzinfo=UTC),
    ended_at=None,
    due=date(2026, 2, 24),
    due_instant=UP,
    provisional=False,
    calendar="chinesecalendar, to 2026",
    state="missed",
)
MISS = RecordMiss(case_id=CASE, application_number=NUMBER, limit=NOTIFY, body="NB", at=UP + timedelta(hours=3))
MISSED = DeadlineMissed(
    case_id=CASE,
    application_number=NUMBER,
    limit=NOTIFY.id,
    kind="target",
    working_days=2,
    clause="source §1 step 7",
    body="NB",
    due=date(2026, 2, 24),
    provisional=False,
    calendar="chinesecalendar, to 2026",
    missed_at=UP,
)
VOID = VoidMiss(
    case_id=CASE, application_number=NUMBER, limit=NOTIFY.id, missed_at=UP, reason="calendar", at=UP + timedelta(days=1)
)
VOIDED = MissVoided(
    case_id=CASE,
    application_number=NUMBER,
    limit=NOTIFY.id,
    missed_at=UP,
    reason="calendar",
    voided_at=UP + timedelta(days=1),
)
REMIND = RemindOfDeadline(
    case_id=CASE, application_number=NUMBER, limit=NOTIFY, body="NB", at=datetime(2026, 2, 24, 1, 0, tzinfo=UTC)
)
REMINDED = DeadlineReminded(
    case_id=CASE,
    application_number=NUMBER,
    limit=NOTIFY.id,
    kind="target",
    body="NB",
    due=date(2026, 2, 24),
    reminded_at=datetime(2026, 2, 24, 1, 0, tzinfo=UTC),
)
APPLY = ApplyCalendar(case_id=CASE, calendar="2027", at=UP)


def test_a_missed_deadline_is_recorded_at_the_instant_it_was_up_however_late_that_is_noticed() -> None:
    given().when(MISS).then(MISSED)


def test_a_miss_is_recorded_once() -> None:
    given(MISSED).when(MISS).then_nothing()


def test_nothing_is_missed_before_it_is_up() -> None:
    early = RecordMiss(case_id=CASE, application_number=NUMBER, limit=NOTIFY, body="NB", at=UP - timedelta(seconds=1))
    given().when(early).then_refused("not_due")


def test_a_miss_is_taken_back_by_a_fact_of_its_own_once() -> None:
    given(MISSED).when(VOID).then(VOIDED)
    given(MISSED, VOIDED).when(VOID).then_nothing()


def test_what_was_never_missed_cannot_be_taken_back() -> None:
    given().when(VOID).then_refused("not_missed")


def test_a_miss_that_was_taken_back_does_not_come_again() -> None:
    given(MISSED, VOIDED).when(MISS).then_nothing()


def test_a_limit_that_was_moved_can_be_missed_at_its_new_date() -> None:
    moved = replace(NOTIFY, due=date(2026, 2, 25), due_instant=UP + timedelta(days=1))
    later = RecordMiss(case_id=CASE, application_number=NUMBER, limit=moved, body="NB", at=UP + timedelta(days=2))
    [missed] = given(MISSED, VOIDED).when(later).then_events(types=[DeadlineMissed])
    assert isinstance(missed, DeadlineMissed)
    assert missed.missed_at == UP + timedelta(days=1)


def test_a_reminder_comes_once_for_a_due_date() -> None:
    given().when(REMIND).then(REMINDED)
    given(REMINDED).when(REMIND).then_nothing()


def test_a_calendar_is_applied_once() -> None:
    given().when(APPLY).then(CalendarApplied(case_id=CASE, calendar="2027", applied_at=UP))
    given(CalendarApplied(case_id=CASE, calendar="2027", applied_at=UP)).when(APPLY).then_nothing()
