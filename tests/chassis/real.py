"""Counter and mirror on real servers: PostgreSQL, and whatever speaks Kafka's protocol."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from chassis.clock import SystemClock
from chassis.doors import Doors
from chassis.feed import MemoryFeed
from chassis.hashing import QuickHasher
from chassis.ids import SystemChance
from chassis.kafka import KafkaPublisher, KafkaSettings, KafkaSubscription
from chassis.keyed import Keyed
from chassis.mail import MemoryMail
from chassis.policy import policy_book
from chassis.service import ROLES, Ports, Service
from chassis.store.postgres import postgres_database
from chassis.testing import POLICY, SECRET, Build, MemoryFiles, OpenGuard
from chassis.tokens import Tokens
from chassis.vault import MemoryVault

CLOCK = SystemClock()


def real_service(
    build: Build,
    name: str,
    *,
    dsn: str,
    servers: Sequence[str] = (),
    kafka: KafkaSettings | None = None,
    feed: MemoryFeed,
    roles: frozenset[str] = ROLES,
    session_timeout_ms: int = 6000,
    sweep: float = 1.0,
) -> Service:
    """One process' worth of a service, inside this process; Kafka by its whole settings, or by its `servers` alone."""
    vault, kafka = MemoryVault(), kafka or KafkaSettings(servers=servers, session_timeout_ms=session_timeout_ms)

    async def no_keys() -> str:
        raise OSError

    doors = Doors(
        clock=CLOCK,
        chance=SystemChance(),
        keyed=Keyed(SECRET),
        files=MemoryFiles(vault),
        mail=MemoryMail(),
        hasher=QuickHasher(),
        policy=policy_book(POLICY),
        folder=Path(),
    )
    ports = Ports(
        database=postgres_database(dsn),
        vault=vault,
        publisher=KafkaPublisher(kafka, name),
        subscription=KafkaSubscription(kafka, f"ekey-{name}", CLOCK),
        feed=feed,
        guard=OpenGuard(Tokens(service=name, fetch_keys=no_keys, mesh_secret=Keyed(SECRET).key("mesh"), clock=CLOCK)),
        doors=doors,
        roles=roles,
        sweep_seconds=sweep,
    )
    return Service(build, ports)


@asynccontextmanager
async def running(*services: Service) -> AsyncGenerator[None]:
    """These services, started and stopped in order."""
    try:
        for service in services:
            await service.start()
        yield
    finally:
        for service in reversed(services):
            await service.stop()
            await service.ports.database.close()


async def until(condition: Callable[[], Awaitable[bool]], *, within: float = 30.0) -> None:
    """Wait for something to become true."""
    end = CLOCK.monotonic() + within
    while not await condition():
        if CLOCK.monotonic() > end:
            raise TimeoutError
        await CLOCK.sleep(0.05)
