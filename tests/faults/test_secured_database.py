"""Do we speak TLS to PostgreSQL when the DSN says so, to nobody but the server that its authority vouches for, and never in the clear?"""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
import pytest_asyncio

from chassis.store import Head, Unavailable
from chassis.store.postgres import postgres_database
from deploy.local.postgres import PostgresServer
from tests.conftest import new_database
from tests.faults.authority import new_authority
from tests.faults.tls_front import TlsFront, tls_front


@pytest_asyncio.fixture
async def front(tmp_path: Path, postgres: PostgresServer) -> AsyncGenerator[TlsFront]:
    authority = new_authority("known")
    authority.write(tmp_path / "known.pem")
    new_authority("unknown").write(tmp_path / "unknown.pem")
    async with tls_front(await new_database(postgres), authority.server(tmp_path / "server.pem")) as made:
        yield made


async def opened(dsn: str) -> Head:
    database = postgres_database(dsn)
    try:
        return await database.store.open()
    finally:
        await database.close()


async def test_a_database_is_opened_over_tls(front: TlsFront, tmp_path: Path) -> None:
    head = await opened(front.dsn(sslmode="verify-full", sslrootcert=str(tmp_path / "known.pem")))
    assert (head.epoch, head.position) == (0, 0)
    assert front.versions and set(front.versions) == {"TLSv1.3"}


async def test_a_server_of_an_unknown_authority_gets_nothing(front: TlsFront, tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        await opened(front.dsn(sslmode="verify-full", sslrootcert=str(tmp_path / "unknown.pem")))


async def test_a_server_whose_certificate_names_another_gets_nothing(front: TlsFront, tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        await opened(front.dsn(host="localhost", sslmode="verify-full", sslrootcert=str(tmp_path / "known.pem")))


async def test_a_server_without_tls_is_not_spoken_to_in_the_clear(front: TlsFront, tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        await opened(f"{front.behind}?sslmode=verify-full&sslrootcert={tmp_path / 'known.pem'}")
