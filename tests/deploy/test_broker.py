"""Does the embedded broker carry messages as Kafka does, as far as the services need it?"""

import asyncio
import json
import sys
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from deploy.local.broker import Broker, embedded_broker
from deploy.local.children import free_port
from deploy.local.processes import Processes
from deploy.local.ready import read_ready


@pytest.fixture
async def broker() -> AsyncGenerator[Broker]:
    async with embedded_broker(["registration", "application"], partitions=3, port=free_port()) as running:
        yield running


async def produce(bootstrap: list[str], topic: str, values: list[bytes]) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, enable_idempotence=True, compression_type="lz4")
    await producer.start()
    try:
        for number, value in enumerate(values):
            await asyncio.wait_for(
                producer.send_and_wait(topic, value, key=b"k", partition=number % 3, headers=[("a", b"b")]), 20
            )
    finally:
        await producer.stop()


async def consume(bootstrap: list[str], *topics: str, count: int, group: str = "tracking") -> list[bytes]:
    consumer = AIOKafkaConsumer(
        *topics, bootstrap_servers=bootstrap, group_id=group, auto_offset_reset="earliest", session_timeout_ms=2000,
        heartbeat_interval_ms=500, enable_auto_commit=False,
    )  # fmt: skip
    await consumer.start()
    try:
        async with asyncio.timeout(20):
            values: list[bytes] = []
            while len(values) < count:
                batches = await consumer.getmany(timeout_ms=200)
                values.extend(message.value for batch in batches.values() for message in batch)
            await consumer.commit()
            return sorted(values)
    finally:
        await consumer.stop()


async def test_a_group_reads_from_the_earliest_message_of_all_its_topics(broker: Broker) -> None:
    await produce(broker.bootstrap, "registration", [b"r1", b"r2", b"r3", b"r4"])
    await produce(broker.bootstrap, "application", [b"a1"])
    assert await consume(broker.bootstrap, "registration", "application", count=5) == [b"a1", b"r1", b"r2", b"r3", b"r4"]


async def test_a_group_goes_on_after_what_it_has_committed(broker: Broker) -> None:
    await produce(broker.bootstrap, "registration", [b"first"])
    assert await consume(broker.bootstrap, "registration", count=1) == [b"first"]
    await produce(broker.bootstrap, "registration", [b"second"])
    assert await consume(broker.bootstrap, "registration", count=1) == [b"second"]


async def test_a_broker_that_was_down_comes_back_on_the_same_port_with_its_messages(broker: Broker) -> None:
    await produce(broker.bootstrap, "registration", [b"before"])
    broker.go_down()
    with pytest.raises(OSError, match="Connect call failed"):
        await asyncio.open_connection("127.0.0.1", int(broker.bootstrap[0].split(":")[1]))
    broker.come_up()
    assert await consume(broker.bootstrap, "registration", count=1) == [b"before"]


async def test_a_wiped_topic_is_empty_and_takes_messages(broker: Broker) -> None:
    await produce(broker.bootstrap, "registration", [b"lost"])
    broker.wipe()
    await produce(broker.bootstrap, "registration", [b"kept"])
    assert await consume(broker.bootstrap, "registration", count=1) == [b"kept"]


async def test_as_a_process_it_tells_its_port_and_ends_at_sigterm(tmp_path: Path) -> None:
    ready_file, port = tmp_path / "ready.json", free_port()
    argv = [sys.executable, "-m", "deploy.local.broker", "--topics", "registration", "--partitions", "3"]
    argv += ["--port", str(port), "--ready-file", str(ready_file)]

    async def ready() -> bool:
        return read_ready(ready_file) is not None

    async with Processes(tmp_path) as processes:
        await processes.start("broker", argv, ready=ready)
        assert json.loads(ready_file.read_text()) == {"bootstrap": f"127.0.0.1:{port}"}
        await produce([f"127.0.0.1:{port}"], "registration", [b"over there"])
        assert await processes.end("broker") == 0
