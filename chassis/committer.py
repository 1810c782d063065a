"""How do many wishes share one commit? They queue, go to the store in one transaction, and each gets its own verdict."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chassis.clock import Clock
from chassis.store import Store, Unavailable
from chassis.unit import Receipt, Unit

QUEUE = 2000
BATCH = 256
PATIENCE = 8


class Busy(Exception):
    """The queue is full: try again later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A unit and who waits for its verdict."""

    unit: Unit
    told: "asyncio.Future[Receipt]"
    uses: frozenset[object]


def nothing(*_: object) -> None:
    return None


def uses_of(unit: Unit) -> frozenset[object]:
    """What a unit changes: two units that share one of these never go into the same transaction."""
    streams = {fact.stream for fact in unit.facts}
    moves = {(m.producer, m.shard) for m in unit.moves}
    rows = {(u.producer, u.epoch, u.position) for u in unit.unparks}
    timers = {(t.view, t.key, "timer") for t in unit.timers}
    reads = {read.stream for read in unit.reads}
    return frozenset({unit.id, *streams, *reads, *moves, *rows, *timers})


class Committer:
    """Group commit: one transaction at a time, as many units in it as wait. An error that is no verdict is told to its unit alone."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        stored: Callable[[], None] = nothing,
        measured: Callable[[int, float], None] = nothing,
    ) -> None:
        self._store = store
        self._clock = clock
        self._stored = stored
        self._measured = measured
        self._queue: deque[Waiting] = deque()
        self._flying: Sequence[Waiting] = ()
        self._wake = asyncio.Event()
        self.batches = 0
        self.units = 0

    @property
    def length(self) -> int:
        """How many units wait."""
        return len(self._queue)

    async def append(self, unit: Unit) -> Receipt:
        """The verdict. Raises Busy when the queue is full, Unavailable when the outcome stays unknown."""
        if len(self._queue) >= QUEUE:
            raise Busy
        told: asyncio.Future[Receipt] = asyncio.get_running_loop().create_future()
        self._queue.append(Waiting(unit=unit, told=told, uses=uses_of(unit)))
        self._wake.set()
        return await told

    async def run(self) -> None:
        """Commit for ever. Ended by cancellation; what still waits then is told Unavailable."""
        try:
            while True:
                await self._wake.wait()
                self._wake.clear()
                while self._queue:
                    self._flying = self._next_batch()
                    await self._commit(self._flying)
        finally:
            self._refuse_rest()

    def _next_batch(self) -> list[Waiting]:
        batch: list[Waiting] = []
        later: deque[Waiting] = deque()
        used: set[object] = set()
        while self._queue and len(batch) < BATCH:
            waiting = self._queue.popleft()
            if waiting.told.cancelled():
                continue
            if used.isdisjoint(waiting.uses):
                batch.append(waiting)
            else:
                later.append(waiting)
            used |= waiting.uses
        self._queue.extendleft(reversed(later))
        return batch

    async def _commit(self, batch: Sequence[Waiting]) -> None:
        if not batch:
            return
        begun = self._clock.monotonic()
        try:
            receipts = await self._append_safely([w.unit for w in batch])
        except Exception as error:
            await self._split(batch, error)
            return
        self.batches += 1
        self.units += len(batch)
        self._measured(len(batch), self._clock.monotonic() - begun)
        for waiting, receipt in zip(batch, receipts, strict=True):
            if not waiting.told.done():
                waiting.told.set_result(receipt)
        self._stored()

    async def _append_safely(self, units: Sequence[Unit]) -> Sequence[Receipt]:
        """The same units again while the outcome is unknown: what was stored answers `already`, with its position."""
        for attempt in range(PATIENCE):
            try:
                return await self._store.append(units)
            except Unavailable:
                if attempt == PATIENCE - 1:
                    raise
                await self._clock.sleep(min(0.05 * 2**attempt, 2.0))
        raise Unavailable

    async def _split(self, batch: Sequence[Waiting], error: Exception) -> None:
        if len(batch) == 1 or isinstance(error, Unavailable):
            for waiting in batch:
                if not waiting.told.done():
                    waiting.told.set_exception(error)
            return
        middle = len(batch) // 2
        await self._commit(batch[:middle])
        await self._commit(batch[middle:])

    def _refuse_rest(self) -> None:
        for waiting in (*self._flying, *self._queue):
            if not waiting.told.done():
                waiting.told.set_exception(Unavailable("stopping"))
        self._queue.clear()
