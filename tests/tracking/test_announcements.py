"""Does tracking tell what the clock did, and keep quiet about what it heard?"""

from datetime import date

from contracts import tracking
from services.tracking.announcements import announce
from services.tracking.events import AccountFactHeard, CalendarApplied, CaseFactHeard
from tests.tracking.cast import CASE, MONDAY, NUMBER, ordinary_first
from tests.tracking.test_deadline_rules import MISSED, REMINDED, VOIDED
from tests.tracking.world import Tracking


def test_nothing_that_was_heard_is_said_again() -> None:
    heard = [fact.event for fact in Tracking(ordinary_first().told).facts]
    assert {type(event) for event in heard} == {CaseFactHeard, AccountFactHeard}
    assert [announce(event) for event in heard] == [None] * len(heard)


def test_that_a_calendar_was_applied_is_not_told() -> None:
    assert announce(CalendarApplied(case_id=CASE, calendar="2027", applied_at=MONDAY)) is None


def test_a_missed_deadline_is_told_with_its_rule() -> None:
    told = announce(MISSED)
    assert isinstance(told, tracking.DeadlineMissed)
    assert (told.application_number, told.limit, told.kind, told.attempt, told.body) == (
        NUMBER,
        "notify_target",
        "target",
        1,
        "NB",
    )
    assert (told.due, told.missed_at, told.calendar) == (date(2026, 2, 24), MISSED.missed_at, MISSED.calendar)
    assert (told.working_days, told.clause, told.provisional) == (2, "source §1 step 7", False)
    assert told.key == str(CASE)


def test_a_reminder_is_told() -> None:
    told = announce(REMINDED)
    assert isinstance(told, tracking.ReminderDue)
    assert (told.limit, told.round, told.attempt, told.body, told.due) == ("notify_target", 0, 1, "NB", date(2026, 2, 24))


def test_a_miss_taken_back_is_told() -> None:
    told = announce(VOIDED)
    assert isinstance(told, tracking.DeadlineMissVoided)
    assert (told.limit, told.attempt, told.missed_at, told.reason) == ("notify_target", 1, MISSED.missed_at, "calendar")
