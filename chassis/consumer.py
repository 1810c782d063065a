"""How does a message take effect exactly once, in order per key? `done` moves with the effects, gaps are fetched, poison is laid aside."""

import traceback
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby

from pydantic import ValidationError

from chassis.clock import Clock
from chassis.committer import Busy
from chassis.decider import Refused
from chassis.envelope import Raw, unwrap
from chassis.feed import Feed, FeedUnreachable, Heads
from chassis.handler import Handler
from chassis.hearing import Hearing
from chassis.ids import Chance
from chassis.plan import Plan
from chassis.store import Inbox, Progress, Unavailable
from chassis.telemetry import log
from chassis.unit import Heard, Move, Oddity, Park, Unit, Verdict

RESTARTS = 20
RETRY_AFTER = timedelta(seconds=2)
PARKED_PER_MINUTE = 200
WORLD = (Unavailable, Busy, FeedUnreachable, OSError, TimeoutError)


class Stopped(Exception):
    """Too many keys were parked in a minute: something is wrong with us, not with the messages."""


@dataclass
class Batch:
    """What one batch comes to while it is decided in memory."""

    plan: Plan
    progress: Mapping[str, Progress]
    done: dict[tuple[str, int], int] = field(default_factory=dict[tuple[str, int], int])
    parked: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    parks: list[Park] = field(default_factory=list[Park])
    oddities: list[Oddity] = field(default_factory=list[Oddity])
    left: set[tuple[str, int]] = field(default_factory=set[tuple[str, int]])
    drops: list[Oddity] = field(default_factory=list[Oddity])

    def at(self, heard: Heard) -> int:
        """The highest position done in the message's shard, as of this batch."""
        place = (heard.producer, heard.shard)
        return self.done.get(place, self.progress[heard.producer].done.get(heard.shard, 0))

    def moves(self) -> Sequence[Move]:
        """From where each shard stood to where it stands after the batch."""
        return [
            Move(
                producer=producer,
                shard=shard,
                epoch=self.progress[producer].epoch,
                start=self.progress[producer].done.get(shard, 0),
                end=end,
            )
            for (producer, shard), end in self.done.items()
            if end != self.progress[producer].done.get(shard, 0)
        ]


class NewEpoch(Exception):
    """A producer speaks of an epoch that is not known yet."""

    def __init__(self, producer: str) -> None:
        super().__init__(producer)
        self.producer = producer


