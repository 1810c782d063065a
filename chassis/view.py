"""What can be asked? A view is a table of rows folded from the service's own facts, rebuilt at will and never migrated."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from chassis.actor import Actor

E = TypeVar("E")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Generic[E]):
    """A stored event with what the store knows about it. Personal fields show as `Erased`: views carry none (DOMAIN §9)."""

    event: E
    stream: UUID
    version: int
    position: int
    at: datetime
    actor: Actor
    correlation: UUID
    causation: str


def no_tags(row: Any) -> Sequence[str]:
    return ()


def no_order(row: Any) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class View(Generic[E, R]):
    """`project(row | None, fact) -> row | None` per key.

    `row` is what pydantic can serialise (a dataclass or a union of them); `keys(event)` names the rows an event touches (often one,
    empty for none); `tags(row)` are the words a query may filter by; `order(row)` sorts (text). Raise `version` when the
    meaning changes: the new table is built beside the old.
    """

    name: str
    version: int
    row: Any
    keys: Callable[[E], Sequence[str]]
    project: Callable[[R | None, Fact[E]], R | None]
    tags: Callable[[R], Sequence[str]] = field(default=no_tags)
    order: Callable[[R], str] = field(default=no_order)
    due: Callable[[R], datetime | None] | None = None

    @property
    def table(self) -> str:
        """The name under which rows and checkpoint are kept."""
        return f"{self.name}_v{self.version}"
