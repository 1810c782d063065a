"""Whose history does a command belong to? An aggregate joins a decider to the streams that it decides on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar, get_args
from uuid import UUID

from chassis.decider import Decider

C = TypeVar("C")
S = TypeVar("S")
E = TypeVar("E")


@dataclass(frozen=True, kw_only=True)
class Aggregate(Generic[C, S, E]):
    """One kind of stream of a service.

    `commands` and `events` are the unions (or the single class) that the decider takes and makes; a class name is unique in its
    service. `stream(command)` tells the id of the stream that decides. `claim` marks streams that are claims on a value:
    losing a race for one is reported as `taken`.
    """

    name: str
    decider: Decider[C, S, E]
    commands: object
    events: object
    stream: Callable[[C], UUID]
    claim: bool = False

    def command_types(self) -> tuple[type, ...]:
        """The classes of its commands."""
        return members(self.commands)

    def event_types(self) -> tuple[type, ...]:
        """The classes of its events."""
        return members(self.events)


def members(union: object) -> tuple[type, ...]:
    """The classes of a union, or the class itself."""
    parts = get_args(union)
    if not parts:
        return (union,) if isinstance(union, type) else ()
    return tuple(found for part in parts for found in members(part))
