"""What must a store do? The port behind which PostgreSQL and memory behave alike, under one suite."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from chassis.unit import Heard, Oddity, Park, Receipt, Unit

SHARDS = 1024


class Unavailable(Exception):
    """The database does not answer, or the outcome of an append is unknown: the same unit may be sent again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFact:
    """A fact as stored. `state` and `meta` are UTF-8 JSON; `position` is gapless and in commit order."""

    stream: UUID
    version: int
    type: str
    state: bytes
    position: int
    epoch: int
    meta: bytes
    at: datetime
    announced_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnnouncement:
    """What a fact told others, ready to copy: `previous` is the announcement before it in its shard (0: none)."""

    position: int
    epoch: int
    shard: int
    previous: int
    type: str
    key: str
    data: bytes
    meta: bytes
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where the store stands: its epoch, its last position, and after which position each epoch started."""

    epoch: int
    position: int
    epochs: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedMessage:
    """A message laid aside, and what became of trying it again."""

    heard: Heard
    reason: str
    attempts: int
    parked_at: datetime
    retry_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the messages of a producer are handled: its epoch table as known here, `done` by shard, and the stopped shards.

    `survived` tells of every stopped shard up to which position what it took still exists.
    """

    epoch: int
    epochs: tuple[tuple[int, int], ...]
    done: Mapping[int, int]
    stopped: frozenset[int]
    survived: Mapping[int, int] = field(default_factory=dict[int, int])


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """A row of a view as it is to be from now on (`row` None: gone). `row` is UTF-8 JSON."""

    key: str
    row: bytes | None
    tags: Sequence[str] = ()
    order: str = ""
    due_at: datetime | None = None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRow:
    """A row of a view and the position of the last fact that touched it."""

    key: str
    row: bytes
    order: str
    position: int
    due_at: datetime | None = None


class Store(Protocol):
    """A service's own history, the only truth."""

    async def open(self) -> Head:
        """Create or upgrade what is missing, notice a restore (the epoch grows), and tell the head."""
        ...

    async def append(self, units: Sequence[Unit]) -> Sequence[Receipt]:
        """Store the units in one transaction, each with a verdict of its own. Raises Unavailable when the outcome is unknown."""
        ...

    async def find_unit(self, unit: UUID) -> Receipt | None: ...

    async def read_stream(self, stream: UUID, *, after: int = 0) -> Sequence[StoredFact]: ...

    async def read_all(self, *, after: int, limit: int) -> Sequence[StoredFact]: ...

    async def announcements(
        self, *, after: int, limit: int, shard: int | None = None, until: int | None = None
    ) -> Sequence[StoredAnnouncement]: ...

    async def heads(self, *, since: int = 0) -> Mapping[int, int]:
        """The position of the last announcement of every shard that has one beyond `since`."""
        ...

    async def head(self) -> Head: ...


class Inbox(Protocol):
    """What a service knows of what it heard. Moves happen only in units, through the store."""

    async def progress(self, producers: Sequence[str]) -> Mapping[str, Progress]: ...

    async def learn(self, producer: str, epochs: Sequence[tuple[int, int]]) -> Sequence[int]:
        """Learn a producer's epochs, excluding running batches; answers the shards that took facts which no longer exist: stopped."""
        ...

    async def resync(self, producer: str, shard: int, *, to: int) -> None:
        """The operator's word: the shard goes back to `to`, its phantoms leave the parked rows, and it runs again."""
        ...

    async def parked_keys(self, producer: str, keys: Sequence[str]) -> frozenset[str]: ...

    async def parked_due(self, at: datetime, *, limit: int) -> Sequence[ParkedMessage]:
        """The first parked message of every key whose time has come."""
        ...

    async def parked(self, *, producer: str = "", key: str = "", limit: int = 1000) -> Sequence[ParkedMessage]: ...

    async def postpone(self, parked: ParkedMessage, *, reason: str, retry_at: datetime) -> None: ...

    async def record(self, oddities: Sequence[Oddity], parks: Sequence[Park] = ()) -> None: ...

    async def oddities(self, *, limit: int = 100) -> Sequence[Oddity]: ...

    async def oddity_counts(self) -> Mapping[str, int]: ...

    async def rehear(self, park: Park) -> bool:
        """What was recorded as of an unknown type is parked to be tried, once: False if it was not recorded so."""
        ...


class Views(Protocol):
    """Rows of views and how far each view has read."""

    async def checkpoint(self, table: str) -> int: ...

    async def rows(self, table: str, keys: Sequence[str]) -> Mapping[str, StoredRow]: ...

    async def save(self, table: str, *, start: int, end: int, changes: Sequence[RowChange]) -> bool:
        """Change rows and move the checkpoint from `start` to `end` in one transaction; False if it stood elsewhere."""
        ...

    async def find(self, table: str, *, tags: Sequence[str], after: str, limit: int) -> Sequence[StoredRow]: ...

    async def due(self, table: str, at: datetime, *, limit: int) -> Sequence[StoredRow]:
        """Rows whose time has come and that were not heard as they stand."""
        ...

    async def tables(self) -> Mapping[str, int]: ...

    async def page(self, table: str, *, after: str, limit: int) -> Sequence[StoredRow]:
        """Rows by key, beyond `after`."""
        ...

    async def swap(self, table: str, other: str, *, at: int) -> bool:
        """The rows of `other` become those of `table`, and `other` is gone, if both stand at this position; False if not."""
        ...


class Leases(Protocol):
    """Who may do what only one may do. A lease carries a cursor that only its holder moves."""

    async def take(self, name: str, holder: UUID, *, at: datetime, seconds: float) -> int | None:
        """Take or renew the lease; answers the cursor, or None while another holds it."""
        ...

    async def save(self, name: str, holder: UUID, *, epoch: int, start: int, end: int) -> bool:
        """Move the cursor; False when the lease, the epoch or the cursor is no longer what the holder thinks."""
        ...

    async def give_up(self, name: str, holder: UUID) -> None: ...

    async def cursor(self, name: str) -> int: ...


@dataclass(frozen=True, kw_only=True)
class Database:
    """The four faces of one service's database, and how it is closed."""

    store: Store
    inbox: Inbox
    views: Views
    leases: Leases

    async def close(self) -> None:
        """Give connections back; memory has none."""
        closing = getattr(self.store, "close", None)
        if closing:
            await closing()
