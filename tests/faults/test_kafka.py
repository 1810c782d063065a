"""Is nothing lost, doubled or disordered on Apache Kafka, whatever is killed? Real processes, SIGKILL, and a count."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
import pytest_asyncio
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from deploy.local.kafka import KafkaCluster, create_topics, delete_topics
from deploy.local.postgres import PostgresServer
from tests.faults.fleet import PARTITIONS, Fleet, fleet

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.kafka, pytest.mark.timeout(300)]


@pytest_asyncio.fixture(loop_scope="session")
async def ships(tmp_path: Path, postgres: PostgresServer, kafka: list[str]) -> AsyncGenerator[Fleet]:
    await delete_topics(kafka, ["counter", "mirror"])
    async with fleet(tmp_path, postgres, kafka) as made:
        yield made


async def test_replicas_come_and_go_without_loss(ships: Fleet) -> None:
    await ships.start("mirror-1", "mirror", "react")
    counting = asyncio.create_task(ships.count(60))
    await ships.start("mirror-2", "mirror", "react")
    await ships.start("mirror-3", "mirror", "react")
    await counting
    await ships.processes.end("mirror-1")
    await ships.count(90)
    await ships.all_mirrored()


async def test_kill_9_of_a_consumer_in_the_middle(ships: Fleet) -> None:
    await ships.start("mirror-1", "mirror", "react")
    for round_ in range(1, 4):
        counting = asyncio.create_task(ships.count(30 * round_))
        await asyncio.sleep(0.2)
        await ships.processes.kill(f"mirror-{round_}")
        await ships.start(f"mirror-{round_ + 1}", "mirror", "react")
        await counting
    await ships.all_mirrored()


async def test_kill_9_of_the_relay_leader(ships: Fleet) -> None:
    await ships.start("mirror-1", "mirror", "react")
    await ships.start("relay-1", "counter", "relay")
    await ships.start("relay-2", "counter", "relay")
    counting = asyncio.create_task(ships.count(60))
    await asyncio.sleep(0.3)
    port = int(ships.environment["EKEY_URL_COUNTER"].rsplit(":", 1)[1])
    await ships.processes.kill("counter-1")
    await ships.start("counter-2", "counter", "api relay", port)
    await ships.processes.kill("relay-1")
    await counting
    await ships.all_mirrored()


async def test_the_broker_is_killed_and_comes_back(ships: Fleet, cluster: KafkaCluster) -> None:
    await ships.start("mirror-1", "mirror", "react")
    counting = asyncio.create_task(ships.count(40))
    await asyncio.sleep(0.2)
    await cluster.kill(1)
    await asyncio.sleep(1.0)
    await cluster.start(1)
    await counting
    await ships.all_mirrored()


async def test_a_topic_deleted_and_recreated_loses_nothing(ships: Fleet, kafka: list[str]) -> None:
    await ships.start("mirror-1", "mirror", "react")
    await ships.count(20)
    await ships.all_mirrored()
    await delete_topics(kafka, ["counter"])
    await ships.count(30)
    await create_topics(kafka, ["counter"], PARTITIONS, 1)
    await ships.count(40)
    await ships.all_mirrored(within=90)


async def test_every_record_delivered_again_changes_nothing(ships: Fleet, kafka: list[str]) -> None:
    await ships.start("mirror-1", "mirror", "react")
    await ships.count(20)
    await ships.all_mirrored()
    copies = await copy_all(kafka, "counter")
    assert copies >= 20 * len(ships.counters)
    await ships.count(25)
    await ships.all_mirrored()


async def copy_all(kafka: list[str], topic: str) -> int:
    """Read a topic from its beginning and write every record again, backwards."""
    consumer = AIOKafkaConsumer(topic, bootstrap_servers=kafka, auto_offset_reset="earliest", group_id=None)
    producer = AIOKafkaProducer(bootstrap_servers=kafka)
    await consumer.start()
    await producer.start()
    try:
        found = [r for rs in [await consumer.getmany(timeout_ms=2000) for _ in range(3)] for some in rs.values() for r in some]
        for record in reversed(found):
            await producer.send(topic, record.value, key=record.key, partition=record.partition, headers=list(record.headers))
        await producer.flush()
        return len(found)
    finally:
        await producer.stop()
        await consumer.stop()
