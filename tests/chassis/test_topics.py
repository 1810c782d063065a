"""Does it hold over a broker? Counter and mirror on PostgreSQL and the embedded broker, with everything that a topic may do to us."""

from collections.abc import AsyncGenerator
from uuid import UUID, uuid4

import pytest_asyncio
from aiokafka import AIOKafkaProducer

from chassis.actor import NOBODY
from chassis.feed import MemoryFeed
from chassis.handler import Handler
from chassis.service import Service
from deploy.local.broker import Broker, embedded_broker
from deploy.local.postgres import PostgresServer
from tests.chassis.counting import Count, counting, mirror, mirror_of, mirroring
from tests.chassis.real import CLOCK, real_service, running, until
from tests.conftest import new_database

ADA = UUID(int=1)


@pytest_asyncio.fixture
async def broker() -> AsyncGenerator[Broker]:
    async with embedded_broker(["counter", "mirror"], partitions=3) as broker:
        yield broker


@pytest_asyncio.fixture
async def pair(broker: Broker, postgres: PostgresServer) -> AsyncGenerator[tuple[Service, Service]]:
    feed = MemoryFeed({})
    counter = real_service(counting, "counter", dsn=await new_database(postgres), servers=broker.bootstrap, feed=feed)
    mirror_ = real_service(
        mirroring, "mirror", dsn=await new_database(postgres), servers=broker.bootstrap, feed=feed, session_timeout_ms=2000
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


async def test_a_wiped_topic_loses_nothing(pair: tuple[Service, Service], broker: Broker) -> None:
    counter, mirror_ = pair
    await count(counter.handler, 5)
    await mirrored(mirror_, 5)
    broker.wipe()
    await count(counter.handler, 9)
    await mirrored(mirror_, 9)


async def test_garbage_on_the_topic_is_recorded_and_stops_nobody(pair: tuple[Service, Service], broker: Broker) -> None:
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
