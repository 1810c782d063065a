"""Which days are worked? As published (`chinesecalendar`), beyond that weekends and fixed holidays (`docs/domain.md §5`)."""

from datetime import date, datetime, time, timedelta, timezone

import chinese_calendar

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
FIXED = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}


class ChineseWorkingDays:
    """Working days of the People's Republic, make-up weekends included."""

    def after(self, at: datetime, days: int) -> datetime:
        day = at.astimezone(SHANGHAI).date()
        while days > 0:
            day += timedelta(days=1)
            days -= worked(day)
        return datetime.combine(day + timedelta(days=1), time(), SHANGHAI)


def worked(day: date) -> bool:
    try:
        return chinese_calendar.is_workday(day)  # pyright: ignore[reportUnknownMemberType]
    except NotImplementedError:
        return day.weekday() < 5 and (day.month, day.day) not in FIXED
