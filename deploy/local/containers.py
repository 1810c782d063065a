"""Where a Docker engine answers: PostgreSQL and Apache Kafka as containers. (`testcontainers`, a development tool, starts them.)

Its reaper is one more public image: where none can be pulled, `TESTCONTAINERS_RYUK_DISABLED=true`, and `deploy/images` has images to build.
"""

import asyncio
import contextlib
import shutil
import subprocess
from collections.abc import AsyncGenerator

from deploy.local.postgres import PostgresServer

POSTGRES_IMAGE = "postgres:18"
KAFKA_IMAGE = "confluentinc/cp-kafka:8.1.0"


def docker_answers(timeout: float = 3.0) -> bool:
    """Whether a Docker engine answers within `timeout` seconds. Never raises."""
    docker = shutil.which("docker")
    if docker is None:
        return False
    try:
        asked = subprocess.run(
            [docker, "version", "--format", "{{.Server.Version}}"], check=False, capture_output=True, timeout=timeout
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


@contextlib.asynccontextmanager
async def postgres_container(image: str = POSTGRES_IMAGE) -> AsyncGenerator[PostgresServer]:
    """A PostgreSQL server in a container of `image`, removed at the end."""
    from testcontainers.postgres import PostgresContainer

    container = PostgresContainer(image, driver=None).with_command("postgres -c max_connections=300")
    try:  # a server that does not come up leaves a container, too
        await asyncio.to_thread(container.start)
        yield PostgresServer(address=container.get_connection_url())
    finally:
        await asyncio.to_thread(container.stop)


@contextlib.asynccontextmanager
async def kafka_container(image: str = KAFKA_IMAGE) -> AsyncGenerator[list[str]]:
    """The bootstrap servers of a one-node Apache Kafka in a container of `image` (of the `cp-kafka` kind), removed at the end."""
    from testcontainers.kafka import KafkaContainer

    container = KafkaContainer(image).with_kraft().with_env("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
    try:  # a server that does not come up leaves a container, too
        await asyncio.to_thread(container.start)
        yield [container.get_bootstrap_server()]
    finally:
        await asyncio.to_thread(container.stop)
