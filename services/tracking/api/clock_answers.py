"""What does an answer about a case's clocks look like? Its limits, and each of them day by day."""

from datetime import date, datetime

from services.tracking.api.shapes import Answer, Words
from services.tracking.values.limits import LimitKind, LimitName, LimitState, Severity


class LimitAnswer(Answer):
    """A limit that began. `due` is a day in Shanghai, up at its 24:00 (`due_instant`); `calendar` the version it was counted by."""

    name: LimitName
    kind: LimitKind
    label: Words
    round: int
    attempt: int
    working_days: int
    clause: str
    started_at: datetime
    ended_at: datetime | None
    due: date
    due_instant: datetime
    provisional: bool
    calendar: str
    state: LimitState
    severity: Severity


class DayAnswer(Answer):
    """A day on the way to the due date: whether it counts, why, and what the count is."""

    date: date
    weekday: Words
    working: bool
    reason: Words
    provisional: bool
    count: int


class ExplanationAnswer(LimitAnswer):
    """A limit, day by day from day 0 to the due date."""

    days: list[DayAnswer]


class ExpectedAnswer(Answer):
    """The day to look for a result, and the clause that says so."""

    date: date
    provisional: bool
    clause: str
