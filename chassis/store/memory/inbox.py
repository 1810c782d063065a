"""How is it kept in memory what was heard?"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from chassis.store import (
    ParkedMessage,
    Progress,
)
from chassis.store.memory.server import LONG_AGO, MemoryServer, lay_aside
from chassis.unit import Heard, Oddity, Park


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
