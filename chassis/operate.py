"""What may an operator see and do? Progress, parked messages, history as stored, and the word that lets a stopped shard go on."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from chassis import problem
from chassis.actor import Actor
from chassis.aggregate import Aggregate
from chassis.codec import Codec
from chassis.door import Door
from chassis.feed import Feed, FeedUnreachable
from chassis.heard import ACTOR, unpack_meta
from chassis.relay import LEASE
from chassis.store import Database, ParkedMessage
from chassis.sweep import ParkedRetry, Sweep
from chassis.unit import Oddity


@dataclass(frozen=True, kw_only=True)
class Works:
    """The parts of a running service that an operator looks at."""

    name: str
    database: Database
    codec: Codec
    aggregates: Sequence[Aggregate[Any, Any, Any]]
    tables: Sequence[str]
    producers: Sequence[str]
    sweep: Sweep
    retry: ParkedRetry
    feed: Feed


class Resync(BaseModel):
    """The operator's word for a stopped shard."""

    model_config = ConfigDict(extra="forbid")
    producer: str = Field(max_length=40)
    shard: int = Field(ge=0, lt=1024)


class Skip(BaseModel):
    """Why a parked message is given up."""

    model_config = ConfigDict(extra="forbid")
    reason: str = Field(min_length=3, max_length=500)


def operate_routes(door: Door, works: Works) -> APIRouter:
    """For operators; auditors may read."""
    router = APIRouter(prefix="/operate", tags=["operate"])
    reader = Depends(door.staff("operator", "auditor"))
    operator = door.staff("operator")

    @router.get("/progress", summary="进度 / progress", dependencies=[reader])
    async def progress() -> dict[str, Any]:
        return await tell_progress(works)

    @router.get("/parked", summary="搁置的消息 / parked messages", dependencies=[reader])
    async def parked(producer: str = "", key: str = "") -> list[dict[str, Any]]:
        return [tell_parked(p) for p in await works.database.inbox.parked(producer=producer, key=key)]

    @router.post("/parked/{producer}/{epoch}/{position}/retry", summary="重试 / retry one")
    async def retry(producer: str, epoch: int, position: int, who: Annotated[Actor, Depends(operator)]) -> dict[str, bool]:
        return {"freed": await works.retry.retry(await the_parked(works, producer, epoch, position))}

    @router.post("/parked/{producer}/{epoch}/{position}/skip", summary="跳过 / skip one, with the reason")
    async def skip(
        producer: str, epoch: int, position: int, body: Skip, who: Annotated[Actor, Depends(operator)]
    ) -> dict[str, bool]:
        laid = await the_parked(works, producer, epoch, position)
        return {"freed": await works.retry.skip(laid, "skipped", f"by {who.account_id}: {body.reason}")}

    @router.get("/oddities", summary="异常记录 / oddities", dependencies=[reader])
    async def oddities(limit: Annotated[int, Query(ge=1)] = 100) -> list[dict[str, Any]]:
        return [tell_oddity(o) for o in await works.database.inbox.oddities(limit=min(limit, 1000))]

    @router.post("/resync", summary="重新同步 / let a stopped shard go on")
    async def resync(body: Resync, who: Annotated[Actor, Depends(operator)]) -> dict[str, int]:
        return {"to": await resync_shard(works, body.producer, body.shard, who)}

    @router.get("/streams/{stream}", summary="历史 / a stream as stored", dependencies=[reader])
    async def history(stream: UUID) -> dict[str, Any]:
        return await tell_history(works, stream)

    return router


async def tell_progress(works: Works) -> dict[str, Any]:
    """Where everything stands; `behind` is null while a producer cannot be asked: unknown is not zero."""
    database = works.database
    head, cursor = await database.store.head(), await database.leases.cursor(LEASE)
    heard = await database.inbox.progress(works.producers)
    views = [{"name": t, "checkpoint": (c := await database.views.checkpoint(t)), "lag": head.position - c} for t in works.tables]
    return {
        "service": works.name,
        "epoch": head.epoch,
        "position": head.position,
        "relay": {"cursor": cursor, "lag": head.position - cursor},
        "views": views,
        "heard": [
            {"producer": p, "epoch": heard[p].epoch, "stopped": sorted(heard[p].stopped), "behind": await behind(works, p)}
            for p in works.producers
        ],
        "parked": len(await database.inbox.parked()),
        "oddities": dict(await database.inbox.oddity_counts()),
    }


