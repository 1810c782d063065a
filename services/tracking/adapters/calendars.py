"""Which working days were published? Those of the library `chinesecalendar`, and of a file for years that came out since."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import chinese_calendar
import yaml
from chinese_calendar.constants import Holiday, holidays, workdays
from pydantic import AwareDatetime, BaseModel, ConfigDict, TypeAdapter

from services.tracking.values.text import Text
from services.tracking.values.working_days import Calendar, Calendars, Publication

ZH: Mapping[str, str] = {str(holiday.value): str(getattr(holiday, "chinese", holiday.value)) for holiday in Holiday}


class NamedDays(BaseModel):
    """Days of one holiday: those off, and the weekend days worked instead."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: str
    en: str
    days_off: list[date]
    make_up: list[date] = []


class PublishedYear(BaseModel):
    """One year as it was published."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str
    published_at: AwareDatetime
    year: int
    holidays: list[NamedDays]


class CalendarFile(BaseModel):
    """The file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    years: list[PublishedYear] = []


CALENDAR_FILE: TypeAdapter[CalendarFile] = TypeAdapter(CalendarFile)


def library_calendar() -> Calendar:
    """The calendar of the installed library; its version names library and last year."""
    last = max(day.year for day in holidays)
    return Calendar(
        version=f"chinesecalendar {chinese_calendar.__version__}, to {last}",
        first=min(day.year for day in holidays),
        last=last,
        off={day: day_off(name) for day, name in holidays.items()},
        made_up={day: make_up_day(name) for day, name in workdays.items()},
    )


def day_off(name: str) -> Text:
    return Text(zh=ZH.get(name, name), en=name)


def make_up_day(name: str) -> Text:
    return Text(zh=f"{ZH.get(name, name)}调休上班", en=f"make-up working day ({name})")


def calendars_from(settings: Mapping[str, str]) -> Calendars:
    """The library's, then the years of the file that the setting `calendar` names. Raises ValidationError where one is wrong."""
    first = library_calendar()
    path = settings.get("calendar", "")
    if not path:
        return Calendars(first=first)
    file = CALENDAR_FILE.validate_python(yaml.safe_load(Path(path).read_text(encoding="utf-8")) or {})
    return published(first, sorted(file.years, key=lambda year: year.published_at))


def published(first: Calendar, years: Sequence[PublishedYear]) -> Calendars:
    """One publication after the other; a year that the library knows meanwhile is the library's. Raises ValueError for a gap."""
    later: list[Publication] = []
    known = first
    for year in (year for year in years if year.year > first.last):
        if year.year != known.last + 1:
            raise ValueError(f"the calendar of {year.year} comes before that of {known.last + 1}")
        known = with_year(known, year)
        later.append(Publication(calendar=known, published_at=year.published_at))
    return Calendars(first=first, later=tuple(later))


def with_year(known: Calendar, year: PublishedYear) -> Calendar:
    off = {day: Text(zh=h.zh, en=h.en) for h in year.holidays for day in h.days_off}
    made_up = {day: Text(zh=f"{h.zh}调休上班", en=f"make-up working day ({h.en})") for h in year.holidays for day in h.make_up}
    return Calendar(
        version=year.version,
        first=known.first,
        last=year.year,
        off={**known.off, **off},
        made_up={**known.made_up, **made_up},
    )
