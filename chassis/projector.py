"""How does a view keep up? It reads the service's own facts in pages and changes rows and checkpoint in one transaction."""

from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from pydantic import TypeAdapter

from chassis.clock import Clock
from chassis.codec import Codec
from chassis.heard import unpack_meta
from chassis.store import Inbox, RowChange, Store, StoredFact, StoredRow, Unavailable, Views
from chassis.telemetry import log
from chassis.view import Fact, View
from chassis.wake import Wake

E = TypeVar("E")
R = TypeVar("R")

PAGE = 500


class Projector:
    """One view of one service, kept up to date."""

    def __init__(
        self,
        *,
        view: View[Any, Any],
        store: Store,
        views: Views,
        codec: Codec,
        clock: Clock,
        wake: Wake,
        viewed: Wake,
        poll: float = 0.2,
    ) -> None:
        self.view = view
        self._store = store
        self._views = views
        self._codec = codec
        self._clock = clock
        self._wake = wake
        self._viewed = viewed
        self._poll = poll
        self._shape: TypeAdapter[Any] = TypeAdapter(view.row)

    def beside(self, view: View[Any, Any]) -> "Projector":
        """The same machinery for another view over the same facts."""
        return Projector(
            view=view,
            store=self._store,
            views=self._views,
            codec=self._codec,
            clock=self._clock,
            wake=self._wake,
            viewed=Wake(self._clock),
        )

    async def run(self) -> None:
        """Follow for ever; another process that is faster, or a database that is away, is waited out."""
        while True:
            try:
                rung = self._wake.rung
                if not await self.step():
                    await self._wake.wait(self._poll, since=rung)
            except Unavailable as error:
                log.info("projector_waits", view=self.view.table, error=type(error).__name__)
                await self._clock.sleep(0.5)

    async def step(self) -> int:
        """One page; answers how many facts it held."""
        start = await self._views.checkpoint(self.view.table)
        page = await self._store.read_all(after=start, limit=PAGE)
        if not page:
            return 0
        changes = await self._changes(page)
        await self._views.save(self.view.table, start=start, end=page[-1].position, changes=changes)
        self._viewed.ring()
        return len(page)

    async def _changes(self, page: Sequence[StoredFact]) -> Sequence[RowChange]:
        facts = [self._fact(stored) for stored in page if self._codec.knows(stored.type)]
        keyed = [(key, fact) for fact in facts for key in self.view.keys(fact.event)]
        keys = sorted({key for key, _ in keyed})
        held = {key: self._read(row) for key, row in (await self._views.rows(self.view.table, keys)).items()} if keys else {}
        positions: dict[str, int] = {}
        for key, fact in keyed:
            held[key] = self.view.project(held.get(key), fact)
            positions[key] = fact.position
        return [self._change(key, held[key], positions[key]) for key in positions]

    def _fact(self, stored: StoredFact) -> Fact[Any]:
        meta = unpack_meta(stored.meta)
        return Fact(
            event=self._codec.decode_blind(stored),
            stream=stored.stream,
            version=stored.version,
            position=stored.position,
            at=stored.at,
            actor=meta.actor,
            correlation=meta.correlation,
            causation=meta.causation,
        )

    def _read(self, row: StoredRow) -> Any:
        return self._shape.validate_json(row.row)

    def _change(self, key: str, row: Any, position: int) -> RowChange:
        if row is None:
            return RowChange(key=key, row=None, position=position)
        view = self.view
        return RowChange(
            key=key,
            row=self._shape.dump_json(row),
            tags=tuple(view.tags(row)),
            order=view.order(row),
            due_at=view.due(row) if view.due else None,
            position=position,
        )


class Queries:
    """Rows as the doors see them, and the bounded wait for one's own writes."""

    def __init__(
        self,
        *,
        name: str,
        hears: Collection[str],
        views: Sequence[View[Any, Any]],
        store: Store,
        rows: Views,
        inbox: Inbox,
        clock: Clock,
    ) -> None:
        self._name = name
        self._hears = hears
        self._views = views
        self._store = store
        self._rows = rows
        self._inbox = inbox
        self._clock = clock
        self._shapes: dict[str, TypeAdapter[Any]] = {view.table: TypeAdapter(view.row) for view in views}

    async def get(self, view: View[E, R], key: str) -> R | None:
        """A row, or None."""
        found = (await self._rows.rows(view.table, [key])).get(key)
        return self._shapes[view.table].validate_json(found.row) if found else None

    async def find(self, view: View[E, R], *, tags: Sequence[str] = (), after: str = "", limit: int = 100) -> Sequence[R]:
        """Rows with all these tags, in the view's order."""
        found = await self._rows.find(view.table, tags=tags, after=after, limit=limit)
        return [self._shapes[view.table].validate_json(row.row) for row in found]

    async def settled(self, wanted: str, *, seconds: float) -> bool:
        """Whether everything named by `wanted` (as the EKey-Position header told it) is visible here, within `seconds`.

        Places that can never be seen here (a service that is not heard, no number) are not waited for.
        """
        end = self._clock.monotonic() + seconds
        places = [place for place in (part.strip().split(";") for part in wanted.split(",")) if self._can_come(place)]
        while not await self._visible(places):
            if self._clock.monotonic() >= end:
                return False
            await self._clock.sleep(0.02)
        return True

    def _can_come(self, place: Sequence[str]) -> bool:
        match place:
            case [service, _, "own", position]:
                return service == self._name and position.isdecimal()
            case [service, _, shard, position]:
                return service in self._hears and shard.isdecimal() and position.isdecimal()
            case _:
                return False

    async def _visible(self, places: Sequence[Sequence[str]]) -> bool:
        for service, _, shard, position in places:
            if shard == "own":
                if not await self._viewed(int(position)):
                    return False
            else:
                progress = (await self._inbox.progress([service]))[service]
                if progress.done.get(int(shard), 0) < int(position) or not await self._viewed(
                    (await self._store.head()).position
                ):
                    return False
        return True

    async def _viewed(self, position: int) -> bool:
        checkpoints = [await self._rows.checkpoint(view.table) for view in self._views]
        return min(checkpoints, default=position) >= position
