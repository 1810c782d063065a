"""When is a limit of some working days up? The known answers of docs/domain.md §5, and what holds for every day."""

from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tracking.adapters.calendars import library_calendar
from services.tracking.values.working_days import FIXED, day_of

CHINA = library_calendar()
DAYS = st.dates(min_value=date(2007, 1, 1), max_value=date(2032, 12, 31))
NUMBERS = st.integers(min_value=1, max_value=25)

KNOWN = [
    ("2026-02-12", 5, "2026-02-26", False),
    ("2026-09-30", 2, "2026-10-09", False),
    ("2026-04-30", 3, "2026-05-08", False),
    ("2026-02-13", 2, "2026-02-24", False),
    ("2026-02-12", 2, "2026-02-14", False),
    ("2025-12-31", 2, "2026-01-05", False),
    ("2026-12-28", 5, "2027-01-05", True),
    ("2026-02-09", 2, "2026-02-11", False),
    ("2026-02-11", 5, "2026-02-25", False),
]


@pytest.mark.parametrize(("start", "working_days", "due", "provisional"), KNOWN)
def test_a_known_answer(start: str, working_days: int, due: str, provisional: bool) -> None:
    found = CHINA.add(date.fromisoformat(start), working_days)
    assert (found.date.isoformat(), found.provisional) == (due, provisional)


def test_every_day_of_twenty_years_is_as_the_library_says() -> None:
    day = date(2007, 1, 1)
    while day <= date(2026, 12, 31):
        found = CHINA.day(day)
        assert (found.working, found.provisional) == (chinese_calendar.is_workday(day), False), day
        day += timedelta(days=1)


def test_a_make_up_saturday_counts_and_says_why() -> None:
    saturday = CHINA.day(date(2026, 2, 14))
    assert saturday.working
    assert (saturday.reason.zh, saturday.reason.en) == ("春节调休上班", "make-up working day (Spring Festival)")


def test_the_spring_festival_is_skipped() -> None:
    off = [day.date.day for day in CHINA.until(date(2026, 2, 14), date(2026, 2, 24)) if not day.working]
    assert off == list(range(15, 24))


def test_beyond_the_published_years_only_weekends_and_fixed_holidays_are_off_and_all_is_provisional() -> None:
    days = CHINA.until(date(2026, 12, 31), date(2027, 12, 31))
    assert all(day.provisional for day in days)
    off = {(day.date.month, day.date.day) for day in days if not day.working and day.date.weekday() < 5}
    assert off == {at for at in FIXED if date(2027, *at).weekday() < 5}


def test_the_version_names_library_and_last_year() -> None:
    assert CHINA.version == f"chinesecalendar {chinese_calendar.__version__}, to 2026"


def test_a_day_is_due_until_its_midnight_in_shanghai() -> None:
    assert CHINA.add(date(2026, 2, 9), 2).instant == datetime(2026, 2, 11, 16, 0, tzinfo=UTC)


def test_the_day_of_an_event_is_the_one_in_shanghai() -> None:
    assert day_of(datetime(2026, 2, 11, 15, 59, 59, tzinfo=UTC)) == date(2026, 2, 11)
    assert day_of(datetime(2026, 2, 11, 16, 0, tzinfo=UTC)) == date(2026, 2, 12)


@given(DAYS, NUMBERS)
def test_adding_days_and_counting_them_gives_the_same_number(start: date, working_days: int) -> None:
    assert CHINA.count(start, CHINA.add(start, working_days).date) == working_days


@given(DAYS, NUMBERS)
def test_nothing_is_due_on_a_day_off(start: date, working_days: int) -> None:
    assert CHINA.is_working_day(CHINA.add(start, working_days).date)


@given(DAYS, NUMBERS, st.integers(0, 30))
def test_a_later_start_or_a_longer_limit_is_never_due_earlier(start: date, working_days: int, later: int) -> None:
    due = CHINA.add(start, working_days).date
    assert CHINA.add(start + timedelta(days=later), working_days).date >= due
    assert CHINA.add(start, working_days + 1).date > due


@given(DAYS, NUMBERS)
def test_what_is_due_in_a_published_year_is_never_provisional(start: date, working_days: int) -> None:
    due = CHINA.add(start, working_days)
    assert due.provisional == (due.date.year > CHINA.last)
