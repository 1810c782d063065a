"""Where is the PostgreSQL server of this run, and how does a service get a database of its own on it?"""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import asyncpg

from deploy.local.postmaster import Postmaster
from deploy.local.sql import connect


class NotOurServer(Exception):
    """A server that somebody else runs can neither be stopped nor started from here."""


@dataclass(frozen=True, kw_only=True)
class PostgresServer:
    """A server that answers: the DSN of its administration database and, if it is embedded, its process."""

    address: str
    embedded: Postmaster | None = None

    def dsn(self, database: str) -> str:
        """The DSN of a database, for asyncpg and psycopg alike."""
        return urlunsplit(urlsplit(self.address)._replace(path=f"/{quote(database)}"))

    async def create(self, database: str) -> None:
        """Create the database unless it exists."""
        connection = await connect(self.address)
        try:
            if await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", database) is None:
                with contextlib.suppress(asyncpg.DuplicateDatabaseError, asyncpg.UniqueViolationError):
                    await connection.execute(f"CREATE DATABASE {_quoted(database)}")
        finally:
            await connection.close()

    async def drop(self, database: str) -> None:
        """Drop the database if it exists, whoever is connected to it."""
        connection = await connect(self.address)
        try:
            await connection.execute(f"DROP DATABASE IF EXISTS {_quoted(database)} WITH (FORCE)")
        finally:
            await connection.close()

    async def restart(self, immediate: bool = False) -> None:
        """Stop and start the embedded server at the same address; `immediate`: as after a power cut.

        Raises `NotOurServer` for a server that was given.
        """
        await self.stop(immediate=immediate)
        await self.start()

    async def stop(self, immediate: bool = False) -> None:
        """Stop the embedded server: connections are cut, nothing acknowledged is lost. Raises `NotOurServer`."""
        await self._ours().stop(immediate=immediate)

    async def start(self) -> None:
        """Start the embedded server again at the same address. Raises `NotOurServer`."""
        await self._ours().start()

    def _ours(self) -> Postmaster:
        if self.embedded is None:
            raise NotOurServer("this PostgreSQL server was given; only an embedded one can be stopped and started")
        return self.embedded


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


@contextlib.asynccontextmanager
async def postgres_server(folder: Path, dsn: str | None = None) -> AsyncGenerator[PostgresServer]:
    """A running server: the one of `dsn` if given, else an embedded one whose data and log live in `folder`.

    Raises `PostgresFailed` with the server's last words when it does not start, `OSError` when a given one does not answer.
    """
    if dsn is not None:
        await (await connect(dsn)).close()
        yield PostgresServer(address=dsn)
        return
    postmaster = await asyncio.to_thread(Postmaster.prepare, folder)
    try:
        await postmaster.start()
        yield PostgresServer(address=postmaster.address, embedded=postmaster)
    finally:
        await postmaster.release()
