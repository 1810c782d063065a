"""Which servers do the tests stand on? Embedded ones, started once; or those that EKEY_POSTGRES and EKEY_KAFKA name."""

import os
from collections.abc import AsyncGenerator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest_asyncio

from deploy.local.postgres import PostgresServer, postgres_server

NUMBERS = count(1)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def postgres() -> AsyncGenerator[PostgresServer]:
    """A PostgreSQL server for the whole run, in a folder of its own: another run of pytest closes pytest's folders to it."""
    with TemporaryDirectory(prefix="ekey-postgres-", ignore_cleanup_errors=True) as folder:
        async with postgres_server(Path(folder), os.environ.get("EKEY_POSTGRES")) as server:
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
