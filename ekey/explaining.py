"""How does an explanation of due dates look on a terminal? Each limit, counted day by day."""

from collections.abc import Sequence

from pydantic import BaseModel, TypeAdapter
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ekey.client import Operator
from ekey.operate import Json, of_case
from ekey.show import LATE, WRONG, moment, words

DAYS_OFF = "dim"


class Day(BaseModel):
    """A day on the way to the due date."""

    date: str
    weekday: dict[str, str]
    working: bool
    reason: dict[str, str]
    provisional: bool
    count: int


class Explained(BaseModel):
    """A limit of a case, with its days."""

    label: dict[str, str]
    kind: str
    round: int
    attempt: int
    working_days: int
    clause: str
    started_at: str
    ended_at: str | None
    due: str
    provisional: bool
    calendar: str
    state: str
    severity: str
    days: list[Day]


MANY: TypeAdapter[list[Json]] = TypeAdapter(list[Json])


def explanation(operator: Operator, number: str) -> list[Json]:
    """Every limit of an application, day by day, as tracking counts it. Raises `Unanswered`."""
    return of_case(operator, number, "/explain", MANY)


def show_explanation(console: Console, told: Sequence[Json]) -> None:
    """A heading and a table for each limit, or that none has begun."""
    if not told:
        console.print("no limit runs yet 尚无期限")
    for one in map(Explained.model_validate, told):
        console.print(heading(one))
        console.print(days(one))


def heading(one: Explained) -> Text:
    """Name, rule and outcome."""
    colour = {"breach": WRONG, "amber": LATE}.get(one.severity, "green")
    running = f"round {one.round}" if one.round else f"way {one.attempt}"
    ended = f", ended {moment(one.ended_at)}" if one.ended_at else ""
    guess = " (provisional 暂定)" if one.provisional else ""
    return Text.assemble(
        (words(one.label), "bold"),
        f" · {running} · {one.kind}, {one.working_days} working days ({one.clause}) · began {moment(one.started_at)}{ended}",
        f" · due {one.due}{guess} · ",
        (one.state, colour),
        f" · {one.calendar}",
    )


def days(one: Explained) -> Table:
    """Date, weekday, working or not and why, the count."""
    table = Table(box=None, pad_edge=True, show_header=False)
    for day in one.days:
        guess = " (provisional 暂定)" if day.provisional else ""
        count = str(day.count) if day.working or not day.count else "–"
        style = "" if day.working else DAYS_OFF
        table.add_row(day.date, words(day.weekday), count, words(day.reason) + guess, style=style)
    return table