class Consumer:
    """Takes batches from the topic, the feed and the sweep: all go the same way."""

    def __init__(
        self, *, service: str, handler: Handler, hearing: Hearing, inbox: Inbox, feed: Feed, clock: Clock, chance: Chance
    ) -> None:
        self._service = service
        self._handler = handler
        self._hearing = hearing
        self._inbox = inbox
        self._feed = feed
        self._clock = clock
        self._chance = chance
        self._recent_parks: deque[float] = deque()
        self.taken = 0
        self.duplicates = 0
        self.fetched = 0
        self.stopped = ""

    async def take(self, raws: Sequence[Raw]) -> None:
        """A batch of a topic. Returns when every message took effect, was laid aside, or will come by the sweep; raises when the database is away."""
        self._unstopped()
        opened = [unwrap(raw) for raw in raws]
        odd = [o for o in opened if isinstance(o, Oddity)]
        if odd:
            await self._inbox.record(odd)
            log.warning("oddities_recorded", count=len(odd), kinds=sorted({o.kind for o in odd}))
        await self.hear([h for h in opened if isinstance(h, Heard)])

    async def hear(self, messages: Sequence[Heard]) -> None:
        """Messages of any producers and shards, in order within each shard."""
        self._unstopped()
        known = [m for m in messages if m.producer in self._hearing.producers]
        if not known:
            return
        for _ in range(RESTARTS):
            try:
                if await self._once(known):
                    return
            except NewEpoch as new:
                known = await self._after_learning(new.producer, known)
        raise Busy("the shards moved too often meanwhile")

    def _unstopped(self) -> None:
        if self.stopped:
            raise Stopped(self.stopped)

    async def _once(self, messages: Sequence[Heard]) -> bool:
        batch = await self._new_batch(messages)
        for message in messages:
            await self._consider(batch, message)
        if batch.drops:
            await self._inbox.record(batch.drops)
        moves = batch.moves()
        if not moves:
            return True
        unit = Unit(
            id=self._chance.uuid(),
            facts=await batch.plan.facts(),
            reads=batch.plan.reads(),
            moves=moves,
            parks=batch.parks,
            oddities=batch.oddities,
            at=self._clock.now(),
        )
        receipt = await self._handler.submit(unit)
        if receipt.verdict not in {Verdict.OK, Verdict.ALREADY}:
            return False
        self.taken += len(messages)
        self._count_parks(batch.parks)
        return True

    async def _new_batch(self, messages: Sequence[Heard]) -> Batch:
        producers = sorted({m.producer for m in messages})
        batch = Batch(plan=self._handler.plan(), progress=await self._inbox.progress(producers))
        for producer in producers:
            keys = sorted({m.key for m in messages if m.producer == producer})
            batch.parked |= {(producer, key) for key in await self._inbox.parked_keys(producer, keys)}
        return batch

    async def _consider(self, batch: Batch, message: Heard) -> None:
        place, progress = (message.producer, message.shard), batch.progress[message.producer]
        if message.epoch > progress.epoch:
            raise NewEpoch(message.producer)
        if message.shard in progress.stopped or place in batch.left:
            return
        if is_phantom(message, progress.epochs):
            batch.drops.append(oddity(message, "phantom", "its fact was lost by a restore of the producer"))
            return
        done = batch.at(message)
        if message.position <= done:
            self.duplicates += 1
            return
        if message.previous > done and not await self._fill(batch, message, done):
            batch.left.add(place)
            return
        await self._effect(batch, message)

    async def _fill(self, batch: Batch, message: Heard, done: int) -> bool:
        """Fetch what lies between; False when the feed does not answer or does not know: never skip."""
        while done < message.previous:
            try:
                page = await self._feed.announcements(message.producer, shard=message.shard, after=done, until=message.previous)
            except FeedUnreachable:
                return False
            if not page:
                return False
            if any(m.epoch > batch.progress[message.producer].epoch for m in page):
                raise NewEpoch(message.producer)
            await self._know_parked(batch, page)
            for missed in page:
                await self._effect(batch, missed)
            self.fetched += len(page)
            done = batch.at(message)
        return True

    async def _know_parked(self, batch: Batch, page: Sequence[Heard]) -> None:
        for producer, some in groupby(page, key=lambda m: m.producer):
            keys = sorted({m.key for m in some})
            batch.parked |= {(producer, key) for key in await self._inbox.parked_keys(producer, keys)}

    async def _effect(self, batch: Batch, message: Heard) -> None:
        batch.done[message.producer, message.shard] = message.position
        key = (message.producer, message.key)
        if key in batch.parked:
            self._park(batch, message, "an earlier message of this key is parked")
        elif not self._hearing.knows(message):
            batch.oddities.append(oddity(message, "unknown_type", "no contract of this type is known here"))
        else:
            try:
                commands, meta = self._hearing.commands(message, at=self._clock.now())
                await batch.plan.decide(commands, meta)
            except WORLD:
                raise
            except Refused as refusal:
                self._park(batch, message, f"refused: {refusal.code}")
            except Exception as error:
                log.warning("message_parked", producer=message.producer, type=message.type, error=type(error).__name__)
                self._park(batch, message, f"{type(error).__name__}: {brief(error)}")

    def _park(self, batch: Batch, message: Heard, reason: str) -> None:
        batch.parked.add((message.producer, message.key))
        batch.parks.append(Park(heard=message, reason=reason, retry_at=self._clock.now() + RETRY_AFTER))

    def _count_parks(self, parks: Sequence[Park]) -> None:
        now = self._clock.monotonic()
        first = {(p.heard.producer, p.heard.key) for p in parks if not p.reason.startswith(("refused", "an earlier"))}
        self._recent_parks.extend(now for _ in first)
        while self._recent_parks and self._recent_parks[0] < now - 60:
            self._recent_parks.popleft()
        if len(self._recent_parks) > PARKED_PER_MINUTE:
            self.stopped = f"{len(self._recent_parks)} keys were parked within a minute"
            log.error("consumer_stopped", reason=self.stopped)

    async def _after_learning(self, producer: str, messages: Sequence[Heard]) -> Sequence[Heard]:
        """What can be heard once the producer was asked: nothing of it if it does not answer, nothing of epochs that it denies."""
        try:
            heads = await self._feed.heads(producer)
        except FeedUnreachable:
            return [m for m in messages if m.producer != producer]
        await self.learn(producer, heads)
        denied = [m for m in messages if m.producer == producer and m.epoch > heads.epoch]
        if denied:
            await self._inbox.record([oddity(m, "unknown_epoch", "its producer knows no such epoch") for m in denied])
        return [m for m in messages if m not in denied]

    async def learn(self, producer: str, heads: Heads) -> None:
        """Learn a producer's epochs; shards that took facts which no longer exist stop for the operator."""
        stopped = await self._inbox.learn(producer, heads.epochs)
        log.warning("epoch_learnt", producer=producer, epoch=heads.epoch, stopped=list(stopped))


def is_phantom(message: Heard, epochs: Iterable[tuple[int, int]]) -> bool:
    """Whether a later epoch started before this message's position."""
    return any(epoch > message.epoch and message.position > starts_after for epoch, starts_after in epochs)


def oddity(message: Heard, kind: str, detail: str) -> Oddity:
    """A message that has no effect."""
    return Oddity(
        producer=message.producer,
        kind=kind,
        detail=detail,
        key=message.key,
        type=message.type,
        epoch=message.epoch,
        position=message.position,
        data=message.data[:4096],
    )


def brief(error: Exception) -> str:
    """Where an error happened, never what it says: a text may quote something personal."""
    if isinstance(error, ValidationError):
        return "; ".join(f"{'.'.join(str(part) for part in e['loc'])} {e['type']}" for e in error.errors()[:3])
    frames = traceback.extract_tb(error.__traceback__)
    return f"in {frames[-1].name}, line {frames[-1].lineno}" if frames else "somewhere"
