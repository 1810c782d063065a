"""Why is a limit due on that day? It is counted day by day, as one would on a wall calendar."""

from collections.abc import Sequence
from datetime import date

from chassis.messages import value
from services.tracking.values.limits import Limit
from services.tracking.values.text import Text
from services.tracking.values.working_days import Calendar, Calendars, Day, day_of

WEEKDAYS: Sequence[Text] = (
    Text(zh="星期一", en="Monday"),
    Text(zh="星期二", en="Tuesday"),
    Text(zh="星期三", en="Wednesday"),
    Text(zh="星期四", en="Thursday"),
    Text(zh="星期五", en="Friday"),
    Text(zh="星期六", en="Saturday"),
    Text(zh="星期日", en="Sunday"),
)
DAY_ZERO = Text(zh="起算日（第0天）", en="the day it began (day 0)")


@value
class CountedDay:
    """A day on the way to the due date; `count` is the working day's number (of a day off, that of the day before it)."""

    date: date
    weekday: Text
    working: bool
    reason: Text
    provisional: bool
    count: int


def explain(limit: Limit, calendars: Calendars) -> Sequence[CountedDay]:
    """From day 0 to the due date, by the calendar that the limit was computed with."""
    calendar = calendar_of(limit, calendars)
    start = day_of(limit.started_at)
    days = [counted(calendar.day(start), 0, DAY_ZERO)]
    for day in calendar.until(start, limit.due):
        days.append(counted(day, days[-1].count + day.working, day.reason))
    return days


def calendar_of(limit: Limit, calendars: Calendars) -> Calendar:
    known = [calendars.first, *(publication.calendar for publication in calendars.later)]
    return next((calendar for calendar in known if calendar.version == limit.calendar), calendars.newest)


def counted(day: Day, count: int, reason: Text) -> CountedDay:
    weekday = WEEKDAYS[day.date.weekday()]
    return CountedDay(
        date=day.date, weekday=weekday, working=day.working, reason=reason, provisional=day.provisional, count=count
    )
