"""Do PostgreSQL and Apache Kafka serve from containers as they do without?

`EKEY_POSTGRES_IMAGE` and `EKEY_KAFKA_IMAGE` name the images: the public ones, or those of `deploy/images`.
"""

import asyncio
import os
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from uuid import UUID

import asyncpg
import psycopg
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError

from chassis.store.postgres import postgres_database
from chassis.unit import NewFact, Unit, Verdict
from deploy.local.containers import docker_answers, kafka_container, postgres_container
from deploy.local.postgres import PostgresServer
from deploy.local.sql import connect
from deploy.local.topics import create_topics

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ADA = UUID(int=1)


def image_of(variable: str) -> str:
    """The image that the variable names; the test is skipped where none is named or no engine answers."""
    image = os.environ.get(variable)
    if not image:
        pytest.skip(f"{variable} names no image")
    if not docker_answers():
        pytest.skip("no Docker engine answers")
    return image


@pytest.fixture
async def server() -> AsyncGenerator[PostgresServer]:
    async with postgres_container(image_of("EKEY_POSTGRES_IMAGE")) as running:
        await running.create("ledger")
        yield running


async def test_a_container_keeps_the_history_of_a_service(server: PostgresServer) -> None:
    facts = [NewFact(stream=ADA, version=n, type="Counted", state=b"{}", meta=b"{}", at=AT) for n in (1, 2)]
    database = postgres_database(server.dsn("ledger"))
    try:
        await database.store.open()
        receipts = [(await database.store.append([Unit(id=UUID(int=n), facts=facts, at=AT)]))[0] for n in (7, 8, 7)]
        stored = await database.store.read_stream(ADA)
    finally:
        await database.close()
    assert [receipt.verdict for receipt in receipts] == [Verdict.OK, Verdict.CONFLICT, Verdict.ALREADY]
    assert [(fact.version, fact.position, fact.at) for fact in stored] == [(1, 1, AT), (2, 2, AT)]


async def test_a_container_asks_for_the_password_and_takes_300_connections(server: PostgresServer) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(server.dsn("ledger"), password="wrong")
    with psycopg.connect(server.dsn("ledger")) as connection:
        assert connection.execute("SHOW max_connections").fetchone() == ("300",)


async def test_a_container_is_gone_when_its_use_ends() -> None:
    async with postgres_container(image_of("EKEY_POSTGRES_IMAGE")) as running:
        await (await connect(running.address)).close()
    with pytest.raises((OSError, asyncpg.PostgresError)):
        await connect(running.address)


async def produce(bootstrap: list[str], topic: str) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, enable_idempotence=True, request_timeout_ms=5000)
    await producer.start()
    try:
        await asyncio.wait_for(producer.send_and_wait(topic, b"kept", partition=2), 20)
    finally:
        await producer.stop()


async def consume(bootstrap: list[str], topic: str) -> list[bytes]:
    consumer = AIOKafkaConsumer(
        topic, bootstrap_servers=bootstrap, group_id="tracking", auto_offset_reset="earliest", enable_auto_commit=False
    )
    await consumer.start()
    try:
        message = await asyncio.wait_for(consumer.getone(), 30)
        await consumer.commit()
        committed = await consumer.committed(TopicPartition(topic, 2))
    finally:
        await consumer.stop()
    assert committed == 1
    return [message.value]


@pytest.mark.kafka
@pytest.mark.timeout(180)
async def test_a_container_carries_a_message_to_a_group_and_makes_no_topic_unasked() -> None:
    async with kafka_container(image_of("EKEY_KAFKA_IMAGE")) as bootstrap:
        await create_topics(bootstrap, ["registration"], 3, 1)
        await produce(bootstrap, "registration")
        assert await consume(bootstrap, "registration") == [b"kept"]
        with pytest.raises((KafkaError, TimeoutError)):
            await produce(bootstrap, "never-made")


def test_no_docker_on_the_path_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert not docker_answers()