async def behind(works: Works, producer: str) -> int | None:
    """How many shards of the producer have announcements that are not done here; None when it cannot be asked."""
    try:
        heads = await works.feed.heads(producer)
    except FeedUnreachable:
        return None
    done = (await works.database.inbox.progress([producer]))[producer].done
    return sum(1 for shard, last in heads.heads.items() if done.get(shard, 0) < last)


async def resync_shard(works: Works, producer: str, shard: int, who: Actor) -> int:
    """The shard goes back to the last announcement that survived the restore; what was taken beyond it is recorded as phantom."""
    progress = (await works.database.inbox.progress([producer]))[producer]
    if shard not in progress.stopped:
        raise problem.Problem(409, "shard_not_stopped", zh="该分片没有停止", en="this shard is not stopped")
    survived = progress.survived.get(shard, 0)
    last, page = 0, await works.feed.announcements(producer, shard=shard, after=0, until=survived)
    while page:
        last = page[-1].position
        page = await works.feed.announcements(producer, shard=shard, after=last, until=survived)
    await works.database.inbox.record(
        [
            Oddity(
                producer=producer,
                kind="resync",
                detail=f"shard {shard} from {progress.done.get(shard, 0)} to {last} by {who.account_id}",
                epoch=progress.epoch,
            )
        ]
    )
    await works.database.inbox.resync(producer, shard, to=last)
    return last


async def the_parked(works: Works, producer: str, epoch: int, position: int) -> ParkedMessage:
    """The parked message at this place, or 404."""
    for laid in await works.database.inbox.parked(producer=producer, limit=10_000):
        if (laid.heard.epoch, laid.heard.position) == (epoch, position):
            return laid
    raise problem.not_found()


def tell_parked(laid: ParkedMessage) -> dict[str, Any]:
    """A parked message without its content."""
    heard = laid.heard
    return {
        "producer": heard.producer,
        "epoch": heard.epoch,
        "position": heard.position,
        "key": heard.key,
        "type": heard.type,
        "reason": laid.reason,
        "attempts": laid.attempts,
        "parked_at": laid.parked_at.isoformat(),
        "retry_at": laid.retry_at.isoformat(),
    }


def tell_oddity(oddity: Oddity) -> dict[str, Any]:
    """An oddity, its bytes in base64."""
    return {
        "producer": oddity.producer,
        "kind": oddity.kind,
        "detail": oddity.detail,
        "key": oddity.key,
        "type": oddity.type,
        "epoch": oddity.epoch,
        "position": oddity.position,
        "data": base64.b64encode(oddity.data).decode(),
    }


async def tell_history(works: Works, stream: UUID) -> dict[str, Any]:
    """Fact by fact as stored (personal fields stay sealed), and the state after each as the decider sees it, blind to personal fields."""
    stored = await works.database.store.read_stream(stream)
    if not stored:
        raise problem.not_found()
    aggregate = next((a for a in works.aggregates if stored[0].type in {c.__name__ for c in a.event_types()}), None)
    facts = [
        {
            "version": f.version,
            "position": f.position,
            "epoch": f.epoch,
            "type": f.type,
            "at": f.at.isoformat(),
            "actor": json.loads(ACTOR.dump_json(unpack_meta(f.meta).actor)),
            "cause": unpack_meta(f.meta).causation,
            "announced": f.announced_type,
            "state": json.loads(f.state),
        }
        for f in stored
    ]
    states: list[Any] = []
    if aggregate is not None:
        state, whole = aggregate.decider.initial, TypeAdapter[Any](Any)
        for fact in stored:
            state = aggregate.decider.evolve(state, works.codec.decode_blind(fact))
            states.append({"is": type(state).__name__, "holds": whole.dump_python(state, mode="json", fallback=str)})
    return {"stream": str(stream), "aggregate": aggregate.name if aggregate else None, "facts": facts, "states": states}
