"""How is a stored history told so that a reader sees what each event changed?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from pydantic import BaseModel, ConfigDict, Field
from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from ekey.operate import History
from ekey.show import moment, who

SEALED = "(sealed)"


class Fact(BaseModel):
    """A stored fact of a stream; `state` holds its own fields, personal ones sealed."""

    version: int
    position: int
    epoch: int = 0
    type: str
    at: str
    actor: dict[str, object] = {}
    state: dict[str, object] = {}


class After(BaseModel):
    """The state after a fact: its type's name and what it holds."""

    model_config = ConfigDict(populate_by_name=True)

    name: str = Field(default="", alias="is")
    holds: object = None


class Stream(BaseModel):
    """A history as the service tells it."""

    stream: str
    aggregate: str | None = None
    facts: list[Fact] = []
    states: list[After] = []


def show_histories(console: Console, told: Sequence[History]) -> None:
    """Each stream event by event: what it says, and what it changed in the state."""
    for history in told:
        stream = Stream.model_validate(history.stream)
        tree = Tree(Text(f"{history.service} · {stream.aggregate or 'stream'} {stream.stream}", style="bold"))
        before = After()
        for index, fact in enumerate(stream.facts):
            where = f" {moment(fact.at)} · {fact.epoch}:{fact.position} · {who(fact.actor)}"
            branch = tree.add(Text.assemble(f"{fact.version} ", (fact.type, "bold"), (where, "dim")))
            branch.add(Text(_joined(leaves(fact.state)), style="cyan"))
            if index < len(stream.states):
                after = stream.states[index]
                branch.add(Text.assemble("→ ", (after.name, "bold green"), " ", (_joined(changes(before, after)), "green")))
                before = after
        console.print(tree)


def changes(before: After, after: After) -> Mapping[str, str]:
    """The leaves of a state that are new or other than before; those that are gone are told as `gone`."""
    old, new = leaves(before.holds), leaves(after.holds)
    return {path: text for path, text in new.items() if old.get(path) != text} | {path: "gone" for path in old if path not in new}


def leaves(value: object) -> Mapping[str, str]:
    """Every single value by its dotted path; nothing empty, and a sealed field as one leaf."""
    return dict(_leaves(value, ""))


def _leaves(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        parts = cast("Mapping[str, object]", value)
        if "sealed" in parts:
            yield path, SEALED
            return
        for name, one in parts.items():
            yield from _leaves(one, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for index, one in enumerate(cast("Sequence[object]", value)):
            yield from _leaves(one, f"{path}[{index}]")
    elif value not in (None, ""):
        yield path, str(value).lower() if isinstance(value, bool) else str(value)


def _joined(told: Mapping[str, str]) -> str:
    return "  ".join(f"{path}={text}" for path, text in told.items())
