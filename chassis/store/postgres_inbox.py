"""How is it kept what was heard? Progress per producer and shard, parked messages, oddities; moves happen only in the writer."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from chassis.sql import Pool
from chassis.store import ParkedMessage, Progress
from chassis.unit import Heard, Oddity, Park

PARKED = "producer, epoch, position, shard, previous, key, type, data, headers, reason, attempts, parked_at, retry_at"


class PostgresInbox:
    """The inbox port over one service's own database."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def progress(self, producers: Sequence[str]) -> Mapping[str, Progress]:
        async with self._pool.session() as session:
            epochs = await session.fetch(
                "select producer, epoch, starts_after from producers where producer = any($1) order by epoch", list(producers)
            )
            shards = await session.fetch(
                "select producer, shard, done, stopped, survived from inbox where producer = any($1)", list(producers)
            )
        told: dict[str, Progress] = {}
        for producer in producers:
            table = tuple((r["epoch"], r["starts_after"]) for r in epochs if r["producer"] == producer) or ((0, 0),)
            mine = [r for r in shards if r["producer"] == producer]
            told[producer] = Progress(
                epoch=table[-1][0],
                epochs=table,
                done={r["shard"]: r["done"] for r in mine},
                stopped=frozenset(r["shard"] for r in mine if r["stopped"]),
                survived={r["shard"]: r["survived"] for r in mine if r["survived"] is not None},
            )
        return told

    async def learn(self, producer: str, epochs: Sequence[tuple[int, int]]) -> Sequence[int]:
        async with self._pool.transaction() as session:
            await session.execute("select 1 from head for update")
            known = await session.value("select coalesce(max(epoch), 0) from producers where producer = $1", producer)
            for epoch, starts_after in epochs:
                await session.execute(
                    "insert into producers values ($1, $2, $3) on conflict do nothing", producer, epoch, starts_after
                )
                if epoch > known:
                    await session.execute(
                        "update inbox set stopped = true, survived = least(survived, $2) where producer = $1 and done > $2",
                        producer,
                        starts_after,
                    )
            rows = await session.fetch("select shard from inbox where producer = $1 and stopped order by shard", producer)
        return [row["shard"] for row in rows]

    async def resync(self, producer: str, shard: int, *, to: int) -> None:
        async with self._pool.transaction() as session:
            await session.execute("select 1 from head for update")
            await session.execute(
                "update inbox set stopped = false, survived = null, done = $3 where producer = $1 and shard = $2",
                producer,
                shard,
                to,
            )
            await session.execute(
                """delete from parked p where p.producer = $1 and p.shard = $2 and exists (
                       select 1 from producers e where e.producer = p.producer and e.epoch > p.epoch and p.position > e.starts_after)""",
                producer,
                shard,
            )

    async def parked_keys(self, producer: str, keys: Sequence[str]) -> frozenset[str]:
        rows = await self._pool.fetch(
            "select distinct key from parked where producer = $1 and key = any($2)", producer, list(keys)
        )
        return frozenset(row["key"] for row in rows)

    async def parked_due(self, at: datetime, *, limit: int) -> Sequence[ParkedMessage]:
        rows = await self._pool.fetch(
            f"""select * from (select distinct on (producer, key) {PARKED} from parked order by producer, key, epoch, position) firsts
                where retry_at <= $1 limit $2""",
            at,
            limit,
        )
        return [parked_of(row) for row in rows]

    async def parked(self, *, producer: str = "", key: str = "", limit: int = 1000) -> Sequence[ParkedMessage]:
        rows = await self._pool.fetch(
            f"""select {PARKED} from parked where ($1 = '' or producer = $1) and ($2 = '' or key = $2)
                order by producer, epoch, position limit $3""",
            producer,
            key,
            limit,
        )
        return [parked_of(row) for row in rows]

    async def postpone(self, parked: ParkedMessage, *, reason: str, retry_at: datetime) -> None:
        heard = parked.heard
        await self._pool.execute(
            """update parked set reason = $4, retry_at = $5, attempts = $6 where producer = $1 and epoch = $2 and position = $3""",
            heard.producer,
            heard.epoch,
            heard.position,
            reason,
            retry_at,
            parked.attempts + 1,
        )

    async def record(self, oddities: Sequence[Oddity], parks: Sequence[Park] = ()) -> None:
        rows = [(o.producer, o.kind, o.detail, o.key.replace("\x00", "?"), o.type, o.epoch, o.position, o.data) for o in oddities]
        async with self._pool.transaction() as session:
            await session.many(
                "insert into oddities (producer, kind, detail, key, type, epoch, position, data) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                rows,
            )

    async def oddities(self, *, limit: int = 100) -> Sequence[Oddity]:
        rows = await self._pool.fetch(
            "select producer, kind, detail, key, type, epoch, position, data from oddities order by id desc limit $1", limit
        )
        return [Oddity(**dict(row)) for row in rows]

    async def rehear(self, park: Park) -> bool:
        heard = park.heard
        async with self._pool.transaction() as session:
            await session.execute("select 1 from head for update")
            found = await session.execute(
                """update oddities set kind = 'reheard'
                   where kind = 'unknown_type' and producer = $1 and epoch = $2 and position = $3""",
                heard.producer,
                heard.epoch,
                heard.position,
            )
            if found == "UPDATE 0":
                return False
            await session.execute(
                f"insert into parked ({PARKED}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, $11) on conflict do nothing",
                heard.producer,
                heard.epoch,
                heard.position,
                heard.shard,
                heard.previous,
                heard.key,
                heard.type,
                heard.data,
                json.dumps(heard.headers),
                park.reason,
                park.retry_at,
            )
        return True

    async def oddity_counts(self) -> Mapping[str, int]:
        rows = await self._pool.fetch("select kind, count(*) as count from oddities group by kind order by kind")
        return {row["kind"]: row["count"] for row in rows}


def parked_of(row: Mapping[str, Any]) -> ParkedMessage:
    """A row of `parked` as a message."""
    heard = Heard(
        producer=row["producer"],
        shard=row["shard"],
        epoch=row["epoch"],
        position=row["position"],
        previous=row["previous"],
        key=row["key"],
        type=row["type"],
        data=row["data"],
        headers=tuple((name, text) for name, text in json.loads(row["headers"])),
    )
    return ParkedMessage(
        heard=heard, reason=row["reason"], attempts=row["attempts"], parked_at=row["parked_at"], retry_at=row["retry_at"]
    )
