"""Our store as a recorder of the `eventsourcing` library: a thin, blocking adapter with a loop of its own."""

import asyncio
from collections.abc import Coroutine, Sequence
from threading import Thread
from typing import Any, TypeVar
from uuid import UUID, uuid4

from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    Notification,
    ProcessRecorder,
    StoredEvent,
    Subscription,
    Tracking,
)

from chassis.clock import SystemClock
from chassis.committer import Committer
from chassis.store import Database, StoredFact
from chassis.unit import Move, NewFact, Unit, Verdict
from chassis.virtual import START

T = TypeVar("T")

SHARD = 0


class Recorder(ProcessRecorder):
    """A recorder over a database whose pool lives in this recorder's loop.

    The library's streams begin at 0 or at 1, ours at 1: `_shift` remembers the difference.
    """

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._database = database
        self._committer = Committer(database.store, SystemClock())
        self._shift: dict[UUID, int] = {}
        self._now(database.store.open())
        self._running = asyncio.run_coroutine_threadsafe(self._committer.run(), self._loop)

    def close(self) -> None:
        self._running.cancel()
        self._now(self._database.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _now(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        tracking: Tracking | None = kwargs.get("tracking")
        return self._now(self._insert(stored_events, tracking)) if stored_events or tracking else None

    async def _insert(self, events: Sequence[StoredEvent], tracking: Tracking | None) -> Sequence[int]:
        unit = Unit(id=uuid4(), facts=[self._fact(e) for e in events], moves=[await self._move(tracking)] if tracking else [])
        try:
            receipt = await self._committer.append(unit)
        except Exception as error:
            raise IntegrityError from error
        if receipt.verdict is not Verdict.OK:
            raise IntegrityError(receipt.verdict)
        return list(range(receipt.first, receipt.last + 1)) if events else []

    def _fact(self, event: StoredEvent) -> NewFact:
        stream = UUID(str(event.originator_id))
        version = event.originator_version - self._shift.setdefault(stream, event.originator_version - 1)
        return NewFact(stream=stream, version=version, type=event.topic, state=event.state, meta=b"", at=START)

    async def _move(self, tracking: Tracking) -> Move:
        done = await self._done(tracking.application_name)
        if tracking.notification_id <= done:
            raise IntegrityError("was tracked before")
        return Move(producer=tracking.application_name, shard=SHARD, epoch=0, start=done, end=tracking.notification_id)

    async def _done(self, name: str) -> int:
        return (await self._database.inbox.progress([name]))[name].done.get(SHARD, 0)

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        facts = self._now(self._database.store.read_stream(UUID(str(originator_id))))
        events = [self._event(fact) for fact in facts]
        chosen = [e for e in events if (gt is None or e.originator_version > gt) and (lte is None or e.originator_version <= lte)]
        return (chosen[::-1] if desc else chosen)[:limit]

    def _event(self, fact: StoredFact) -> StoredEvent:
        return StoredEvent(
            originator_id=fact.stream,
            originator_version=fact.version + self._shift.get(fact.stream, 0),
            topic=fact.type,
            state=fact.state,
        )

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        after = (start or 0) - (1 if start and inclusive_of_start else 0)
        facts = self._now(self._database.store.read_all(after=after, limit=10_000 if topics else limit))
        chosen = [f for f in facts if (stop is None or f.position <= stop) and (not topics or f.type in topics)]
        return [self._notification(fact) for fact in chosen[:limit]]

    def _notification(self, fact: StoredFact) -> Notification:
        event = self._event(fact)
        return Notification(
            id=fact.position,
            originator_id=event.originator_id,
            originator_version=event.originator_version,
            topic=event.topic,
            state=event.state,
        )

    def max_notification_id(self) -> int | None:
        return self._now(self._database.store.head()).position or None

    def insert_tracking(self, tracking: Tracking) -> None:
        self.insert_events([], tracking=tracking)

    def max_tracking_id(self, application_name: str) -> int | None:
        return self._now(self._done(application_name)) or None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[ApplicationRecorder]:
        raise NotImplementedError("our readers follow by position")


class Unnumbered(Recorder):
    """As the library's aggregate recorders answer: without positions."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        super().insert_events(stored_events, **kwargs)
        return None
