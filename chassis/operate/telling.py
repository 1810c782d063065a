"""How is it told? Progress, parked messages, oddities and histories, as JSON without content that is personal."""

import base64
import json
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from chassis import problem
from chassis.feed import FeedUnreachable
from chassis.heard import ACTOR, unpack_meta
from chassis.operate.works import Works
from chassis.relay import LEASE
from chassis.store import ParkedMessage
from chassis.sweep import Trial
from chassis.unit import Oddity


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


def tell_trial(trial: Trial) -> dict[str, Any]:
    """What a parked message would do now: the events it would store, or why not."""
    return {"events": [{"stream": str(stream), "type": kind} for stream, kind in trial.events], "reason": trial.reason}
