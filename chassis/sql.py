# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
"""How do we speak to PostgreSQL? A typed edge around asyncpg: rows are mappings, a dead connection is `Unavailable`."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from chassis.store import Unavailable

SESSION = {
    "synchronous_commit": "on",
    "idle_in_transaction_session_timeout": "60s",
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    "timezone": "UTC",
}
GONE = (
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.PostgresSystemError,
    asyncpg.PostgresIOError,
    asyncpg.TransactionRollbackError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InsufficientPrivilegeError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.UndefinedTableError,
    OSError,
    TimeoutError,
)


class Session:
    """One connection, in a transaction or not."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def fetch(self, sql: str, *values: object) -> Sequence[Mapping[str, Any]]:
        """All rows."""
        return await self._connection.fetch(sql, *values)

    async def value(self, sql: str, *values: object) -> Any:
        """The first column of the first row, or None."""
        return await self._connection.fetchval(sql, *values)

    async def execute(self, sql: str, *values: object) -> str:
        """The command tag."""
        return await self._connection.execute(sql, *values)

    async def many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """The same statement for every row."""
        await self._connection.executemany(sql, rows)


class Pool:
    """Connections to one database, opened when first needed. Every lost or refused connection is told as Unavailable."""

    def __init__(self, dsn: str, *, size: int, seconds: float = 30.0) -> None:
        self._dsn = dsn
        self._size = size
        self._seconds = seconds
        self._pool: Any = None
        self._opening = asyncio.Lock()

    async def open(self) -> None:
        """Make the pool; raises Unavailable when the server does not answer."""
        async with self._opening:
            if self._pool is None:
                with translated():
                    self._pool = await asyncpg.create_pool(
                        self._dsn,
                        min_size=1,
                        max_size=self._size,
                        command_timeout=self._seconds,
                        timeout=10.0,
                        server_settings=SESSION,
                    )

    async def close(self) -> None:
        """Give the connections back; what hangs is cut off."""
        if self._pool is not None:
            self._pool.terminate()
            self._pool = None

    @asynccontextmanager
    async def session(self) -> AsyncGenerator[Session]:
        """A connection in autocommit."""
        await self.open()
        with translated():
            async with self._pool.acquire() as connection:
                yield Session(connection)

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Session]:
        """A connection in a transaction."""
        await self.open()
        with translated():
            async with self._pool.acquire() as connection, connection.transaction():
                yield Session(connection)

    async def fetch(self, sql: str, *values: object) -> Sequence[Mapping[str, Any]]:
        """All rows, in autocommit."""
        async with self.session() as session:
            return await session.fetch(sql, *values)

    async def value(self, sql: str, *values: object) -> Any:
        """One value, in autocommit."""
        async with self.session() as session:
            return await session.value(sql, *values)

    async def execute(self, sql: str, *values: object) -> str:
        """One statement, in autocommit."""
        async with self.session() as session:
            return await session.execute(sql, *values)


class translated:  # noqa: N801 - reads as a word of the with statement
    """Connection trouble becomes Unavailable; errors of the statement itself stay what they are."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, GONE):
            raise Unavailable(f"{type(error).__name__}: {error}") from error
