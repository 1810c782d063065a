"""What outlives the processes that use a memory store? The state of a server, each change to it atomic."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from chassis.store import (
    ParkedMessage,
    RowChange,
    StoredAnnouncement,
    StoredFact,
)
from chassis.unit import Oddity, Park, Receipt

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class Known:
    """What is known of a producer."""

    epochs: tuple[tuple[int, int], ...] = ((0, 0),)
    done: dict[int, int] = field(default_factory=dict[int, int])
    stopped: set[int] = field(default_factory=set[int])
    survived: dict[int, int] = field(default_factory=dict[int, int])


@dataclass
class Lease:
    holder: UUID | None = None
    until: datetime = LONG_AGO
    cursor: int = 0


@dataclass
class MemoryServer:
    """The state that outlives the processes which use it; `identity` stands for the database's own."""

    identity: str = "memory"
    epochs: list[tuple[int, int]] = field(default_factory=lambda: [(0, 0)])
    opened_as: str = ""
    facts: list[StoredFact] = field(default_factory=list[StoredFact])
    announced: list[StoredAnnouncement] = field(default_factory=list[StoredAnnouncement])
    streams: dict[UUID, list[StoredFact]] = field(default_factory=dict[UUID, list[StoredFact]])
    shards: dict[int, int] = field(default_factory=dict[int, int])
    units: dict[UUID, Receipt] = field(default_factory=dict[UUID, Receipt])
    producers: dict[str, Known] = field(default_factory=dict[str, Known])
    parked: dict[tuple[str, int, int], ParkedMessage] = field(default_factory=dict[tuple[str, int, int], ParkedMessage])
    oddities: list[Oddity] = field(default_factory=list[Oddity])
    heard_timers: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    leases: dict[str, Lease] = field(default_factory=dict[str, Lease])
    checkpoints: dict[str, int] = field(default_factory=dict[str, int])
    rows: dict[str, dict[str, RowChange]] = field(default_factory=dict[str, dict[str, RowChange]])

    def known(self, producer: str) -> Known:
        return self.producers.setdefault(producer, Known())


def lay_aside(server: MemoryServer, parks: Sequence[Park], at: datetime) -> None:
    """Lay messages aside."""
    for laid in parks:
        heard = laid.heard
        server.parked[heard.producer, heard.epoch, heard.position] = ParkedMessage(
            heard=heard, reason=laid.reason, attempts=0, parked_at=at, retry_at=laid.retry_at
        )
