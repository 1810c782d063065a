"""What do wishes come to together? A plan decides commands over several streams in memory, until it is submitted as one unit."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zlib import crc32

from chassis.aggregate import Aggregate
from chassis.blueprint import Blueprint
from chassis.codec import Codec
from chassis.heard import Meta, pack_meta
from chassis.store import SHARDS, Store
from chassis.unit import NewAnnouncement, NewFact, Read


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """An event decided in this plan, not stored yet."""

    aggregate: Aggregate[Any, Any, Any]
    stream: UUID
    version: int
    event: object
    meta: Meta
    announcement: NewAnnouncement | None


class Routes:
    """Which aggregate takes a command: a table made once per service."""

    def __init__(self, aggregates: Sequence[Aggregate[Any, Any, Any]]) -> None:
        self._by_command: dict[type, Aggregate[Any, Any, Any]] = {}
        for aggregate in aggregates:
            for kind in aggregate.command_types():
                if kind in self._by_command:
                    raise ValueError(f"two aggregates take {kind.__name__}")
                self._by_command[kind] = aggregate

    def target(self, command: object) -> tuple[Aggregate[Any, Any, Any], UUID]:
        """The aggregate and the stream that decide on this command."""
        aggregate = self._by_command.get(type(command))
        if aggregate is None:
            raise LookupError(f"nobody takes {type(command).__name__}")
        return aggregate, aggregate.stream(command)


class Plan:
    """States as decided so far; a wish that is refused leaves no trace in it."""

    def __init__(self, blueprint: Blueprint, routes: Routes, store: Store, codec: Codec) -> None:
        self._blueprint = blueprint
        self._routes = routes
        self._store = store
        self._codec = codec
        self._states: dict[UUID, tuple[int, Any]] = {}
        self.decided: list[Decided] = []

    async def decide(self, commands: Sequence[object], meta: Meta) -> Sequence[object]:
        """Decide these commands and all that follows from them, all or nothing. Raises Refused."""
        states: dict[UUID, tuple[int, Any]] = {}
        decided: list[Decided] = []
        waiting = deque(commands)
        while waiting:
            command = waiting.popleft()
            aggregate, stream = self._routes.target(command)
            version, state = await self._state(aggregate, stream, states)
            followers: list[object] = []
            for event in aggregate.decider.decide(command, state):
                version, state = version + 1, aggregate.decider.evolve(state, event)
                decided.append(self._decided(aggregate, stream, version, event, meta))
                followers.extend(self._blueprint.follow(event))
            states[stream] = (version, state)
            waiting.extendleft(reversed(followers))
        self._states |= states
        self.decided.extend(decided)
        return [d.event for d in decided]

    def _decided(self, aggregate: Aggregate[Any, Any, Any], stream: UUID, version: int, event: object, meta: Meta) -> Decided:
        told = self._announcement(event)
        return Decided(aggregate=aggregate, stream=stream, version=version, event=event, meta=meta, announcement=told)

    async def _state(
        self, aggregate: Aggregate[Any, Any, Any], stream: UUID, fresh: Mapping[UUID, tuple[int, Any]]
    ) -> tuple[int, Any]:
        if stream in fresh:
            return fresh[stream]
        if stream not in self._states:
            self._states[stream] = await load(aggregate, stream, self._store, self._codec)
        return self._states[stream]

    def reads(self) -> Sequence[Read]:
        """The streams that were decided on and got no new fact."""
        written = {decided.stream for decided in self.decided}
        return [Read(stream=stream, version=version) for stream, (version, _) in self._states.items() if stream not in written]

    async def facts(self) -> Sequence[NewFact]:
        """What is to be stored; the keys of all persons named exist durably."""
        if not self.decided:
            return ()
        states = await self._codec.encode([(d.stream, d.version, d.event) for d in self.decided])
        return [self._fact(d, state) for d, state in zip(self.decided, states, strict=True)]

    def _fact(self, decided: Decided, state: bytes) -> NewFact:
        return NewFact(
            stream=decided.stream,
            version=decided.version,
            type=type(decided.event).__name__,
            state=state,
            meta=pack_meta(decided.meta),
            at=decided.meta.at,
            claim=decided.aggregate.claim,
            announcement=decided.announcement,
        )

    def _announcement(self, event: object) -> NewAnnouncement | None:
        told = self._blueprint.announce(event)
        if told is None:
            return None
        key = told.key
        if "\x00" in key:
            raise ValueError(f"the key of {type(told).__name__} holds a NUL, which no store keeps")
        return NewAnnouncement(type=type(told).__name__, key=key, shard=shard_of(key), data=told.model_dump_json().encode())


def shard_of(key: str) -> int:
    """The shard of a key: the same for ever, whatever the number of partitions."""
    return crc32(key.encode()) % SHARDS


async def load(aggregate: Aggregate[Any, Any, Any], stream: UUID, store: Store, codec: Codec) -> tuple[int, Any]:
    """The version and the state of a stream as stored."""
    facts = await store.read_stream(stream)
    return len(facts), aggregate.decider.fold(await codec.decode(facts))
