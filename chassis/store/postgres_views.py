"""How are views and leases kept? Rows by view and key, changed together with the view's checkpoint; leases by the database's own clock."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.sql import Pool
from chassis.store import RowChange, StoredRow

ROW = "key, row, sort, position, due_at"


class PostgresViews:
    """The views port over one service's own database."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def checkpoint(self, table: str) -> int:
        return await self._pool.value("select checkpoint from views where name = $1", table) or 0

    async def rows(self, table: str, keys: Sequence[str]) -> Mapping[str, StoredRow]:
        found = await self._pool.fetch(f"select {ROW} from view_rows where view = $1 and key = any($2)", table, list(keys))
        return {row["key"]: row_of(row) for row in found}

    async def save(self, table: str, *, start: int, end: int, changes: Sequence[RowChange]) -> bool:
        async with self._pool.transaction() as session:
            await session.execute("insert into views (name, checkpoint) values ($1, 0) on conflict do nothing", table)
            moved = await session.execute(
                "update views set checkpoint = $3 where name = $1 and checkpoint = $2", table, start, end
            )
            if moved != "UPDATE 1":
                return False
            gone = [change.key for change in changes if change.row is None]
            kept = [change for change in changes if change.row is not None]
            if gone:
                await session.execute("delete from view_rows where view = $1 and key = any($2)", table, gone)
            if kept:
                await session.many(UPSERT, [columns(table, change) for change in kept])
        return True

    async def find(self, table: str, *, tags: Sequence[str], after: str, limit: int) -> Sequence[StoredRow]:
        found = await self._pool.fetch(
            f"""select {ROW} from view_rows where view = $1 and tags @> $2 and ($3 = '' or sort > $3 collate "C")
                order by sort, key limit $4""",
            table,
            [tag_of(table, tag) for tag in tags],
            after,
            limit,
        )
        return [row_of(row) for row in found]

    async def due(self, table: str, at: datetime, *, limit: int) -> Sequence[StoredRow]:
        found = await self._pool.fetch(
            """select r.key, r.row, r.sort, r.position, r.due_at from view_rows r
               left join timers_heard h on h.view = r.view and h.key = r.key
               where r.view = $1 and r.due_at <= $2 and coalesce(h.position, -1) < r.position
               order by r.due_at, r.key limit $3""",
            table,
            at,
            limit,
        )
        return [row_of(row) for row in found]

    async def tables(self) -> Mapping[str, int]:
        found = await self._pool.fetch("select name, checkpoint from views order by name")
        return {row["name"]: row["checkpoint"] for row in found}

    async def page(self, table: str, *, after: str, limit: int) -> Sequence[StoredRow]:
        found = await self._pool.fetch(
            f"""select {ROW} from view_rows where view = $1 and key > $2 collate "C" order by key collate "C" limit $3""",
            table,
            after,
            limit,
        )
        return [row_of(row) for row in found]

    async def swap(self, table: str, other: str, *, at: int) -> bool:
        async with self._pool.transaction() as session:
            standing = await session.fetch(
                "select name from views where name = any($1) and checkpoint = $2 order by name for update", [table, other], at
            )
            if len(standing) != 2:
                return False
            await session.execute("delete from view_rows where view = $1", table)
            await session.execute(
                """update view_rows set view = $1, tags = array(select $1 || substr(tag, length($2) + 1) from unnest(tags) tag)
                   where view = $2""",
                table,
                other,
            )
            await session.execute("delete from views where name = $1", other)
        return True


UPSERT = """
insert into view_rows (view, key, row, tags, sort, due_at, position) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (view, key) do update set row = excluded.row, tags = excluded.tags, sort = excluded.sort,
    due_at = excluded.due_at, position = excluded.position
"""


def columns(table: str, change: RowChange) -> Sequence[object]:
    """A row as the columns of `view_rows`."""
    tags = [tag_of(table, tag) for tag in change.tags]
    return (table, change.key, change.row, tags, change.order, change.due_at, change.position)


def tag_of(table: str, tag: str) -> str:
    """Tags of all views share one index: each carries its view's name."""
    return f"{table}:{tag}"


def row_of(row: Mapping[str, Any]) -> StoredRow:
    """A row of `view_rows`."""
    return StoredRow(key=row["key"], row=row["row"], order=row["sort"], position=row["position"], due_at=row["due_at"])


class PostgresLeases:
    """The leases port; the database's clock decides, so that no process' clock can break a lease."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def take(self, name: str, holder: UUID, *, at: datetime, seconds: float) -> int | None:
        return await self._pool.value(
            """insert into leases (name, holder, until) values ($1, $2, clock_timestamp() + $3 * interval '1 second')
               on conflict (name) do update set holder = excluded.holder, until = excluded.until
               where leases.holder is null or leases.holder = excluded.holder or leases.until <= clock_timestamp()
               returning cursor""",
            name,
            holder,
            seconds,
        )

    async def save(self, name: str, holder: UUID, *, epoch: int, start: int, end: int) -> bool:
        moved = await self._pool.execute(
            """update leases set cursor = $4 where name = $1 and holder = $2 and cursor = $3
               and $5 = (select epoch from head)""",
            name,
            holder,
            start,
            end,
            epoch,
        )
        return moved == "UPDATE 1"

    async def give_up(self, name: str, holder: UUID) -> None:
        await self._pool.execute("update leases set holder = null where name = $1 and holder = $2", name, holder)

    async def cursor(self, name: str) -> int:
        return await self._pool.value("select cursor from leases where name = $1", name) or 0
