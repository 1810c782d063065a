"""How does a wish become facts? Load, decide, append; decide again when somebody was faster."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from chassis.actor import Actor
from chassis.aggregate import Aggregate
from chassis.blueprint import Blueprint
from chassis.clock import Clock
from chassis.codec import Codec
from chassis.committer import Busy, Committer
from chassis.door import Outcome
from chassis.heard import Meta, unpack_meta
from chassis.plan import Plan, Routes, load
from chassis.store import Store
from chassis.unit import Receipt, TimerHeard, Unit, Unpark, Verdict

C = TypeVar("C")
S = TypeVar("S")
E = TypeVar("E")

TRIES = 25


class Handler:
    """The handler of one service."""

    def __init__(self, blueprint: Blueprint, store: Store, codec: Codec, committer: Committer, clock: Clock) -> None:
        self._blueprint = blueprint
        self._routes = Routes(blueprint.aggregates)
        self._store = store
        self._codec = codec
        self._committer = committer
        self._clock = clock

    def plan(self) -> Plan:
        """An empty plan over the present store."""
        return Plan(self._blueprint, self._routes, self._store, self._codec)

    async def handle(
        self,
        commands: Sequence[object],
        *,
        unit: UUID,
        actor: Actor,
        at: datetime,
        cause: str,
        correlation: UUID,
        fingerprint: bytes = b"",
        answer: bytes = b"",
        timers: Sequence[TimerHeard] = (),
        unparks: Sequence[Unpark] = (),
    ) -> Outcome:
        """Decide and store as one unit. Raises Refused, Busy (also after losing 25 races), Unavailable."""
        meta = Meta(actor=actor, correlation=correlation, causation=cause, at=at)
        for attempt in range(TRIES):
            plan = self.plan()
            events = await plan.decide(commands, meta)
            wish = Unit(
                id=unit,
                fingerprint=fingerprint,
                facts=await plan.facts(),
                reads=plan.reads(),
                timers=timers,
                unparks=unparks,
                answer=answer,
                at=at,
            )
            receipt = await self._committer.append(wish)
            if receipt.verdict in {Verdict.OK, Verdict.ALREADY}:
                return Outcome(events if receipt.verdict is Verdict.OK else [], receipt)
            if timers or unparks:
                return Outcome([], receipt)
            await self._clock.sleep(0.002 * attempt)
        raise Busy("too many others change the same thing")

    async def submit(self, unit: Unit) -> Receipt:
        """A unit that was decided elsewhere (a consumed batch)."""
        return await self._committer.append(unit)

    async def load(self, aggregate: Aggregate[C, S, E], stream: UUID) -> S:
        """The present state, personal fields readable."""
        _, state = await load(aggregate, stream, self._store, self._codec)
        return state

    async def find(self, unit: UUID) -> Receipt | None:
        """What became of a unit."""
        return await self._store.find_unit(unit)

    async def history(self, stream: UUID) -> Sequence[tuple[Any, datetime, Actor]]:
        """The events of a stream with time and actor, personal fields readable."""
        facts = await self._store.read_stream(stream)
        events = await self._codec.decode(facts)
        return [(event, fact.at, unpack_meta(fact.meta).actor) for event, fact in zip(events, facts, strict=True)]
