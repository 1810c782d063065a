"""Does it hold over a broker? Counter and mirror on PostgreSQL, the embedded broker and Apache Kafka, with everything that a topic may do to us."""

import os
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from aiokafka import AIOKafkaProducer

from chassis.actor import NOBODY
from chassis.feed import MemoryFeed
from chassis.handler import Handler
from chassis.service import Service
from deploy.local.broker import embedded_broker
from deploy.local.java import KafkaUnavailable, find_java
from deploy.local.kafka import DEFAULT_FOLDER, create_topics, delete_topics, kafka_cluster
from deploy.local.postgres import PostgresServer
from tests.chassis.counting import Count, counting, mirror, mirror_of, mirroring
from tests.chassis.real import CLOCK, real_service, running, until
from tests.conftest import new_database

ADA = UUID(int=1)
NAMES = ["counter", "mirror"]


@dataclass(frozen=True)
class Topics:
    """Servers that speak Kafka's protocol, and how their topics are deleted and made again."""

    bootstrap: list[str]
    wipe: Callable[[], Awaitable[None]]
    session_timeout_ms: int


@asynccontextmanager
async def embedded() -> AsyncGenerator[Topics]:
    async with embedded_broker(NAMES, partitions=3) as running:

        async def wipe() -> None:
            running.wipe()

        yield Topics(running.bootstrap, wipe, 2000)


@asynccontextmanager
async def apache(folder: Path) -> AsyncGenerator[Topics]:
    try:
        await find_java()
    except KafkaUnavailable as reason:
        if os.environ.get("EKEY_REQUIRE_KAFKA") == "1":
            raise
        pytest.skip(f"Apache Kafka cannot be started: {reason}")
    async with kafka_cluster(folder, libs=DEFAULT_FOLDER / "libs") as cluster:
        await create_topics(cluster.bootstrap, NAMES, 3, 1)

        async def wipe() -> None:
            await delete_topics(cluster.bootstrap, NAMES)
            await create_topics(cluster.bootstrap, NAMES, 3, 1)

        yield Topics(cluster.bootstrap, wipe, 6000)


@pytest_asyncio.fixture(params=["embedded", pytest.param("apache", marks=pytest.mark.kafka)])
async def broker(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncGenerator[Topics]:
    async with embedded() if request.param == "embedded" else apache(tmp_path) as topics:
        yield topics


@pytest_asyncio.fixture
async def pair(broker: Topics, postgres: PostgresServer) -> AsyncGenerator[tuple[Service, Service]]:
    feed = MemoryFeed({})
    counter = real_service(counting, "counter", dsn=await new_database(postgres), servers=broker.bootstrap, feed=feed)
    mirror_ = real_service(
        mirroring,
        "mirror",
        dsn=await new_database(postgres),
        servers=broker.bootstrap,
        feed=feed,
        session_timeout_ms=broker.session_timeout_ms,
    )
    feed.serve("counter", counter.ports.database.store)
    async with running(counter, mirror_):
        yield counter, mirror_


async def count(handler: Handler, upto: int, counter_id: UUID = ADA) -> None:
    await handler.handle(
        [Count(counter_id=counter_id, upto=upto, at=CLOCK.now())],
        unit=uuid4(),
        actor=NOBODY,
        at=CLOCK.now(),
        cause="test",
        correlation=uuid4(),
    )


async def mirrored(service: Service, upto: int) -> None:
    async def there() -> bool:
        return await service.handler.load(mirror, mirror_of(ADA)) == tuple(range(1, upto + 1))

    await until(there)


async def test_facts_cross_the_broker_once_and_in_order(pair: tuple[Service, Service]) -> None:
    counter, mirror_ = pair
    await count(counter.handler, 40)
    await mirrored(mirror_, 40)
    assert mirror_.consumer.fetched == 0


async def test_a_wiped_topic_loses_nothing(pair: tuple[Service, Service], broker: Topics) -> None:
    counter, mirror_ = pair
    await count(counter.handler, 5)
    await mirrored(mirror_, 5)
    await broker.wipe()
    await count(counter.handler, 9)
    await mirrored(mirror_, 9)


async def test_garbage_on_the_topic_is_recorded_and_stops_nobody(pair: tuple[Service, Service], broker: Topics) -> None:
    counter, mirror_ = pair
    producer = AIOKafkaProducer(bootstrap_servers=broker.bootstrap)
    await producer.start()
    try:
        await producer.send_and_wait("counter", b"not json", key=b"k", partition=0)
        await producer.send_and_wait("counter", None, key=b"k", partition=0)
        await producer.send_and_wait("counter", b"{}", key=b"k", partition=0, headers=[("ce_type", b"\xff\xfe")])
    finally:
        await producer.stop()
    await count(counter.handler, 3)
    await mirrored(mirror_, 3)

    async def counted() -> bool:
        return dict(await mirror_.ports.database.inbox.oddity_counts()) == {"unreadable": 2, "tombstone": 1}

    await until(counted)
