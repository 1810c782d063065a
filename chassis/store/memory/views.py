"""How are views and leases kept in memory?"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from chassis.store import (
    RowChange,
    StoredRow,
)
from chassis.store.memory.server import Lease, MemoryServer


class MemoryViews:
    """The views port over a memory server."""

    def __init__(self, server: MemoryServer) -> None:
        self.server = server

    async def checkpoint(self, table: str) -> int:
        return self.server.checkpoints.get(table, 0)

    async def rows(self, table: str, keys: Sequence[str]) -> Mapping[str, StoredRow]:
        held = self.server.rows.get(table, {})
        return {key: stored_row(held[key]) for key in keys if key in held}

    async def save(self, table: str, *, start: int, end: int, changes: Sequence[RowChange]) -> bool:
        if self.server.checkpoints.get(table, 0) != start:
            return False
        held = self.server.rows.setdefault(table, {})
        for change in changes:
            if change.row is None:
                held.pop(change.key, None)
            else:
                held[change.key] = change
        self.server.checkpoints[table] = end
        return True

    async def find(self, table: str, *, tags: Sequence[str], after: str, limit: int) -> Sequence[StoredRow]:
        held = self.server.rows.get(table, {})
        chosen = [c for c in held.values() if set(tags) <= set(c.tags) and (not after or c.order > after)]
        return [stored_row(c) for c in sorted(chosen, key=lambda c: (c.order, c.key))[:limit]]

    async def due(self, table: str, at: datetime, *, limit: int) -> Sequence[StoredRow]:
        held = self.server.rows.get(table, {})
        heard = self.server.heard_timers
        chosen = [c for c in held.values() if c.due_at and c.due_at <= at and heard.get((table, c.key), -1) < c.position]
        return [stored_row(c) for c in sorted(chosen, key=lambda c: (c.due_at or at, c.key))[:limit]]

    async def tables(self) -> Mapping[str, int]:
        return dict(self.server.checkpoints)

    async def page(self, table: str, *, after: str, limit: int) -> Sequence[StoredRow]:
        held = self.server.rows.get(table, {})
        return [stored_row(held[key]) for key in sorted(held) if key > after][:limit]

    async def swap(self, table: str, other: str, *, at: int) -> bool:
        if not (self.server.checkpoints.get(table, 0) == self.server.checkpoints.get(other, 0) == at):
            return False
        self.server.rows[table] = self.server.rows.pop(other, {})
        self.server.checkpoints.pop(other, None)
        return True


def stored_row(change: RowChange) -> StoredRow:
    """The row as it is read."""
    return StoredRow(
        key=change.key, row=change.row or b"null", order=change.order, position=change.position, due_at=change.due_at
    )


class MemoryLeases:
    """The leases port over a memory server."""

    def __init__(self, server: MemoryServer) -> None:
        self.server = server

    async def take(self, name: str, holder: UUID, *, at: datetime, seconds: float) -> int | None:
        lease = self.server.leases.setdefault(name, Lease())
        if lease.holder not in {None, holder} and lease.until > at:
            return None
        lease.holder, lease.until = holder, at + timedelta(seconds=seconds)
        return lease.cursor

    async def save(self, name: str, holder: UUID, *, epoch: int, start: int, end: int) -> bool:
        lease = self.server.leases.setdefault(name, Lease())
        if lease.holder != holder or lease.cursor != start or self.server.epochs[-1][0] != epoch:
            return False
        lease.cursor = end
        return True

    async def give_up(self, name: str, holder: UUID) -> None:
        lease = self.server.leases.setdefault(name, Lease())
        if lease.holder == holder:
            lease.holder = None

    async def cursor(self, name: str) -> int:
        return self.server.leases.setdefault(name, Lease()).cursor
