"""May a system that shall begin with nothing use the topics of a server that somebody else runs?"""

import contextlib
import os
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Protocol, cast

from aiokafka import AIOKafkaConsumer, TopicPartition

from deploy.local.topics import ClientSecurity, delete_topics
from ekey.settings import WrongSetting

FRESH = "EKEY_FRESH"


async def refuse_used_topics(servers: Sequence[str], topics: Sequence[str], security: ClientSecurity) -> None:
    """Delete topics that hold messages if EKEY_FRESH=1 allows it. Raises `WrongSetting` if it does not, `KafkaError`."""
    used = await _used(servers, topics, security)
    if used and os.environ.get(FRESH) != "1":
        names = ", ".join(used)
        raise WrongSetting(f"{','.join(servers)} holds messages of another run in {names}; {FRESH}=1 deletes these topics first")
    await clear_topics(servers, used, security)


async def clear_topics(servers: Sequence[str], topics: Sequence[str], security: ClientSecurity) -> None:
    """Delete these topics."""
    if topics:
        await delete_topics(servers, topics, **security)


class _Consumer(Protocol):
    """The part of an aiokafka consumer that is used here, with the types it does not declare."""

    async def topics(self) -> set[str]: ...

    def partitions_for_topic(self, topic: str) -> set[int] | None: ...

    async def beginning_offsets(self, partitions: Sequence[TopicPartition]) -> Mapping[TopicPartition, int]: ...

    async def end_offsets(self, partitions: Sequence[TopicPartition]) -> Mapping[TopicPartition, int]: ...


async def _used(servers: Sequence[str], topics: Sequence[str], security: ClientSecurity) -> Sequence[str]:
    async with _consumer(servers, (), security) as asking:
        there = await asking.topics()
    present = [topic for topic in topics if topic in there]
    if not present:
        return []
    async with _consumer(servers, present, security) as reading:  # it knows the partitions of its own topics only
        return [topic for topic in present if await _holds_messages(reading, topic)]


@contextlib.asynccontextmanager
async def _consumer(servers: Sequence[str], topics: Sequence[str], security: ClientSecurity) -> AsyncGenerator[_Consumer]:
    consumer = AIOKafkaConsumer(*topics, bootstrap_servers=",".join(servers), **security)
    await consumer.start()
    try:
        yield cast("_Consumer", consumer)
    finally:
        await consumer.stop()


async def _holds_messages(consumer: _Consumer, topic: str) -> bool:
    partitions = [TopicPartition(topic, number) for number in sorted(consumer.partitions_for_topic(topic) or ())]
    first, last = await consumer.beginning_offsets(partitions), await consumer.end_offsets(partitions)
    return any(last[one] > first[one] for one in partitions)
