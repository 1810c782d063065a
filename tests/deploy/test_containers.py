"""Does a service's database live in a container's PostgreSQL as in the embedded one?

`EKEY_POSTGRES_IMAGE` names the image: the public one, or that of `deploy/images/postgres`.
"""

import os
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from uuid import UUID

import asyncpg
import psycopg
import pytest

from chassis.store.postgres import postgres_database
from chassis.unit import NewFact, Unit, Verdict
from deploy.local.containers import docker_answers, postgres_container
from deploy.local.postgres import PostgresServer
from deploy.local.sql import connect

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


def test_no_docker_on_the_path_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert not docker_answers()
