"""What did the topic lose? The sweep asks every producer for its heads and fetches what should be done by now; and parked messages are tried again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from chassis.clock import Clock
from chassis.consumer import WORLD, Consumer, Stopped, brief, oddity
from chassis.decider import Refused
from chassis.feed import Feed, Heads
from chassis.handler import Handler
from chassis.hearing import Hearing
from chassis.store import Inbox, ParkedMessage, Progress
from chassis.telemetry import log
from chassis.unit import Heard, Oddity, Unit, Unpark, Verdict

PARKED_UNITS = UUID("8d0b6ad0-9f6e-4e1f-9a0e-2f6f8f7a4b55")
LONGEST_WAIT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a producer's announcements stand here, as of the last look.

    `behind`: shards with announcements not done (None: the producer could not be asked); `oldest_at`: when the oldest of them was
    recorded; `known_at`: when the last look succeeded.
    """

    behind: int | None = None
    oldest_at: datetime | None = None
    known_at: datetime | None = None


class Sweep:
    """Asks heads every `seconds`; what a first look saw and a second still misses is fetched from the feed."""

    def __init__(
        self, *, consumer: Consumer, hearing: Hearing, inbox: Inbox, feed: Feed, clock: Clock, seconds: float = 15.0
    ) -> None:
        self._consumer = consumer
        self._hearing = hearing
        self._inbox = inbox
        self._feed = feed
        self._clock = clock
        self._seconds = seconds
        self._seen: dict[str, Mapping[int, int]] = {}
        self.standings: dict[str, Standing] = {producer: Standing() for producer in hearing.producers}
        self.alarms = 0

    async def run(self) -> None:
        """Sweep for ever."""
        while True:
            await self._clock.sleep(self._seconds)
            await self.once()

    async def once(self) -> None:
        """Every producer, once. A producer that does not answer is asked again next time: how far behind is then unknown."""
        for producer in self._hearing.producers:
            try:
                await self._producer(producer)
            except (*WORLD, Stopped) as error:
                self.standings[producer] = replace(self.standings[producer], behind=None)
                log.info("sweep_waits", producer=producer, error=type(error).__name__)

    async def _producer(self, producer: str) -> None:
        progress = (await self._inbox.progress([producer]))[producer]  # before the heads: what is done can only be below them
        heads = await self._feed.heads(producer)
        if heads.epoch > progress.epoch:
            await self._consumer.learn(producer, heads)
            progress = (await self._inbox.progress([producer]))[producer]
        await self._alarm(producer, heads, progress)
        expected = self._seen.get(producer, {})
        missing = {s: p for s, p in expected.items() if progress.done.get(s, 0) < p and s not in progress.stopped}
        for shard in sorted(missing):
            await self._fetch(producer, shard, progress.done.get(shard, 0))
        self._seen[producer] = heads.heads
        await self._look(producer, heads)

    async def _look(self, producer: str, heads: Heads) -> None:
        """How many shards are behind, and since when: the first announcement not done of (at most eight of) them."""
        progress = (await self._inbox.progress([producer]))[producer]
        late = sorted(shard for shard, last in heads.heads.items() if progress.done.get(shard, 0) < last)
        firsts = [await self._feed.announcements(producer, shard=s, after=progress.done.get(s, 0)) for s in late[:8]]
        times = [datetime.fromisoformat(dict(page[0].headers)["ce_time"]) for page in firsts if page]
        self.standings[producer] = Standing(behind=len(late), oldest_at=min(times, default=None), known_at=self._clock.now())

    async def _fetch(self, producer: str, shard: int, after: int) -> None:
        while page := await self._feed.announcements(producer, shard=shard, after=after):
            await self._consumer.hear(page)
            after = page[-1].position

    async def _alarm(self, producer: str, heads: Heads, progress: Progress) -> None:
        for shard, done in sorted(progress.done.items()):
            if done > heads.heads.get(shard, 0) and shard not in progress.stopped:
                self.alarms += 1
                log.error("done_beyond_head", producer=producer, shard=shard, done=done, head=heads.heads.get(shard, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a parked message would do now: (stream, type) of the events, or the reason why it stays."""

    events: tuple[tuple[UUID, str], ...] = ()
    reason: str = ""


class ParkedRetry:
    """Tries the first parked message of every key again, on a schedule that slows down; a success frees the next one at once."""

    def __init__(self, *, handler: Handler, hearing: Hearing, inbox: Inbox, clock: Clock, seconds: float = 1.0) -> None:
        self._handler = handler
        self._hearing = hearing
        self._inbox = inbox
        self._clock = clock
        self._seconds = seconds

    async def run(self) -> None:
        """Retry for ever."""
        while True:
            await self._clock.sleep(self._seconds)
            try:
                while await self.once():
                    pass
            except WORLD as error:
                log.info("retry_waits", error=type(error).__name__)

    async def once(self) -> int:
        """Every key whose time has come, once; answers how many messages were freed."""
        due = await self._inbox.parked_due(self._clock.now(), limit=100)
        return sum([await self.retry(parked) for parked in due])

    async def retry(self, parked: ParkedMessage) -> bool:
        """One parked message: handled and taken away in one unit, or postponed with the new reason."""
        heard = parked.heard
        if not self._hearing.knows(heard):
            return await self.skip(parked, "unknown_type", "no contract of this type is known here")
        try:
            commands, meta = self._hearing.commands(heard, at=self._clock.now())
            plan = self._handler.plan()
            await plan.decide(commands, meta)
            unit = Unit(
                id=unit_of(heard, parked.attempts),
                facts=await plan.facts(),
                reads=plan.reads(),
                unparks=[unpark(heard)],
                at=meta.at,
            )
            freed = await self._handler.submit(unit)
        except WORLD:
            raise
        except Refused as refusal:
            await self._postpone(parked, f"refused: {refusal.code}")
            return False
        except Exception as error:
            await self._postpone(parked, f"{type(error).__name__}: {brief(error)}")
            return False
        return freed.verdict is Verdict.OK and await self._hurry_next(heard)

    async def trial(self, parked: ParkedMessage) -> Trial:
        """What would happen now; nothing is stored."""
        if not self._hearing.knows(parked.heard):
            return Trial(reason="unknown_type")
        try:
            commands, meta = self._hearing.commands(parked.heard, at=self._clock.now())
            plan = self._handler.plan()
            await plan.decide(commands, meta)
        except WORLD:
            raise
        except Refused as refusal:
            return Trial(reason=f"refused: {refusal.code}")
        except Exception as error:
            return Trial(reason=f"{type(error).__name__}: {brief(error)}")
        return Trial(events=tuple((d.stream, type(d.event).__name__) for d in plan.decided))

    async def skip(self, parked: ParkedMessage, kind: str, detail: str) -> bool:
        """The message has no effect, by the operator's word or because nobody knows it: recorded, and taken away."""
        heard = parked.heard
        told: Oddity = oddity(heard, kind, detail)
        unit = Unit(id=unit_of(heard, parked.attempts), unparks=[unpark(heard)], oddities=[told], at=self._clock.now())
        freed = await self._handler.submit(unit)
        return freed.verdict is Verdict.OK and await self._hurry_next(heard)

    async def _hurry_next(self, heard: Heard) -> bool:
        rest = await self._inbox.parked(producer=heard.producer, key=heard.key, limit=1)
        for following in rest:
            await self._inbox.postpone(following, reason=following.reason, retry_at=self._clock.now())
        return True

    async def _postpone(self, parked: ParkedMessage, reason: str) -> None:
        pause = min(timedelta(seconds=2 * 2 ** min(parked.attempts, 10)), LONGEST_WAIT)
        later: datetime = self._clock.now() + pause
        await self._inbox.postpone(parked, reason=reason, retry_at=later)


def unpark(heard: Heard) -> Unpark:
    """Exactly this row."""
    return Unpark(producer=heard.producer, epoch=heard.epoch, position=heard.position)


def unit_of(heard: Heard, attempts: int) -> UUID:
    """The unit of one try; the row itself, taken away in it, makes sure that only one try succeeds."""
    return uuid5(PARKED_UNITS, f"{heard.producer}/{heard.epoch}/{heard.position}/{attempts}")
