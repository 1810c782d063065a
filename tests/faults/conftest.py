"""On which Apache Kafka? The one that EKEY_KAFKA names, or a node of our own by Java and Maven."""

import asyncio
import os
from collections.abc import AsyncGenerator

import pytest
import pytest_asyncio

from deploy.local.java import KafkaUnavailable, find_java
from deploy.local.kafka import DEFAULT_FOLDER, KafkaCluster, kafka_cluster


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def cluster(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[KafkaCluster]:
    """One node, kept for the whole run. Without Java its tests are skipped, unless EKEY_REQUIRE_KAFKA=1."""
    try:
        await find_java()
    except KafkaUnavailable as reason:
        if os.environ.get("EKEY_REQUIRE_KAFKA") == "1":
            raise
        pytest.skip(f"Apache Kafka cannot be started: {reason}")
    async with kafka_cluster(tmp_path_factory.mktemp("kafka"), libs=DEFAULT_FOLDER / "libs") as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def kafka(cluster: KafkaCluster) -> AsyncGenerator[list[str]]:
    """The bootstrap servers of a Kafka that answers."""
    yield cluster.bootstrap
    await asyncio.sleep(0)
