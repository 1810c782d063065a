"""Which topics does a real Kafka cluster have, and does every partition have a leader?"""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncGenerator, Sequence
from typing import Protocol, TypedDict, Unpack, cast

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, NoError, TopicAlreadyExistsError, UnknownTopicOrPartitionError, for_code


class ClientSecurity(TypedDict, total=False):
    """How a client of aiokafka proves itself; all of it may be left out."""

    security_protocol: str
    ssl_context: ssl.SSLContext | None
    sasl_mechanism: str
    sasl_plain_username: str | None
    sasl_plain_password: str | None


class _Partition(TypedDict):
    error_code: int
    partition: int
    leader: int


class _Topic(TypedDict):
    error_code: int
    topic: str
    partitions: list[_Partition]


class _Broker(TypedDict):
    node_id: int


class _Cluster(TypedDict):
    brokers: list[_Broker]


class _Created(Protocol):
    topic_errors: list[tuple[str, int, str | None]]


class _Deleted(Protocol):
    topic_error_codes: list[tuple[str, int]]


@contextlib.asynccontextmanager
async def _admin(bootstrap: Sequence[str], security: ClientSecurity) -> AsyncGenerator[AIOKafkaAdminClient]:
    admin = AIOKafkaAdminClient(bootstrap_servers=list(bootstrap), request_timeout_ms=15_000, **security)
    await admin.start()
    try:
        yield admin
    finally:
        await admin.close()


async def create_topics(
    bootstrap: Sequence[str],
    names: Sequence[str],
    partitions: int,
    replication: int,
    *,
    timeout: float = 30.0,
    **security: Unpack[ClientSecurity],
) -> None:
    """Create those topics that do not exist and wait until every partition of all of them has a leader.

    Raises aiokafka's `KafkaError` for what the cluster refuses, `TimeoutError` after `timeout` seconds.
    """
    async with _admin(bootstrap, security) as admin, asyncio.timeout(timeout):
        wanted = [NewTopic(name=name, num_partitions=partitions, replication_factor=replication) for name in names]
        answer = cast("_Created", await admin.create_topics(wanted))
        for name, code, text in answer.topic_errors:
            _raise_unless(for_code(code), (NoError, TopicAlreadyExistsError), f"topic {name}: {text}")
        while not all(_led(topic) for topic in await _topics(admin, names)):
            await asyncio.sleep(0.1)


async def delete_topics(
    bootstrap: Sequence[str], names: Sequence[str], *, timeout: float = 30.0, **security: Unpack[ClientSecurity]
) -> None:
    """Delete those topics that exist and wait until no broker that is asked knows them. Raises as `create_topics`."""
    async with _admin(bootstrap, security) as admin, asyncio.timeout(timeout):
        answer = cast("_Deleted", await admin.delete_topics(list(names)))
        for name, code in answer.topic_error_codes:
            _raise_unless(for_code(code), (NoError, UnknownTopicOrPartitionError), f"topic {name}")
        while any(for_code(topic["error_code"]) is NoError for topic in await _topics(admin, names)):
            await asyncio.sleep(0.1)


async def brokers(bootstrap: Sequence[str], **security: Unpack[ClientSecurity]) -> set[int]:
    """The ids of the nodes that the cluster counts as alive. Raises `KafkaError` if none answers."""
    async with _admin(bootstrap, security) as admin:
        told = cast("_Cluster", await admin.describe_cluster())  # pyright: ignore[reportUnknownMemberType]
        return {broker["node_id"] for broker in told["brokers"]}


async def _topics(admin: AIOKafkaAdminClient, names: Sequence[str]) -> list[_Topic]:
    told = await admin.describe_topics(list(names))  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return cast("list[_Topic]", told)


def _led(topic: _Topic) -> bool:
    return for_code(topic["error_code"]) is NoError and all(
        for_code(partition["error_code"]) is NoError and partition["leader"] >= 0 for partition in topic["partitions"]
    )


def _raise_unless(answer: type[KafkaError], accepted: tuple[type[KafkaError], ...], text: str) -> None:
    if answer not in accepted:
        raise answer(text)
