"""How is a question about cases answered? Rows of the views, cut to the caller's share."""

from collections.abc import AsyncIterator, Sequence
from heapq import merge
from itertools import islice

from chassis import problem
from chassis.door import Door
from services.tracking.api.scope import Scope, asked, share
from services.tracking.projections.accounts import accounts
from services.tracking.projections.cases import CaseRow, cases, order, ordered_by
from services.tracking.projections.certificates import Certificate, certificate, certificates
from services.tracking.projections.status import CaseStatus, status_of
from services.tracking.values.told import Place, Told

PAGE = 500


class Asking:
    """Questions of one caller."""

    def __init__(self, door: Door, scope: Scope) -> None:
        self._door = door
        self._scope = scope

    async def case(self, number: str, *, whole: bool = False) -> tuple[CaseRow, CaseStatus, Sequence[Told]]:
        """The case of this number with the caller's share of its facts. Raises Problem 404 if there is none for them."""
        rows = await self._door.find(cases, tags=["case", f"number:{number}"], limit=1)
        facts = share(self._scope, rows[0], whole=whole) if rows else ()
        status = status_of(facts)
        if not rows or status is None:
            raise problem.not_found()
        return rows[0], status, facts

    async def page(self, *, state: str, body: str, after: str, limit: int) -> Sequence[CaseStatus]:
        """The caller's cases in the order of opening, beyond `after`."""
        found = [
            await self._door.find(cases, tags=tags, after=after, limit=limit)
            for tags in asked(self._scope, state=state, body=body)
        ]
        rows = islice(merge(*found, key=order), limit)
        return [status for row in rows if (status := status_of(share(self._scope, row)))]

    async def every(self, *, body: str) -> AsyncIterator[CaseStatus]:
        """All of the caller's cases, page by page."""
        after = ""
        while page := await self.page(state="", body=body, after=after, limit=PAGE):
            for status in page:
                yield status
            after = ordered_by(page[-1])

    async def certificates(self, serials: Sequence[str]) -> Sequence[Certificate]:
        """These certificates as they are now, whichever case made or ended them."""
        rows = [await self._door.get(certificates, serial) for serial in serials]
        return [certificate(row) for row in rows if row]

    async def is_first(self, row: CaseRow, status: CaseStatus) -> bool:
        """Whether this is the first case of its account."""
        found = await self._door.get(accounts, str(status.opened.account_id))
        return found is not None and found.first == row.case_id


def places(facts: Sequence[Told]) -> frozenset[Place]:
    """Where the facts were written."""
    return frozenset(told.place for told in facts)
