"""Does a system behave on Kafka servers that somebody else runs?"""

import os
import tempfile
from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from deploy.local.java import KafkaUnavailable, find_java
from deploy.local.kafka import kafka_cluster
from deploy.local.processes import free_port
from ekey.addresses import SERVICES
from ekey.settings import ROOT, StackSettings, WrongSetting, client_security
from ekey.stack import stack
from tests.cli.test_stack import settings, told


@pytest.fixture
async def servers() -> AsyncGenerator[tuple[str, ...]]:
    try:
        await find_java()
    except KafkaUnavailable as reason:
        if os.environ.get("EKEY_REQUIRE_KAFKA") == "1":
            raise
        pytest.skip(str(reason))
    with tempfile.TemporaryDirectory(prefix="ekey-") as folder:
        async with kafka_cluster(Path(folder), libs=ROOT / ".local" / "kafka" / "libs") as cluster:
            yield tuple(cluster.bootstrap)


def brief(folder: Path, servers: tuple[str, ...]) -> StackSettings:
    return replace(settings(folder, brief=True), kafka=servers)


async def topics(servers: tuple[str, ...]) -> set[str]:
    consumer = AIOKafkaConsumer(bootstrap_servers=list(servers))
    await consumer.start()
    try:
        return await consumer.topics()
    finally:
        await consumer.stop()


async def say_something(servers: tuple[str, ...]) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=list(servers))
    await producer.start()
    try:
        await producer.send_and_wait("delivery", b"somebody's message")
    finally:
        await producer.stop()


@pytest.mark.kafka
@pytest.mark.slow
async def test_a_brief_system_leaves_no_topic_and_takes_no_message_of_another_run(
    servers: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory(prefix="ekey-") as name:
        folder = Path(name)
        async with stack(brief(folder, servers)):
            assert told(folder, "tracking")["EKEY_KAFKA"] == ",".join(servers)
            assert await topics(servers) >= set(SERVICES)
        assert await topics(servers) & set(SERVICES) == set()
        async with stack(replace(brief(folder, servers), brief=False)):
            await say_something(servers)
        with pytest.raises(WrongSetting, match="messages of another run in delivery; EKEY_FRESH=1"):
            async with stack(brief(folder, servers)):
                pass
        assert "delivery" in await topics(servers)
        monkeypatch.setenv("EKEY_FRESH", "1")
        async with stack(brief(folder, servers)):
            pass
        assert await topics(servers) & set(SERVICES) == set()


@pytest.mark.slow
async def test_servers_that_do_not_answer_are_named() -> None:
    nowhere = f"127.0.0.1:{free_port()}"
    with (
        tempfile.TemporaryDirectory(prefix="ekey-") as folder,
        pytest.raises(WrongSetting, match=f"EKEY_KAFKA={nowhere} cannot be used"),
    ):
        async with stack(brief(Path(folder), (nowhere,))):
            pass


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"EKEY_KAFKA_SECURITY_PROTOCOL": "TLS"}, "EKEY_KAFKA_SECURITY_PROTOCOL=TLS is none of"),
        ({"EKEY_KAFKA_SECURITY_PROTOCOL": "SSL", "EKEY_KAFKA_CA_FILE": "/nowhere"}, "EKEY_KAFKA_CA_FILE=/nowhere cannot be read"),
    ],
)
def test_a_wrong_security_setting_is_named(told: dict[str, str], said: str) -> None:
    with pytest.raises(WrongSetting, match=said):
        client_security(told)


def test_a_client_proves_itself_as_the_settings_say() -> None:
    told = {"EKEY_KAFKA_SECURITY_PROTOCOL": "sasl_plaintext", "EKEY_KAFKA_USERNAME": "ekey", "EKEY_KAFKA_PASSWORD": "pw"}
    assert client_security(told) == {
        "security_protocol": "SASL_PLAINTEXT",
        "sasl_mechanism": "PLAIN",
        "sasl_plain_username": "ekey",
        "sasl_plain_password": "pw",
    }
