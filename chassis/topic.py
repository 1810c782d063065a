"""What must a topic do? Take records per partition, give them again in order; it may lose, repeat or reorder anything."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from chassis.clock import Clock
from chassis.envelope import Outgoing, Raw

Take: TypeAlias = Callable[[Sequence[Raw]], Awaitable[None]]


class Publisher(Protocol):
    """Writes one service's own topic."""

    async def send(self, records: Sequence[Outgoing]) -> None:
        """All are acknowledged when this returns; an error means that some may be."""
        ...

    async def close(self) -> None: ...


class Subscription(Protocol):
    """Reads topics for a group, batch by batch; a batch whose `take` raises comes again."""

    async def run(self, topics: Sequence[str], take: Take) -> None: ...

    def alive(self) -> bool: ...


@dataclass
class MemoryBroker:
    """Topics in memory, outliving the services of one process; every record may be delivered twice on purpose."""

    partitions: int = 3
    twice: bool = False
    logs: dict[tuple[str, int], list[Raw]] = field(default_factory=dict[tuple[str, int], list[Raw]])
    offsets: dict[tuple[str, str, int], int] = field(default_factory=dict[tuple[str, str, int], int])

    def log(self, topic: str, partition: int) -> list[Raw]:
        """The records of a partition."""
        return self.logs.setdefault((topic, partition), [])

    def wipe(self, topic: str) -> None:
        """Delete and recreate a topic: its records and its groups' offsets are gone."""
        for name, partition in list(self.logs):
            if name == topic:
                self.logs[name, partition] = []
        for place in list(self.offsets):
            if place[1] == topic:
                self.offsets[place] = 0


class MemoryPublisher:
    """Writes to a memory broker."""

    def __init__(self, broker: MemoryBroker, topic: str) -> None:
        self._broker = broker
        self._topic = topic

    async def send(self, records: Sequence[Outgoing]) -> None:
        for record in records:
            partition = record.shard % self._broker.partitions
            log = self._broker.log(self._topic, partition)
            for _ in range(2 if self._broker.twice else 1):
                log.append(
                    Raw(
                        topic=self._topic,
                        partition=partition,
                        offset=len(log),
                        key=record.key,
                        value=record.value,
                        headers=record.headers,
                    )
                )

    async def close(self) -> None:
        return None


class MemorySubscription:
    """Reads a memory broker for one group."""

    def __init__(self, broker: MemoryBroker, group: str, clock: Clock, *, pause: float = 0.005, batch: int = 200) -> None:
        self._broker = broker
        self._group = group
        self._clock = clock
        self._pause = pause
        self._batch = batch

    def alive(self) -> bool:
        return True

    async def run(self, topics: Sequence[str], take: Take) -> None:
        while True:
            moved = [await self._deliver(topic, p, take) for topic in topics for p in range(self._broker.partitions)]
            if not any(moved):
                await self._clock.sleep(self._pause)

    async def _deliver(self, topic: str, partition: int, take: Take) -> bool:
        place = (self._group, topic, partition)
        start = self._broker.offsets.get(place, 0)
        batch = self._broker.log(topic, partition)[start : start + self._batch]
        if not batch:
            return False
        try:
            await take(batch)
        except Exception:
            return False
        if self._broker.offsets.get(place, 0) == start:
            self._broker.offsets[place] = start + len(batch)
        return True
