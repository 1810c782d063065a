"""How is history kept in PostgreSQL? One writer function, gapless positions under the head's lock, epochs after a restore."""

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from chassis.sql import Pool, Session
from chassis.store import Database, Head, StoredAnnouncement, StoredFact
from chassis.store.postgres_inbox import PostgresInbox
from chassis.store.postgres_views import PostgresLeases, PostgresViews
from chassis.store.schema import upgrade
from chassis.telemetry import log
from chassis.unit import Heard, NewFact, Oddity, Park, Receipt, Unit, Verdict

APPEND = """
select * from append_units_1($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
    $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33::jsonb, $34::jsonb)
"""
IDENTITY = """
select (select system_identifier from pg_control_system())::text || '/' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)
    || '/' || (select oid from pg_database where datname = current_database())::text || '/' || 'events'::regclass::oid::text
"""  # the timeline of the next WAL byte: the control file's is that of the last checkpoint, older right after a promotion


class PostgresStore:
    """The store port over one service's own database."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def close(self) -> None:
        """Give the connections back."""
        await self._pool.close()

    async def open(self) -> Head:
        await upgrade(self._pool)
        async with self._pool.transaction() as session:
            await self._notice_restore(session)
        return await self.head()

    async def _notice_restore(self, session: Session) -> None:
        head = (await session.fetch("select epoch, position from head for update"))[0]
        identity = await session.value(IDENTITY)
        known = await session.value("select identity from epochs where epoch = $1", head["epoch"])
        if known is None:
            await session.execute("insert into epochs (epoch, starts_after, identity) values (0, 0, $1)", identity)
        elif known != identity:
            epoch, position = head["epoch"] + 1, head["position"]
            await session.execute(
                "insert into epochs (epoch, starts_after, identity) values ($1, $2, $3)", epoch, position, identity
            )
            await session.execute("update head set epoch = $1", epoch)
            await session.execute("update leases set holder = null, cursor = least(cursor, $1)", position)
            log.warning("epoch_begun", epoch=epoch, starts_after=position)

    async def head(self) -> Head:
        row = (
            await self._pool.fetch(
                """select h.epoch, h.position, array_agg(e.epoch order by e.epoch) as epochs, array_agg(e.starts_after order by e.epoch) as starts
                   from head h, epochs e group by h.epoch, h.position"""
            )
        )[0]
        return Head(epoch=row["epoch"], position=row["position"], epochs=tuple(zip(row["epochs"], row["starts"], strict=True)))

    async def append(self, units: Sequence[Unit]) -> Sequence[Receipt]:
        rows = await self._pool.fetch(APPEND, *arguments(units))
        return [receipt_of(row) for row in rows]

    async def find_unit(self, unit: UUID) -> Receipt | None:
        rows = await self._pool.fetch(
            "select 'already' as verdict, epoch, first, last, fingerprint, answer from units where unit_id = $1", unit
        )
        return receipt_of(rows[0]) if rows else None

    async def read_stream(self, stream: UUID, *, after: int = 0) -> Sequence[StoredFact]:
        rows = await self._pool.fetch(
            f"select {FACT} from events where originator_id = $1 and originator_version > $2 order by originator_version",
            stream,
            after,
        )
        return [fact_of(row) for row in rows]

    async def read_all(self, *, after: int, limit: int) -> Sequence[StoredFact]:
        rows = await self._pool.fetch(
            f"select {FACT} from events where notification_id > $1 order by notification_id limit $2", after, limit
        )
        return [fact_of(row) for row in rows]

    async def announcements(
        self, *, after: int, limit: int, shard: int | None = None, until: int | None = None
    ) -> Sequence[StoredAnnouncement]:
        where = ["announced_shard is not null", "notification_id > $1"]
        values: list[object] = [after, limit]
        for column, value in (("announced_shard =", shard), ("notification_id <=", until)):
            if value is not None:
                values.append(value)
                where.append(f"{column} ${len(values)}")
        rows = await self._pool.fetch(
            f"select {TOLD} from events where {' and '.join(where)} order by notification_id limit $2", *values
        )
        return [told_of(row) for row in rows]

    async def heads(self, *, since: int = 0) -> Mapping[int, int]:
        rows = await self._pool.fetch("select shard, last from shards where last > $1", since)
        return {row["shard"]: row["last"] for row in rows}


FACT = "originator_id, originator_version, topic, state, notification_id, epoch, meta, recorded_at, announced_type"
TOLD = "notification_id, epoch, announced_shard, previous, announced_type, announced_key, announced_data, meta, recorded_at"


def fact_of(row: Mapping[str, Any]) -> StoredFact:
    """A row of `events` as a fact."""
    return StoredFact(
        stream=UUID(bytes=row["originator_id"].bytes),
        version=row["originator_version"],
        type=row["topic"],
        state=row["state"],
        position=row["notification_id"],
        epoch=row["epoch"],
        meta=row["meta"],
        at=row["recorded_at"],
        announced_type=row["announced_type"],
    )


def told_of(row: Mapping[str, Any]) -> StoredAnnouncement:
    """A row of `events` as what it told."""
    return StoredAnnouncement(
        position=row["notification_id"],
        epoch=row["epoch"],
        shard=row["announced_shard"],
        previous=row["previous"],
        type=row["announced_type"],
        key=row["announced_key"],
        data=row["announced_data"],
        meta=row["meta"],
        at=row["recorded_at"],
    )


def receipt_of(row: Mapping[str, Any]) -> Receipt:
    """A verdict row."""
    return Receipt(
        verdict=Verdict(row["verdict"]),
        epoch=row["epoch"] or 0,
        first=row["first"] or 0,
        last=row["last"] or 0,
        fingerprint=row["fingerprint"] or b"",
        answer=row["answer"] or b"",
        announced=tuple(zip(row["shards"] or (), row["positions"] or (), strict=True)) if "shards" in row else (),
    )


def arguments(units: Sequence[Unit]) -> Sequence[object]:
    """The arrays that the writer takes; units count from 1."""
    numbered = list(enumerate(units, 1))
    facts = [(n, f) for n, unit in numbered for f in unit.facts]
    moves = [(n, m) for n, unit in numbered for m in unit.moves]
    gone = [(n, x) for n, unit in numbered for x in unit.unparks]
    timers = [(n, t) for n, unit in numbered for t in unit.timers]
    reads = [(n, r) for n, unit in numbered for r in unit.reads]
    return (
        [u.id for u in units],
        [u.fingerprint for u in units],
        [u.answer for u in units],
        *fact_columns(facts),
        [n for n, _ in moves],
        [m.producer for _, m in moves],
        [m.shard for _, m in moves],
        [m.epoch for _, m in moves],
        [m.start for _, m in moves],
        [m.end for _, m in moves],
        [n for n, _ in gone],
        [x.producer for _, x in gone],
        [x.epoch for _, x in gone],
        [x.position for _, x in gone],
        [n for n, _ in timers],
        [t.view for _, t in timers],
        [t.key for _, t in timers],
        [t.position for _, t in timers],
        [n for n, _ in reads],
        [r.stream for _, r in reads],
        [r.version for _, r in reads],
        rows_json([park_row(n, unit, p) for n, unit in numbered for p in unit.parks]),
        rows_json([oddity_row(n, o) for n, unit in numbered for o in unit.oddities]),
    )


def fact_columns(facts: Sequence[tuple[int, NewFact]]) -> Sequence[object]:
    """The columns of the facts."""
    told = [f.announcement for _, f in facts]
    return (
        [n for n, _ in facts],
        [f.stream for _, f in facts],
        [f.version for _, f in facts],
        [f.type for _, f in facts],
        [f.state for _, f in facts],
        [f.meta for _, f in facts],
        [f.at for _, f in facts],
        [f.claim for _, f in facts],
        [t.type if t else None for t in told],
        [t.key if t else None for t in told],
        [t.shard if t else None for t in told],
        [t.data if t else None for t in told],
    )


def rows_json(rows: Sequence[Mapping[str, object]]) -> str | None:
    """Rare rows go as JSON; none is null."""
    return json.dumps(rows) if rows else None


def heard_row(heard: Heard) -> dict[str, object]:
    """A message as a row."""
    return {
        "producer": heard.producer,
        "epoch": heard.epoch,
        "position": heard.position,
        "shard": heard.shard,
        "previous": heard.previous,
        "key": heard.key,
        "type": heard.type,
        "data": base64.b64encode(heard.data).decode(),
        "headers": json.dumps(heard.headers),
    }


def park_row(number: int, unit: Unit, park: Park) -> Mapping[str, object]:
    """A message laid aside as a row."""
    at = unit.at or park.retry_at
    return {
        **heard_row(park.heard),
        "unit": number,
        "reason": park.reason,
        "parked_at": at.isoformat(),
        "retry_at": park.retry_at.isoformat(),
    }


def oddity_row(number: int, oddity: Oddity) -> Mapping[str, object]:
    """An oddity as a row."""
    return {
        "unit": number,
        "producer": oddity.producer,
        "kind": oddity.kind,
        "detail": oddity.detail,
        "key": oddity.key.replace("\x00", "?"),
        "type": oddity.type,
        "epoch": oddity.epoch,
        "position": oddity.position,
        "data": base64.b64encode(oddity.data).decode(),
    }


def postgres_database(dsn: str, *, size: int = 8) -> Database:
    """A service's database at this address; `size` connections at most."""
    pool = Pool(dsn, size=size)
    return Database(store=PostgresStore(pool), inbox=PostgresInbox(pool), views=PostgresViews(pool), leases=PostgresLeases(pool))
