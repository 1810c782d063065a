"""How does a store behave in memory? As the real one, errors included: every method is one atomic change at a server that outlives processes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from chassis.store import (
    Database,
    Head,
    ParkedMessage,
    Progress,
    RowChange,
    StoredAnnouncement,
    StoredFact,
    StoredRow,
)
from chassis.unit import Heard, NewFact, Oddity, Park, Receipt, Unit, Verdict

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


class MemoryStore:
    """The store port over a memory server."""

    def __init__(self, server: MemoryServer) -> None:
        self.server = server

    async def open(self) -> Head:
        server = self.server
        if server.opened_as and server.opened_as != server.identity:
            server.epochs.append((server.epochs[-1][0] + 1, len(server.facts)))
            for lease in server.leases.values():
                lease.holder, lease.cursor = None, min(lease.cursor, len(server.facts))
        server.opened_as = server.identity
        return await self.head()

    async def head(self) -> Head:
        return Head(epoch=self.server.epochs[-1][0], position=len(self.server.facts), epochs=tuple(self.server.epochs))

    async def append(self, units: Sequence[Unit]) -> Sequence[Receipt]:
        return [self._append(unit) for unit in units]

    def _append(self, unit: Unit) -> Receipt:
        known = self.server.units.get(unit.id)
        if known:
            return replace(known, verdict=Verdict.ALREADY)
        if len({(fact.stream, fact.version) for fact in unit.facts}) < len(unit.facts):
            raise ValueError("two facts of a unit have one place")
        refusal = self._obstacle(unit)
        if refusal:
            return Receipt(verdict=refusal)
        receipt = self._store(unit)
        self._move(unit)
        self.server.units[unit.id] = receipt
        return receipt

    def _obstacle(self, unit: Unit) -> Verdict | None:
        expected: dict[UUID, NewFact] = {}
        for fact in unit.facts:
            expected.setdefault(fact.stream, fact)
        for stream, first in expected.items():
            if len(self.server.streams.get(stream, ())) != first.version - 1:
                return Verdict.TAKEN if first.claim else Verdict.CONFLICT
        return Verdict.CONFLICT if self._moved(unit) else None

    def _moved(self, unit: Unit) -> bool:
        if any(len(self.server.streams.get(read.stream, ())) != read.version for read in unit.reads):
            return True
        for move in unit.moves:
            known = self.server.known(move.producer)
            if known.epochs[-1][0] != move.epoch or move.shard in known.stopped or known.done.get(move.shard, 0) != move.start:
                return True
        if any((u.producer, u.epoch, u.position) not in self.server.parked for u in unit.unparks):
            return True
        return any(self.server.heard_timers.get((t.view, t.key), -1) >= t.position for t in unit.timers)

    def _store(self, unit: Unit) -> Receipt:
        server, epoch = self.server, self.server.epochs[-1][0]
        first, announced = len(server.facts) + 1, list[tuple[int, int]]()
        for fact in unit.facts:
            position, told = len(server.facts) + 1, fact.announcement
            stored = StoredFact(
                stream=fact.stream,
                version=fact.version,
                type=fact.type,
                state=fact.state,
                position=position,
                epoch=epoch,
                meta=fact.meta,
                at=fact.at,
                announced_type=told.type if told else None,
            )
            server.facts.append(stored)
            server.streams.setdefault(fact.stream, []).append(stored)
            if told:
                server.announced.append(
                    StoredAnnouncement(
                        position=position,
                        epoch=epoch,
                        shard=told.shard,
                        previous=server.shards.get(told.shard, 0),
                        type=told.type,
                        key=told.key,
                        data=told.data,
                        meta=fact.meta,
                        at=fact.at,
                    )
                )
                server.shards[told.shard] = position
                announced.append((told.shard, position))
        last = len(server.facts)
        return Receipt(
            verdict=Verdict.OK,
            epoch=epoch,
            first=first if unit.facts else 0,
            last=last if unit.facts else 0,
            fingerprint=unit.fingerprint,
            answer=unit.answer,
            announced=tuple(announced),
        )

    def _move(self, unit: Unit) -> None:
        for move in unit.moves:
            self.server.known(move.producer).done[move.shard] = move.end
        for gone in unit.unparks:
            del self.server.parked[gone.producer, gone.epoch, gone.position]
        lay_aside(self.server, unit.parks, unit.at or LONG_AGO)
        self.server.oddities.extend(unit.oddities)
        for timer in unit.timers:
            self.server.heard_timers[timer.view, timer.key] = timer.position

    async def find_unit(self, unit: UUID) -> Receipt | None:
        return self.server.units.get(unit)

    async def read_stream(self, stream: UUID, *, after: int = 0) -> Sequence[StoredFact]:
        return list(self.server.streams.get(stream, ())[after:])

    async def read_all(self, *, after: int, limit: int) -> Sequence[StoredFact]:
        return self.server.facts[after : after + limit]

    async def announcements(
        self, *, after: int, limit: int, shard: int | None = None, until: int | None = None
    ) -> Sequence[StoredAnnouncement]:
        found: list[StoredAnnouncement] = []
        for told in self.server.announced:
            if told.position > after and (shard is None or told.shard == shard) and (until is None or told.position <= until):
                found.append(told)
                if len(found) == limit:
                    break
        return found

    async def heads(self, *, since: int = 0) -> Mapping[int, int]:
        return {shard: last for shard, last in self.server.shards.items() if last > since}


def lay_aside(server: MemoryServer, parks: Sequence[Park], at: datetime) -> None:
    """Lay messages aside."""
    for laid in parks:
        heard = laid.heard
        server.parked[heard.producer, heard.epoch, heard.position] = ParkedMessage(
            heard=heard, reason=laid.reason, attempts=0, parked_at=at, retry_at=laid.retry_at
        )


class MemoryInbox:
    """The inbox port over a memory server."""

    def __init__(self, server: MemoryServer) -> None:
        self.server = server

    async def progress(self, producers: Sequence[str]) -> Mapping[str, Progress]:
        told: dict[str, Progress] = {}
        for producer in producers:
            known = self.server.known(producer)
            told[producer] = Progress(
                epoch=known.epochs[-1][0],
                epochs=known.epochs,
                done=dict(known.done),
                stopped=frozenset(known.stopped),
                survived=dict(known.survived),
            )
        return told

    async def learn(self, producer: str, epochs: Sequence[tuple[int, int]]) -> Sequence[int]:
        known = self.server.known(producer)
        for epoch, starts_after in epochs:
            if epoch > known.epochs[-1][0]:
                for shard in [shard for shard, done in known.done.items() if done > starts_after]:
                    known.stopped.add(shard)
                    known.survived[shard] = min(known.survived.get(shard, starts_after), starts_after)
        known.epochs = tuple(sorted({**dict(epochs), **dict(known.epochs)}.items()))
        return sorted(known.stopped)

    async def resync(self, producer: str, shard: int, *, to: int) -> None:
        known = self.server.known(producer)
        known.stopped.discard(shard)
        known.survived.pop(shard, None)
        known.done[shard] = to
        for place, laid in list(self.server.parked.items()):
            if laid.heard.producer == producer and laid.heard.shard == shard and is_phantom(laid.heard, known.epochs):
                del self.server.parked[place]

    async def parked_keys(self, producer: str, keys: Sequence[str]) -> frozenset[str]:
        wanted = set(keys)
        return frozenset(
            p.heard.key for p in self.server.parked.values() if p.heard.producer == producer and p.heard.key in wanted
        )

    async def parked_due(self, at: datetime, *, limit: int) -> Sequence[ParkedMessage]:
        firsts: dict[tuple[str, str], ParkedMessage] = {}
        for laid in sorted(self.server.parked.values(), key=place_of):
            firsts.setdefault((laid.heard.producer, laid.heard.key), laid)
        return [laid for laid in firsts.values() if laid.retry_at <= at][:limit]

    async def parked(self, *, producer: str = "", key: str = "", limit: int = 1000) -> Sequence[ParkedMessage]:
        chosen = (
            p
            for p in self.server.parked.values()
            if (not producer or p.heard.producer == producer) and (not key or p.heard.key == key)
        )
        return sorted(chosen, key=place_of)[:limit]

    async def postpone(self, parked: ParkedMessage, *, reason: str, retry_at: datetime) -> None:
        heard = parked.heard
        place = (heard.producer, heard.epoch, heard.position)
        if place in self.server.parked:
            self.server.parked[place] = replace(parked, reason=reason, retry_at=retry_at, attempts=parked.attempts + 1)

    async def record(self, oddities: Sequence[Oddity], parks: Sequence[Park] = ()) -> None:
        self.server.oddities.extend(oddities)
        lay_aside(self.server, parks, LONG_AGO)

    async def oddities(self, *, limit: int = 100) -> Sequence[Oddity]:
        return self.server.oddities[-limit:][::-1]

    async def rehear(self, park: Park) -> bool:
        heard = park.heard
        place = ("unknown_type", heard.producer, heard.epoch, heard.position)
        for number, odd in enumerate(self.server.oddities):
            if (odd.kind, odd.producer, odd.epoch, odd.position) == place:
                self.server.oddities[number] = replace(odd, kind="reheard")
                lay_aside(self.server, [park], park.retry_at)
                return True
        return False

    async def oddity_counts(self) -> Mapping[str, int]:
        counts: dict[str, int] = {}
        for oddity in self.server.oddities:
            counts[oddity.kind] = counts.get(oddity.kind, 0) + 1
        return counts


def place_of(parked: ParkedMessage) -> tuple[str, int, int]:
    """The order of parked messages."""
    return (parked.heard.producer, parked.heard.epoch, parked.heard.position)


def is_phantom(heard: Heard, epochs: Sequence[tuple[int, int]]) -> bool:
    """Whether a later epoch started before this message's position: its fact no longer exists."""
    return any(epoch > heard.epoch and heard.position > starts_after for epoch, starts_after in epochs)


