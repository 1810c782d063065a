"""How does a store behave in memory? As the real one, errors included."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from chassis.store import (
    Head,
    StoredAnnouncement,
    StoredFact,
)
from chassis.store.memory.server import LONG_AGO, MemoryServer, lay_aside
from chassis.unit import NewFact, Receipt, Unit, Verdict


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
