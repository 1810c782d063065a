"""What is a service? Its five functions and its door, as one value that the chassis runs."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from fastapi import APIRouter

from chassis.aggregate import Aggregate
from chassis.door import Door
from chassis.heard import Envelope
from chassis.published import Announcement
from chassis.timer import Timer
from chassis.view import View

Upcaster: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]


def no_upcasters() -> Mapping[str, Upcaster]:
    return {}


def nothing_follows(event: Any) -> Sequence[object]:
    return ()


def nothing_heard(heard: Any) -> Sequence[object]:
    return ()


async def nothing_at_start(door: Door) -> None:
    return None


def no_timers(door: Door) -> Sequence[Timer[Any]]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Blueprint:
    """A service.

    `announce(event)` tells at most one thing per event. `follow(event)` names commands for other streams of this service that
    must be decided in the same unit (a refusal there refuses all). `hears` maps a producer to the union of its announcements,
    `react(announcement)` to commands (`react_enveloped(announcement, envelope)` where the service needs to know who said it and when).
    `at_start(door)` runs before the doors open and may wish what must be there, idempotently.
    `upcasters` bring old stored events (their JSON as a dict) to today's shape by type name.
    """

    name: str
    aggregates: Sequence[Aggregate[Any, Any, Any]]
    announce: Callable[[Any], Announcement | None]
    tells: object
    routes: Callable[[Door], APIRouter]
    follow: Callable[[Any], Sequence[object]] = nothing_follows
    hears: Mapping[str, object] = field(default_factory=dict[str, object])
    react: Callable[[Any], Sequence[object]] = nothing_heard
    react_enveloped: Callable[[Any, Envelope], Sequence[object]] | None = None
    views: Sequence[View[Any, Any]] = ()
    timers: Callable[[Door], Sequence[Timer[Any]]] = no_timers
    at_start: Callable[[Door], Awaitable[None]] = nothing_at_start
    upcasters: Mapping[str, Upcaster] = field(default_factory=no_upcasters)