class MemoryViews:
    """The views port over a memory server."""

    def __init__(self, server: MemoryServer) -> None:
        self.server = server

    async def checkpoint(self, table: str) -> int:
        return self.server.checkpoints.get(table, 0)

    async def rows(self, table: str, keys: Sequence[str]) -> Mapping[str, StoredRow]:
        held = self.server.rows.get(table, {})
        return {key: stored_row(held[key]) for key in keys if key in held}

    async def save(self, table: str, *, start: int, end: int, changes: Sequence[RowChange]) -> bool:
        if self.server.checkpoints.get(table, 0) != start:
            return False
        held = self.server.rows.setdefault(table, {})
        for change in changes:
            if change.row is None:
                held.pop(change.key, None)
            else:
                held[change.key] = change
        self.server.checkpoints[table] = end
        return True

    async def find(self, table: str, *, tags: Sequence[str], after: str, limit: int) -> Sequence[StoredRow]:
        held = self.server.rows.get(table, {})
        chosen = [c for c in held.values() if set(tags) <= set(c.tags) and (not after or c.order > after)]
        return [stored_row(c) for c in sorted(chosen, key=lambda c: (c.order, c.key))[:limit]]

    async def due(self, table: str, at: datetime, *, limit: int) -> Sequence[StoredRow]:
        held = self.server.rows.get(table, {})
        heard = self.server.heard_timers
        chosen = [c for c in held.values() if c.due_at and c.due_at <= at and heard.get((table, c.key), -1) < c.position]
        return [stored_row(c) for c in sorted(chosen, key=lambda c: (c.due_at or at, c.key))[:limit]]

    async def tables(self) -> Mapping[str, int]:
        return dict(self.server.checkpoints)

    async def page(self, table: str, *, after: str, limit: int) -> Sequence[StoredRow]:
        held = self.server.rows.get(table, {})
        return [stored_row(held[key]) for key in sorted(held) if key > after][:limit]

    async def swap(self, table: str, other: str, *, at: int) -> bool:
        if not (self.server.checkpoints.get(table, 0) == self.server.checkpoints.get(other, 0) == at):
            return False
        self.server.rows[table] = self.server.rows.pop(other, {})
        self.server.checkpoints.pop(other, None)
        return True


