"""On which days is work done, and when is a limit of some working days up? By the calendar that was published (docs/domain.md §5)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from chassis.messages import value
from chassis.policy import SHANGHAI
from services.tracking.values.text import Text

DAY = timedelta(days=1)
WORKING = Text(zh="工作日", en="working day")
WEEKEND = Text(zh="周末", en="weekend")
FIXED: Mapping[tuple[int, int], Text] = {
    (1, 1): Text(zh="元旦", en="New Year's Day"),
    (5, 1): Text(zh="劳动节", en="Labour Day"),
    (5, 2): Text(zh="劳动节", en="Labour Day"),
    (10, 1): Text(zh="国庆节", en="National Day"),
    (10, 2): Text(zh="国庆节", en="National Day"),
    (10, 3): Text(zh="国庆节", en="National Day"),
}


@value
class Day:
    """Whether a day is a working day, and why. `provisional`: its year was not published yet."""

    date: date
    working: bool
    reason: Text
    provisional: bool


@value
class Due:
    """The day a limit ends on, at 24:00 in Shanghai. `provisional`: a day up to it was not published yet."""

    date: date
    provisional: bool

    @property
    def instant(self) -> datetime:
        """What happens before this instant is in time (UTC)."""
        return start_of(self.date + DAY)


@value
class Calendar:
    """Days off and make-up days by name, as published for the years `first` to `last`; other years are guessed.

    `version` names what the days were taken from. A guessed year has weekends and the fixed holidays only.
    """

    version: str
    first: int
    last: int
    off: Mapping[date, Text]
    made_up: Mapping[date, Text]

    def day(self, on: date) -> Day:
        """What kind of day it is."""
        provisional = not self.first <= on.year <= self.last
        off = FIXED.get((on.month, on.day)) if provisional else self.off.get(on)
        if on in self.made_up and not provisional:
            return Day(date=on, working=True, reason=self.made_up[on], provisional=False)
        reason = off or (WEEKEND if on.weekday() >= 5 else WORKING)
        return Day(date=on, working=reason is WORKING, reason=reason, provisional=provisional)

    def is_working_day(self, on: date) -> bool:
        """Whether work is done on that day."""
        return self.day(on).working

    def after(self, on: date) -> Iterator[Day]:
        """The days after that day."""
        while True:
            on += DAY
            yield self.day(on)

    def until(self, start: date, end: date) -> Sequence[Day]:
        """The days after `start` up to and with `end`."""
        return [self.day(start + DAY * n) for n in range(1, (end - start).days + 1)]

    def add(self, start: date, working_days: int) -> Due:
        """The due date of a limit: the day of the event is day 0, the first working day after it is day 1. No negative numbers."""
        counted, on, provisional = 0, start, False
        days = self.after(start)
        while counted < working_days:
            day = next(days)
            on, counted, provisional = day.date, counted + day.working, provisional or day.provisional
        return Due(date=on, provisional=provisional)

    def count(self, start: date, end: date) -> int:
        """The working days after `start` up to and with `end`."""
        return sum(day.working for day in self.until(start, end))


@value
class Publication:
    """A calendar that came out while deadlines were running."""

    calendar: Calendar
    published_at: datetime


@value
class Calendars:
    """The calendar in force from the beginning, and those published later, in the order of their publication."""

    first: Calendar
    later: tuple[Publication, ...] = ()

    @property
    def newest(self) -> Calendar:
        """The one in force now."""
        return self.later[-1].calendar if self.later else self.first

    def known(self, instant: datetime) -> "Calendars":
        """Those that had come out by that instant."""
        return Calendars(first=self.first, later=tuple(p for p in self.later if p.published_at <= instant))

    def at(self, instant: datetime) -> Calendar:
        """The one in force at that instant."""
        known = [p.calendar for p in self.later if p.published_at <= instant]
        return known[-1] if known else self.first

    def after(self, instant: datetime) -> Sequence[Publication]:
        """Those published after that instant."""
        return [p for p in self.later if p.published_at > instant]


def day_of(instant: datetime) -> date:
    """The day in Shanghai that the instant belongs to."""
    return instant.astimezone(SHANGHAI).date()


def start_of(day: date, at: time = time()) -> datetime:
    """00:00 of the day (or another time of it) in Shanghai, as UTC."""
    return datetime.combine(day, at, tzinfo=SHANGHAI).astimezone(UTC)
