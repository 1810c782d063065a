"""Counter and mirror as many real processes over real servers: started, killed, counted."""

import asyncio
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import httpx

from chassis.actor import NOBODY
from chassis.feed import MemoryFeed
from chassis.service import Service
from deploy.local.kafka import create_topics
from deploy.local.postgres import PostgresServer
from deploy.local.processes import Processes, free_port
from tests.chassis.counting import Count, counting, mirror, mirror_of, mirroring
from tests.chassis.real import CLOCK, real_service, until
from tests.conftest import new_database

PARTITIONS = 12


@dataclass
class Fleet:
    """What runs, and the means to count."""

    processes: Processes
    writer: Service
    reader: Service
    environment: dict[str, str]
    counters: list[UUID] = field(default_factory=list[UUID])
    upto: int = 0

    async def start(self, name: str, kind: str, roles: str, port: int = 0) -> None:
        """A process of `counter` or `mirror`, with these roles."""
        chosen = port or free_port()
        database = self.environment[f"{kind}_database"]
        environment = {
            **self.environment,
            "EKEY_DATABASE": database,
            "EKEY_PORT": str(chosen),
            "EKEY_ROLES": roles,
            "EKEY_CONNECTIONS": "4",
        }

        async def ready() -> bool:
            try:
                async with httpx.AsyncClient() as client:
                    return (await client.get(f"http://127.0.0.1:{chosen}/health/ready")).status_code == 200
            except httpx.HTTPError:
                return False

        await self.processes.start(
            name, [sys.executable, "-m", f"tests.chassis.{kind}_process"], environment, ready=ready, timeout=60
        )

    async def count(self, upto: int) -> None:
        """Every counter counts on, one fact at a time, all at once."""

        async def one(counter_id: UUID) -> None:
            for number in range(self.upto + 1, upto + 1):
                await self.writer.handler.handle(
                    [Count(counter_id=counter_id, upto=number, at=CLOCK.now())],
                    unit=uuid4(),
                    actor=NOBODY,
                    at=CLOCK.now(),
                    cause="test",
                    correlation=uuid4(),
                )

        await asyncio.gather(*(one(counter_id) for counter_id in self.counters))
        self.upto = upto

    async def missing(self) -> int:
        """How many facts are not mirrored yet. Raises as soon as one took effect twice or out of order."""
        count = 0
        for counter_id in self.counters:
            seen = await self.reader.handler.load(mirror, mirror_of(counter_id))
            assert seen == tuple(range(1, len(seen) + 1)), f"twice or out of order: {seen}"
            count += self.upto - len(seen)
        return count

    async def all_mirrored(self, within: float = 60.0) -> None:
        """Everything took effect exactly once, in order."""

        async def done() -> bool:
            return await self.missing() == 0

        await until(done, within=within)


@asynccontextmanager
async def fleet(
    folder: Path, postgres: PostgresServer, kafka: Sequence[str], *, counters: int = 20, replication: int = 1
) -> AsyncGenerator[Fleet]:
    """One counter that serves feed and relays, no mirror yet; topics are fresh."""
    await create_topics(kafka, ["counter", "mirror"], PARTITIONS, replication)
    counter_database, mirror_database = await new_database(postgres), await new_database(postgres)
    keys, port = await new_database(postgres), free_port()
    environment = {
        "counter_database": counter_database,
        "mirror_database": mirror_database,
        "EKEY_KEYS_DATABASE": keys,
        "EKEY_KAFKA": ",".join(kafka),
        "EKEY_SECRET": "ab" * 32,
        "EKEY_URL_COUNTER": f"http://127.0.0.1:{port}",
        "EKEY_SWEEP_SECONDS": "2",
        "EKEY_SESSION_TIMEOUT_MS": "6000",
        "EKEY_FOLDER": str(folder),
    }
    writer = real_service(
        counting, "counter", dsn=counter_database, servers=kafka, feed=MemoryFeed({}), roles=frozenset({"write"})
    )
    reader = real_service(mirroring, "mirror", dsn=mirror_database, servers=kafka, feed=MemoryFeed({}), roles=frozenset({"read"}))
    async with Processes(folder) as processes:
        made = Fleet(processes, writer, reader, environment, [uuid4() for _ in range(counters)])
        await writer.start()
        await reader.start()
        try:
            await made.start("counter-1", "counter", "api relay", port)
            yield made
        finally:
            for service in (writer, reader):
                await service.stop()
                await service.ports.database.close()
