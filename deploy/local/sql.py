"""What does the local infrastructure ask of a PostgreSQL connection? (asyncpg, with the types it does not declare.)"""

from typing import Protocol, cast

import asyncpg


class Connection(Protocol):
    """The part of an asyncpg connection that is used here."""

    async def fetchval(self, query: str, *args: object) -> object: ...

    async def execute(self, query: str) -> str: ...

    async def close(self) -> None: ...


async def connect(dsn: str, *, timeout: int = 60) -> Connection:
    """A new connection; `timeout` in seconds. Raises `OSError`, `TimeoutError`, `asyncpg.PostgresError`."""
    connection = await asyncpg.connect(dsn, timeout=timeout)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return cast("Connection", connection)
