"""What does an operator look at? The parts of a running service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chassis.aggregate import Aggregate
from chassis.clock import Clock
from chassis.codec import Codec
from chassis.feed import Feed
from chassis.hearing import Hearing
from chassis.rebuild import Rebuild
from chassis.store import Database
from chassis.sweep import ParkedRetry, Sweep


@dataclass(frozen=True, kw_only=True)
class Works:
    """The parts of a running service that an operator looks at."""

    name: str
    database: Database
    codec: Codec
    aggregates: Sequence[Aggregate[Any, Any, Any]]
    producers: Sequence[str]
    sweep: Sweep
    retry: ParkedRetry
    feed: Feed
    rebuilds: Mapping[str, Rebuild]
    hearing: Hearing
    clock: Clock

    @property
    def tables(self) -> Sequence[str]:
        """The tables of its views."""
        return list(self.rebuilds)
