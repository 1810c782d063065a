"""How does an answer look on a terminal?"""

import sys
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from typing import cast

from pydantic import BaseModel
from rich.console import Console
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from ekey.operate import Json

WIDE = 240
LATE = "yellow"
WRONG = "bold red"


class Step(BaseModel):
    """One line of an audit trail."""

    at: str = ""
    service: str = ""
    event: str = ""
    actor: dict[str, object] = {}
    position: int | None = None
    epoch: int | None = None
    cause: str | None = None
    says: dict[str, str] = {}


class Heard(BaseModel):
    """How far a service has heard a producer; `behind` counts shards, None: the producer could not be asked."""

    producer: str
    epoch: int
    stopped: list[int]
    behind: int | None


class View(BaseModel):
    """How far a view has followed its store."""

    name: str
    checkpoint: int
    lag: int


class Relay(BaseModel):
    """How far the announcements were sent."""

    cursor: int
    lag: int


class Progress(BaseModel):
    """Where a service stands."""

    service: str
    epoch: int = 0
    position: int = 0
    relay: Relay = Relay(cursor=0, lag=0)
    views: list[View] = []
    heard: list[Heard] = []
    parked: int = 0
    oddities: dict[str, int] = {}
    error: str = ""


class Parked(BaseModel):
    """A message that could not be taken."""

    service: str
    producer: str
    epoch: int
    position: int
    key: str
    type: str
    reason: str
    attempts: int
    retry_at: str


def terminal() -> Console:
    """Standard output; where it is no terminal, wide enough for a row to be one line."""
    return Console(width=None if sys.stdout.isatty() else WIDE, highlight=False)


def show_status(console: Console, told: Json) -> None:
    """What is known of an application, a line each."""
    table = Table(show_header=False, box=None, pad_edge=False)
    for name, value in told.items():
        if value not in (None, "", [], {}):
            table.add_row(Text(name.replace("_", " "), style="dim"), "\n".join(_lines(value)))
    console.print(table)


def show_trail(console: Console, told: Sequence[Json]) -> None:
    """The audit trail, a step each."""
    table = _table("at", "service", "event", "who", "position", "says")
    for step in map(Step.model_validate, told):
        place = "" if step.position is None else f"{step.epoch or 0}:{step.position}"
        table.add_row(moment(step.at), step.service, step.event, who(step.actor), place, words(step.says))
    console.print(table)


def show_parked(console: Console, told: Sequence[Json]) -> None:
    """Every parked message, or that there is none."""
    if not told:
        console.print("nothing is parked")
        return
    table = _table("at", "message", "key", "attempts", "tried again", "reason")
    for one in map(Parked.model_validate, told):
        message = f"{one.producer} {one.epoch}:{one.position} {one.type}"
        table.add_row(one.service, message, one.key, str(one.attempts), moment(one.retry_at), one.reason)
    console.print(table)


def show_lag(console: Console, told: Sequence[Json]) -> None:
    """How far every service is behind: its relay, its views, and what it hears."""
    table = _table("service", "position", "to send", "views behind", "heard: shards behind", "parked", "oddities")
    for one in map(Progress.model_validate, told):
        if one.error:
            table.add_row(one.service, Text("does not answer", style=WRONG))
            continue
        table.add_row(
            one.service,
            f"{one.epoch}:{one.position}",
            _number(one.relay.lag),
            _number(max((view.lag for view in one.views), default=0)),
            _joined(_heard(heard) for heard in one.heard),
            _number(one.parked),
            _joined(Text(f"{kind} {count}", style=LATE) for kind, count in sorted(one.oddities.items())),
        )
    console.print(table)


def words(value: object) -> str:
    """Any answer in one line: both languages side by side, what is empty and codes beside words left out."""
    match value:
        case {"zh": str(zh), "en": str(en)}:
            return f"{zh} / {en}"
        case dict():
            pairs = cast("Mapping[str, object]", value).items()
            return ", ".join(f"{name}: {words(one)}" for name, one in pairs if one not in (None, "", [], {}))
        case list():
            return ", ".join(words(one) for one in cast("Sequence[object]", value))
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)


def _lines(value: object) -> Sequence[str]:
    """A list of several things is told a line each."""
    if not isinstance(value, list) or not value or not isinstance(value[0], dict):
        return [words(cast("object", value))]
    return [words(one) for one in cast("Sequence[object]", value)]


def moment(text: str) -> str:
    """An ISO 8601 instant to the millisecond, without its zone (all are UTC)."""
    return text.replace("T", " ")[:23]


def who(actor: Mapping[str, object]) -> str:
    """Who acted: kind, body and roles, no person."""
    roles = actor.get("roles") or actor.get("role")
    parts = [actor.get("kind"), actor.get("body"), actor.get("service"), roles]
    return " ".join(words(part) for part in parts if part)


def _heard(heard: Heard) -> Text:
    if heard.stopped:
        return Text(f"{heard.producer} stopped at {words(list(heard.stopped))}", style=WRONG)
    behind = "?" if heard.behind is None else str(heard.behind)
    return Text(f"{heard.producer} {behind}", style="" if behind == "0" else LATE)


def _joined(parts: Iterable[Text]) -> Text:
    return Text(", ").join(parts)


def _number(count: int) -> Text:
    return Text(str(count), style=LATE if count else "")


def _table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(name.replace("_", " "), overflow="fold")
    return table


@contextmanager
def progress() -> Generator[Callable[[int, int], None]]:
    """A bar on standard error for long work: call it with how far, and how far in all."""
    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("rebuilding", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
