"""Which servers do the tests stand on? Embedded ones, started once; or those that EKEY_POSTGRES and EKEY_KAFKA name."""

import os
from collections.abc import AsyncGenerator
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio

from deploy.local.postgres import PostgresServer, postgres_server

NUMBERS = count(1)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def postgres(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[PostgresServer]:
    """A PostgreSQL server for the whole run."""
    folder: Path = tmp_path_factory.mktemp("postgres")
    async with postgres_server(folder, os.environ.get("EKEY_POSTGRES")) as server:
        yield server


async def new_database(server: PostgresServer) -> str:
    """The address of a database of one's own."""
    name = f"test_{os.getpid()}_{next(NUMBERS)}"
    await server.create(name)
    return server.dsn(name)


@pytest_asyncio.fixture
async def dsn(postgres: PostgresServer) -> str:
    """The address of a database of this test's own."""
    return await new_database(postgres)
