"""Does Apache Kafka start here, carry messages, and come back after a kill?"""

import asyncio
import os
import stat
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from deploy.local.java import KafkaUnavailable, find_java
from deploy.local.kafka import DEFAULT_FOLDER, KafkaCluster, create_topics, delete_topics, kafka_cluster


@pytest.fixture
async def cluster(tmp_path: Path) -> AsyncGenerator[KafkaCluster]:
    try:
        await find_java()
    except KafkaUnavailable as reason:
        if os.environ.get("EKEY_REQUIRE_KAFKA") == "1":
            raise
        pytest.skip(str(reason))
    async with kafka_cluster(tmp_path, libs=DEFAULT_FOLDER / "libs") as running:
        yield running


async def produce(bootstrap: list[str], value: bytes) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, enable_idempotence=True)
    await producer.start()
    try:
        await asyncio.wait_for(producer.send_and_wait("registration", value, partition=2), 20)
    finally:
        await producer.stop()


async def consume(bootstrap: list[str]) -> list[bytes]:
    consumer = AIOKafkaConsumer(
        "registration", bootstrap_servers=bootstrap, group_id="tracking", auto_offset_reset="earliest", enable_auto_commit=False
    )
    await consumer.start()
    try:
        async with asyncio.timeout(30):
            while not (batches := await consumer.getmany(timeout_ms=500)):
                pass
        return [message.value for batch in batches.values() for message in batch]
    finally:
        await consumer.stop()


@pytest.mark.kafka
@pytest.mark.timeout(300)
async def test_a_message_survives_a_kill_of_the_only_node_and_a_deleted_topic_is_empty(cluster: KafkaCluster) -> None:
    await create_topics(cluster.bootstrap, ["registration", "application"], 3, 1)
    await create_topics(cluster.bootstrap, ["registration"], 3, 1)
    await produce(cluster.bootstrap, b"kept")
    await cluster.restart(1)
    assert await consume(cluster.bootstrap) == [b"kept"]
    await cluster.kill(1)
    await cluster.start(1)
    assert await consume(cluster.bootstrap) == [b"kept"]
    await delete_topics(cluster.bootstrap, ["registration", "never-there"])
    await create_topics(cluster.bootstrap, ["registration"], 3, 1)
    await produce(cluster.bootstrap, b"new")
    assert await consume(cluster.bootstrap) == [b"new"]


def java_that_says(folder: Path, version: str) -> Path:
    program = folder / "java"
    program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2020-01-01' >&2\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


async def test_a_java_that_is_too_old_is_named_with_its_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version, major in (("1.8.0_292", "8"), ("11.0.2", "11")):
        monkeypatch.setenv("EKEY_JAVA", str(java_that_says(tmp_path, version)))
        with pytest.raises(KafkaUnavailable, match=f"is Java {major}; Apache Kafka needs 17"):
            await find_java()
    monkeypatch.setenv("EKEY_JAVA", str(java_that_says(tmp_path, "17.0.1")))
    assert (await find_java()).version == 17


async def test_no_java_is_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EKEY_JAVA", str(tmp_path / "nowhere"))
    with pytest.raises(KafkaUnavailable, match="EKEY_JAVA names"):
        await find_java()
    monkeypatch.delenv("EKEY_JAVA")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(KafkaUnavailable, match="no Java on the PATH"):
        await find_java()


async def test_an_id_that_looks_like_an_option_is_an_id(tmp_path: Path) -> None:
    try:
        await find_java()
    except KafkaUnavailable as reason:
        if os.environ.get("EKEY_REQUIRE_KAFKA") == "1":
            raise
        pytest.skip(str(reason))
    home = tmp_path / "nodes-1"
    home.mkdir(parents=True)
    (home / "cluster-id").write_text("-Abcdefghijklmnopqrstw")
    async with kafka_cluster(tmp_path, libs=DEFAULT_FOLDER / "libs") as running:
        assert running.bootstrap
