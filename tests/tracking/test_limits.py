"""When is each limit of a case due, and was it kept? The clocks of whole journeys, in Shanghai's days."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.tracking.projections.limits.counting import deadline, worst
from services.tracking.projections.limits.explaining import explain
from services.tracking.projections.limits.hands import calendar_days, official_working_days
from services.tracking.values.limits import Limit
from services.tracking.values.text import Text
from services.tracking.values.working_days import Calendar, Calendars, Publication, day_of
from tests.tracking.cast import (
    JOURNEYS,
    Journey,
    by_post,
    over_spring_festival,
    replaced_after_a_loss,
    three_rounds,
    to_the_desk,
)
from tests.tracking.world import MUCH_LATER, RULES, Tracking


def at(text: str) -> datetime:
    now = Journey().on(text).now
    assert now
    return now


def said(counted: list[Limit] | tuple[Limit, ...]) -> list[tuple[str, str, str]]:
    return [(limit.id.name, f"{limit.due:%m-%d}", limit.state) for limit in counted]


def of(tracking: Tracking, now: datetime) -> list[tuple[str, str, str]]:
    return said(list(tracking.limits(now)))


def test_the_dates_over_the_spring_festival_are_those_of_the_example() -> None:
    assert of(Tracking(over_spring_festival().told), at("03-01 10:00")) == [
        ("verification", "02-11", "kept"),
        ("review_and_production", "02-25", "kept"),
        ("review", "02-13", "kept"),
        ("production", "02-24", "kept"),
        ("courier", "02-24", "kept"),
        ("notify_target", "02-24", "missed"),
        ("notify_limit", "02-25", "kept"),
    ]


def test_both_notify_clauses_stand_side_by_side_one_amber_one_kept() -> None:
    counted = Tracking(over_spring_festival().told).limits(at("03-01 10:00"))
    target, limit = counted[-2:]
    assert (target.term.kind, target.severity, target.term.clause) == ("target", "amber", "source §1 step 7")
    assert (limit.term.kind, limit.severity, limit.term.clause) == ("limit", "none", "source §2")
    assert worst(counted) == "amber"


def test_a_decision_a_second_before_midnight_is_in_time_and_at_midnight_is_late() -> None:
    start = Journey().drafted().on("02-09 10:00").confirmed()
    late = Journey().drafted().on("02-09 10:00").confirmed()
    start.on("02-11 23:59:59").verified()
    late.on("02-12 00:00:00").verified()
    assert Tracking(start.told).limits(at("03-01 10:00"))[0].state == "kept"
    missed = Tracking(late.told).limits(at("03-01 10:00"))[0]
    assert (missed.state, missed.severity, missed.ended_at) == ("missed", "breach", at("02-12 00:00"))


def test_a_limit_is_open_until_its_last_midnight_and_missed_from_then_on() -> None:
    tracking = Tracking(Journey().drafted().on("02-09 10:00").confirmed().told)
    assert of(tracking, at("02-11 23:59")) == [("verification", "02-11", "open")]
    assert of(tracking, at("02-12 00:00")) == [("verification", "02-11", "missed")]


def test_each_round_has_its_own_clocks_and_nothing_runs_while_the_applicant_corrects() -> None:
    counted = Tracking(three_rounds().told).limits(MUCH_LATER)
    verifications = [limit for limit in counted if limit.id.name == "verification"]
    assert [limit.id.round for limit in verifications] == [1, 2, 3]
    budgets = [limit for limit in counted if limit.id.name == "review_and_production"]
    assert [limit.id.round for limit in budgets] == [2, 3]
    assert all(limit.ended_at for limit in counted)


def test_a_failed_review_ends_the_budget_of_its_round() -> None:
    journey = Journey().drafted().on("02-09 10:00").confirmed().on("02-10 10:00").verified()
    journey.on("02-11 10:00").failed("review", 1, ("slot:id_card_back", "expired"))
    [budget] = [limit for limit in Tracking(journey.told).limits(MUCH_LATER) if limit.id.name == "review_and_production"]
    assert (budget.ended_at, budget.state) == (at("02-11 10:00"), "kept")


def test_a_withdrawn_or_refused_case_stops_its_clocks() -> None:
    for journey in (to_the_desk().withdrawn(), to_the_desk().refused("verification")):
        assert [limit.state for limit in Tracking(journey.told).limits(MUCH_LATER)] == ["kept"]


def test_nothing_runs_before_the_first_confirm_upload() -> None:
    assert Tracking(Journey().drafted().submitted().told).limits(MUCH_LATER) == []


def test_a_lost_key_starts_its_own_replacement_and_the_first_budget_stays_as_it_ended() -> None:
    counted = Tracking(replaced_after_a_loss().told).limits(MUCH_LATER)
    names = [(limit.id.name, limit.id.attempt) for limit in counted if limit.id.attempt]
    assert names == [("courier", 1), ("replacement", 1), ("courier", 2), ("notify_target", 1), ("notify_limit", 1)]
    [budget] = [limit for limit in counted if limit.id.name == "review_and_production"]
    [replacement] = [limit for limit in counted if limit.id.name == "replacement"]
    assert budget.ended_at
    assert budget.ended_at < replacement.started_at
    assert replacement.state == "kept"


def test_a_posted_key_ends_the_notify_clocks_and_is_expected_to_be_received() -> None:
    counted = Tracking(by_post().told).limits(MUCH_LATER)
    assert [limit.id.name for limit in counted if limit.term.kind == "expectation"] == ["courier", "receipt"]
    assert all(limit.state == "kept" for limit in counted)


def test_the_explanation_counts_the_make_up_saturday_and_skips_the_festival() -> None:
    limit = Tracking(over_spring_festival().told).limits(MUCH_LATER)[1]
    days = explain(limit, RULES.calendars)
    assert (days[0].date, days[0].count, days[0].reason.en) == (date(2026, 2, 11), 0, "the day it began (day 0)")
    assert [(day.date.day, day.count) for day in days if day.working and day.date.day > 11] == [
        (12, 1),
        (13, 2),
        (14, 3),
        (24, 4),
        (25, 5),
    ]
    assert [day.date.day for day in days if not day.working] == list(range(15, 24))
    saturday = days[3]
    assert (saturday.weekday.zh, saturday.reason.zh) == ("星期六", "春节调休上班")


def test_official_hands_are_counted_in_working_days_and_all_in_calendar_days() -> None:
    facts = Tracking(over_spring_festival().told).told()
    # 10, 11 at the desk; 12 at the provider; 13 with the courier; 14, 24, 25 at the counter
    assert official_working_days(facts, RULES.calendars, MUCH_LATER) == 7
    assert calendar_days(facts, MUCH_LATER) == 17


def test_time_in_the_applicants_hands_is_not_official() -> None:
    journey = Journey().drafted().on("03-02 10:00").confirmed()
    journey.on("03-03 10:00").failed("verification", 1, ("slot:id_card_back", "expired"))
    journey.on("03-20 10:00").confirmed(2)
    facts = Tracking(journey.told).told()
    assert official_working_days(facts, RULES.calendars, at("03-23 10:00")) == 2
    assert calendar_days(facts, at("03-23 10:00")) == 21


# ── a calendar that comes out while a deadline runs (docs/states.md §7, 33) ──

PUBLISHED = at("01-04 10:00").replace(year=2027)
HOURS = st.integers(0, 24 * 105).map(lambda hours: datetime(2026, 11, 1, tzinfo=UTC) + timedelta(hours=hours))
STARTED = datetime(2026, 12, 28, 2, 0, tzinfo=UTC)


def coming_out(*off: date, published_at: datetime = PUBLISHED) -> Calendars:
    first = RULES.calendars.first
    named = {day: Text(zh="元旦", en="New Year's Day") for day in off}
    second = Calendar(version="2027", first=first.first, last=2027, off={**first.off, **named}, made_up=first.made_up)
    return Calendars(first=first, later=(Publication(calendar=second, published_at=published_at),))


def due(calendars: Calendars, ended_at: datetime | None = None) -> tuple[date, bool, str]:
    found = deadline(STARTED, 5, ended_at, calendars)
    return found.due.date, found.due.provisional, found.calendar.version


def test_a_date_beyond_the_published_years_is_provisional() -> None:
    assert due(RULES.calendars) == (date(2027, 1, 5), True, RULES.calendars.first.version)


def test_a_calendar_that_comes_out_moves_an_open_provisional_deadline() -> None:
    moved = coming_out(date(2027, 1, 1), date(2027, 1, 4), date(2027, 1, 5))
    assert due(moved) == (date(2027, 1, 7), False, "2027")


def test_a_deadline_that_ended_before_keeps_its_date_and_calendar() -> None:
    moved = coming_out(date(2027, 1, 4), date(2027, 1, 5))
    assert due(moved, ended_at=PUBLISHED - timedelta(hours=1)) == (date(2027, 1, 5), True, RULES.calendars.first.version)


def test_a_deadline_is_never_moved_before_the_end_of_the_first_working_day_after_the_publication() -> None:
    # without 1 January off it would be due on 4 January, the very day of the publication
    assert due(coming_out()) == (date(2027, 1, 5), False, "2027")


def test_a_miss_is_undone_only_by_a_later_date() -> None:
    late = PUBLISHED + timedelta(days=7)
    assert due(coming_out(published_at=late))[0] == date(2027, 1, 5)
    assert due(coming_out(date(2027, 1, 4), date(2027, 1, 5), published_at=late))[0] == date(2027, 1, 12)


def test_a_deadline_in_a_published_year_is_never_moved() -> None:
    moved = coming_out(date(2026, 2, 12), published_at=at("02-10 10:00"))
    assert deadline(at("02-09 10:00"), 2, None, moved).due.date == date(2026, 2, 11)


@settings(max_examples=200, deadline=None)
@given(
    start=HOURS,
    days=st.integers(1, 10),
    off=st.sets(st.dates(date(2027, 1, 1), date(2027, 2, 28)), max_size=12),
    out=HOURS,
)
def test_a_publication_never_surprises_anybody(start: datetime, days: int, off: set[date], out: datetime) -> None:
    calendars = coming_out(*off, published_at=out)
    old = deadline(start, days, None, Calendars(first=calendars.first)).due
    new = deadline(start, days, None, calendars).due
    if new.date != old.date and out > start:
        assert old.provisional
        assert new.instant >= calendars.newest.add(day_of(out), 1).instant


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda j: j.__name__)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_the_clocks_depend_on_what_was_heard_only(journey: Callable[[], Journey], data: st.DataObject) -> None:
    some = data.draw(st.lists(st.sampled_from(journey().told), unique_by=id))
    shuffled = data.draw(st.permutations(some))
    now = data.draw(st.sampled_from([at("02-12 00:00"), at("03-04 12:00"), MUCH_LATER]))
    assert Tracking(some).limits(now) == Tracking(shuffled).limits(now)