def stored_row(change: RowChange) -> StoredRow:
    """The row as it is read."""
    return StoredRow(
        key=change.key, row=change.row or b"null", order=change.order, position=change.position, due_at=change.due_at
    )


class MemoryLeases:
    """The leases port over a memory server."""

    def __init__(self, server: MemoryServer) -> None:
        self.server = server

    async def take(self, name: str, holder: UUID, *, at: datetime, seconds: float) -> int | None:
        lease = self.server.leases.setdefault(name, Lease())
        if lease.holder not in {None, holder} and lease.until > at:
            return None
        lease.holder, lease.until = holder, at + timedelta(seconds=seconds)
        return lease.cursor

    async def save(self, name: str, holder: UUID, *, epoch: int, start: int, end: int) -> bool:
        lease = self.server.leases.setdefault(name, Lease())
        if lease.holder != holder or lease.cursor != start or self.server.epochs[-1][0] != epoch:
            return False
        lease.cursor = end
        return True

    async def give_up(self, name: str, holder: UUID) -> None:
        lease = self.server.leases.setdefault(name, Lease())
        if lease.holder == holder:
            lease.holder = None

    async def cursor(self, name: str) -> int:
        return self.server.leases.setdefault(name, Lease()).cursor


def memory_database(server: MemoryServer | None = None) -> Database:
    """A database over this server (a new one by default)."""
    chosen = server or MemoryServer()
    return Database(store=MemoryStore(chosen), inbox=MemoryInbox(chosen), views=MemoryViews(chosen), leases=MemoryLeases(chosen))
