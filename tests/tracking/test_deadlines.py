"""What does the clock record, and when? Reminders, misses, and misses taken back, over the view that it watches."""

from datetime import UTC, date, datetime, timedelta

from services.tracking.commands import ApplyCalendar
from services.tracking.events import CalendarApplied, DeadlineMissed, DeadlineReminded, MissVoided
from services.tracking.projections.limits.counting import Rules
from services.tracking.projections.limits.deadlines import deadlines, due_commands
from services.tracking.values.text import Text
from services.tracking.values.working_days import Calendar, Calendars, Publication
from tests.tracking.cast import CASE, JOURNEYS, NUMBER, Journey, over_spring_festival
from tests.tracking.world import MUCH_LATER, RULES, WATCHED, Tracking


def at(text: str) -> datetime:
    now = Journey().on(text).now
    assert now
    return now


def waiting() -> Tracking:
    """Confirmed on Monday 9 February at 10:00."""
    return Tracking(Journey().drafted().on("02-09 10:00").confirmed().told)


def due(tracking: Tracking) -> datetime | None:
    assert WATCHED.due
    return WATCHED.due(tracking.rows["deadlines", str(CASE)])


def test_the_first_that_the_clock_does_is_to_remind_at_nine_on_the_due_date() -> None:
    tracking = waiting()
    assert due(tracking) == at("02-11 09:00")
    assert tracking.tick(at("02-11 08:59")) == []
    [reminded] = tracking.tick(at("02-11 09:00"))
    assert isinstance(reminded, DeadlineReminded)
    assert (reminded.application_number, reminded.limit.name, reminded.body) == (NUMBER, "verification", "ZJ")
    assert due(tracking) == at("02-12 00:00")


def test_then_the_miss_is_recorded_at_its_instant_once() -> None:
    tracking = waiting()
    tracking.tick(at("02-11 09:00"))
    [missed] = tracking.tick(at("02-13 15:00"))
    assert isinstance(missed, DeadlineMissed)
    assert (missed.missed_at, missed.due, missed.kind) == (at("02-12 00:00"), date(2026, 2, 11), "limit")
    assert (due(tracking), tracking.tick(MUCH_LATER)) == (None, [])


def test_a_reminder_that_would_come_after_the_due_date_is_none() -> None:
    assert [type(event) for event in waiting().tick(at("02-12 00:00"))] == [DeadlineMissed]


def test_what_ended_in_time_is_neither_reminded_of_nor_missed() -> None:
    tracking = Tracking(Journey().drafted().on("02-09 10:00").confirmed().on("02-10 10:00").withdrawn().told)
    assert (due(tracking), tracking.tick(MUCH_LATER)) == (None, [])


def test_over_the_spring_festival_exactly_one_fact_is_missed() -> None:
    tracking = Tracking(over_spring_festival().told)
    [missed] = tracking.tick(MUCH_LATER)
    assert isinstance(missed, DeadlineMissed)
    assert (missed.limit.name, missed.kind, missed.due, missed.body) == ("notify_target", "target", date(2026, 2, 24), "NB")
    assert tracking.tick(MUCH_LATER) == []


def test_what_was_done_in_time_and_heard_late_takes_the_miss_back() -> None:
    journey = Journey().drafted().on("02-09 10:00").confirmed()
    known = len(journey.told)
    journey.on("02-11 23:59").withdrawn()
    tracking = Tracking(journey.told[:known])
    tracking.tick(at("02-12 00:00"))
    for message in journey.told[known:]:
        tracking.hear(message)
    [voided] = tracking.tick(at("02-12 00:01"))
    assert isinstance(voided, MissVoided)
    assert (voided.reason, voided.missed_at) == ("kept", at("02-12 00:00"))
    assert tracking.tick(MUCH_LATER) == []


def test_the_records_stand_in_the_trail_in_the_order_of_time() -> None:
    tracking = Tracking(over_spring_festival().told)
    tracking.tick(MUCH_LATER)
    [line] = [line for line in tracking.trail() if line.service == "tracking"]
    assert (line.event, line.at) == ("DeadlineMissed", at("02-25 00:00"))
    assert line.says.zh == "通知领取目标已逾期（应于2026-02-24前完成）。"
    times = [line.at for line in tracking.trail()]
    assert times == sorted(times)


def test_every_journey_comes_to_rest() -> None:
    for journey in JOURNEYS:
        tracking = Tracking(journey().told)
        for _ in range(3):
            tracking.tick(MUCH_LATER)
        assert tracking.tick(MUCH_LATER) == []


# ── a calendar that comes out after a provisional deadline was missed (docs/states.md §7, 33) ──


def test_a_miss_that_a_calendar_undoes_is_taken_back_and_comes_again_at_the_new_date() -> None:
    journey = Journey(start=datetime(2026, 12, 30, 2, 0, tzinfo=UTC)).drafted().confirmed()  # 30 December: due 4 January
    tracking = Tracking(journey.told)
    row = tracking.rows["deadlines", str(CASE)]
    assert list(WATCHED.tags(row)) == ["provisional"]
    missed_on = datetime(2027, 1, 4, 16, 0, tzinfo=UTC)
    [missed] = tracking.tick(missed_on + timedelta(hours=1))
    assert isinstance(missed, DeadlineMissed)
    assert (missed.due, missed.provisional) == (date(2027, 1, 4), True)

    first = RULES.calendars.first
    off = {date(2027, 1, day): Text(zh="元旦", en="New Year's Day") for day in (1, 2, 3, 4)}
    second = Calendar(version="2027", first=first.first, last=2027, off={**first.off, **off}, made_up={})
    published = Publication(calendar=second, published_at=missed_on + timedelta(hours=2))
    rules = Rules(book=RULES.book, calendars=Calendars(first=first, later=(published,)))
    [applied] = tracking.act(ApplyCalendar(case_id=CASE, calendar="2027", at=missed_on + timedelta(hours=3)))
    assert isinstance(applied, CalendarApplied)
    row = tracking.rows["deadlines", str(CASE)]
    assert deadlines(rules).tags(row) == []
    [wish] = due_commands(row, rules, missed_on + timedelta(hours=3))
    [voided] = tracking.act(wish)
    assert isinstance(voided, MissVoided)
    assert voided.reason == "calendar"
    # published on 5 January: not before the end of the 6th
    row = tracking.rows["deadlines", str(CASE)]
    [again] = [event for wish in due_commands(row, rules, MUCH_LATER.replace(year=2028)) for event in tracking.act(wish)]
    assert isinstance(again, DeadlineMissed)
    assert (again.due, again.provisional, again.calendar) == (date(2027, 1, 6), False, "2027")
