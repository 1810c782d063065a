"""What is stored together? A unit: facts of streams with their expected versions, and everything that must move with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Verdict(StrEnum):
    """What became of a unit. `ok`: stored. `already`: it was stored before. `conflict`: decide again. `taken`: a claim is lost."""

    OK = "ok"
    ALREADY = "already"
    CONFLICT = "conflict"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAnnouncement:
    """What a fact tells others, computed with the decision, copied ever after. `data` is UTF-8 JSON."""

    type: str
    key: str
    shard: int
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFact:
    """A fact to store: `version` counts from 1 in its stream; `state` is UTF-8 JSON, personal fields sealed; `meta` is UTF-8 JSON."""

    stream: UUID
    version: int
    type: str
    state: bytes
    meta: bytes
    at: datetime
    claim: bool = False
    announcement: NewAnnouncement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """`done` of a shard of a producer moves from one position to another, in this epoch of the producer."""

    producer: str
    shard: int
    epoch: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A message as it came: what the topic or the feed delivered, undecoded."""

    producer: str
    shard: int
    epoch: int
    position: int
    previous: int
    key: str
    type: str
    data: bytes
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Park:
    """A message laid aside with the reason, in the order of its key."""

    heard: Heard
    reason: str
    retry_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpark:
    """Exactly this parked row is taken away, because it was handled or skipped."""

    producer: str
    epoch: int
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """Something heard that has no effect, kept for the operator: unreadable, unknown type, tombstone, skipped, phantom."""

    producer: str
    kind: str
    detail: str
    key: str = ""
    type: str = ""
    epoch: int = 0
    position: int = 0
    data: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerHeard:
    """The due row `key` of this view, as of `position`, was performed."""

    view: str
    key: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A stream that was decided on without a new fact: the decision holds only while it stands at this version."""

    stream: UUID
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """All or nothing. `fingerprint` tells another wish under the same id apart; `answer` is what the door said, for repeats."""

    id: UUID
    fingerprint: bytes = b""
    facts: Sequence[NewFact] = ()
    reads: Sequence[Read] = ()
    moves: Sequence[Move] = ()
    parks: Sequence[Park] = ()
    unparks: Sequence[Unpark] = ()
    oddities: Sequence[Oddity] = ()
    timers: Sequence[TimerHeard] = ()
    answer: bytes = b""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The verdict with where the unit stands: its first and last position (0 if it stored no facts), `detail` for people."""

    verdict: Verdict
    epoch: int = 0
    first: int = 0
    last: int = 0
    fingerprint: bytes = b""
    answer: bytes = b""
    detail: str = ""
    announced: tuple[tuple[int, int], ...] = ()
