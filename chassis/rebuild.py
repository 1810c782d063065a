"""Is a view what its facts make of it? It is folded again beside the live one, compared at the same position, and then used."""

from dataclasses import dataclass, replace
from typing import Any

from chassis.projector import Projector
from chassis.store import StoredRow, Views
from chassis.view import View

SHADOW = "~rebuild"
PAGES_AT_ONCE = 20
ROWS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilding:
    """How far a rebuild is. `differences` are keys whose row differs, found once both stand at the same position; `used` ends it."""

    view: str
    position: int
    head: int
    differences: tuple[str, ...] = ()
    compared: bool = False
    used: bool = False


class Rebuild:
    """The rebuild of one view, in steps that anybody may take: its state is the shadow table, so it goes on after any crash."""

    def __init__(self, live: Projector, views: Views) -> None:
        self._live = live
        self._views = views
        self._shadow = live.beside(shadow_of(live.view))

    async def step(self) -> Rebuilding:
        """A bounded piece of work: pages of facts, or the comparison and the change of tables when both stand at the same position."""
        for _ in range(PAGES_AT_ONCE):
            if not await self._shadow.step():
                break
        table, shadow = self._live.view.table, self._shadow.view.table
        position, head = await self._views.checkpoint(shadow), await self._views.checkpoint(table)
        told = Rebuilding(view=table, position=position, head=head)
        if position != head:
            return told
        differences = await self._differences(table, shadow)
        used = await self._views.swap(table, shadow, at=position)
        return replace(told, differences=differences, compared=used, used=used)

    async def _differences(self, table: str, shadow: str) -> tuple[str, ...]:
        old, new = await self._all(table), await self._all(shadow)
        return tuple(sorted(key for key in old.keys() | new.keys() if content(old.get(key)) != content(new.get(key))))

    async def _all(self, table: str) -> dict[str, StoredRow]:
        rows: dict[str, StoredRow] = {}
        after = ""
        while page := await self._views.page(table, after=after, limit=ROWS):
            rows |= {row.key: row for row in page}
            after = page[-1].key
        return rows


def shadow_of(view: View[Any, Any]) -> View[Any, Any]:
    """The same view under another table."""
    return replace(view, name=view.name + SHADOW)


def content(row: StoredRow | None) -> object:
    """What is compared of a row."""
    return None if row is None else (row.row, row.order, row.due_at, row.position)
