"""Does the embedded PostgreSQL keep what it acknowledged, whatever ends it?"""

import asyncio
import sys
from collections.abc import AsyncGenerator
from pathlib import Path

import psycopg
import pytest

from deploy.local.postgres import NotOurServer, PostgresServer, postgres_server
from deploy.local.postmaster import PostgresFailed
from deploy.local.processes import Processes
from deploy.local.sql import connect

OWNER = """
import asyncio, sys
from pathlib import Path
from deploy.local.postgres import postgres_server

async def main():
    async with postgres_server(Path(sys.argv[1])) as server:
        await server.create("ledger")
        Path(sys.argv[2]).write_text(server.dsn("ledger"))
        await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.fixture
async def server(tmp_path: Path) -> AsyncGenerator[PostgresServer]:
    async with postgres_server(tmp_path / "postgres") as running:
        await running.create("ledger")
        yield running


async def write(dsn: str) -> None:
    connection = await connect(dsn)
    await connection.execute("CREATE TABLE IF NOT EXISTS fact (n int)")
    await connection.execute("INSERT INTO fact VALUES (1)")
    await connection.close()


async def count(dsn: str) -> object:
    connection = await connect(dsn)
    try:
        return await connection.fetchval("SELECT count(*) FROM fact")
    finally:
        await connection.close()


async def setting(dsn: str, name: str) -> object:
    connection = await connect(dsn)
    try:
        return await connection.fetchval("SELECT current_setting($1)", name)
    finally:
        await connection.close()


async def test_an_immediate_restart_keeps_the_data_and_the_address(server: PostgresServer) -> None:
    await write(server.dsn("ledger"))
    await server.restart(immediate=True)
    assert await count(server.dsn("ledger")) == 1


async def test_creating_a_database_again_and_at_once_changes_nothing(server: PostgresServer) -> None:
    await write(server.dsn("ledger"))
    await asyncio.gather(*(server.create(name) for name in ("ledger", "ledger", 'odd "name"', 'odd "name"')))
    assert await count(server.dsn("ledger")) == 1


async def test_psycopg_reaches_the_same_database(server: PostgresServer) -> None:
    await write(server.dsn("ledger"))
    with psycopg.connect(server.dsn("ledger")) as connection:
        assert connection.execute("SELECT count(*) FROM fact").fetchone() == (1,)


async def test_the_password_is_asked_for(server: PostgresServer) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(server.dsn("ledger"), password="wrong")


async def test_it_takes_300_connections_and_syncs_to_disk(server: PostgresServer) -> None:
    assert await setting(server.dsn("ledger"), "max_connections") == "300"
    assert await setting(server.dsn("ledger"), "fsync") == "on"


async def test_a_folder_has_one_owner_at_a_time_and_a_second_after_it(tmp_path: Path) -> None:
    async with postgres_server(tmp_path) as first:
        await first.create("ledger")
        await write(first.dsn("ledger"))
        with pytest.raises(PostgresFailed, match="in use"):
            async with postgres_server(tmp_path):
                pass
    async with postgres_server(tmp_path) as second:
        assert await count(second.dsn("ledger")) == 1


async def test_it_comes_back_after_a_kill_of_its_owner(tmp_path: Path) -> None:
    told = tmp_path / "dsn"

    async def ready() -> bool:
        return told.exists() and told.read_text() != ""

    async with Processes(tmp_path) as processes:
        await processes.start("owner", [sys.executable, "-c", OWNER, str(tmp_path / "postgres"), str(told)], ready=ready)
        await write(told.read_text())
        await processes.kill("owner")
        async with postgres_server(tmp_path / "postgres") as server:
            assert await count(server.dsn("ledger")) == 1


async def test_a_server_that_is_given_is_used_and_never_restarted(server: PostgresServer, tmp_path: Path) -> None:
    async with postgres_server(tmp_path / "unused", dsn=server.address) as given:
        await given.create("ledger2")
        await write(given.dsn("ledger2"))
        with pytest.raises(NotOurServer):
            await given.restart()
    assert await count(server.dsn("ledger2")) == 1
    assert not (tmp_path / "unused").exists()
