"""How is a question about cases answered? Rows of the views, cut to the caller's share."""

from collections.abc import AsyncIterator, Sequence
from heapq import merge
from itertools import islice

from chassis import problem
from chassis.door import Door
from chassis.messages import value
from services.tracking.api.scope import Scope, asked, share
from services.tracking.projections.accounts import accounts
from services.tracking.projections.cases import CaseRow, cases, order, ordered_by
from services.tracking.projections.certificates import Certificate, certificate, certificates
from services.tracking.projections.status import CaseStatus, status_of
from services.tracking.values.told import Place, Told

PAGE = 500
MOST_PAGES = 20


@value
class Seen:
    """A case as the caller may see it: the facts of their share, and what these mean."""

    row: CaseRow
    facts: Sequence[Told]
    status: CaseStatus


class Asking:
    """Questions of one caller."""

    def __init__(self, door: Door, scope: Scope) -> None:
        self._door = door
        self._scope = scope

    async def case(self, number: str, *, whole: bool = False) -> Seen:
        """The case of this number. Raises Problem 404 if there is none for the caller."""
        rows = await self._door.find(cases, tags=["case", f"number:{number}"], limit=1)
        seen = self._see(rows[0], whole=whole) if rows else None
        if seen is None:
            raise problem.not_found()
        return seen

    async def page(self, *, state: str, body: str, after: str, limit: int) -> Sequence[Seen]:
        """The caller's cases in the order of opening, beyond `after`."""
        found = [
            await self._door.find(cases, tags=tags, after=after, limit=limit)
            for tags in asked(self._scope, state=state, body=body)
        ]
        rows = islice(merge(*found, key=order), limit)
        return [seen for row in rows if (seen := self._see(row))]

    async def search(self, q: str, *, state: str, body: str, after: str, limit: int) -> tuple[Sequence[Seen], str]:
        """Those of the caller's cases that match, and where to go on (empty: all were looked at). A page may be short, as a look is bounded."""
        found: list[Seen] = []
        for _ in range(MOST_PAGES):
            page = await self.page(state=state, body=body, after=after, limit=PAGE)
            if not page:
                return found, ""
            for seen in page:
                after = ordered_by(seen.status)
                found += [seen] if matches(q, seen.status) else []
                if len(found) == limit:
                    return found, after
        return found, after

    async def every(self, *, body: str) -> AsyncIterator[CaseStatus]:
        """All of the caller's cases, page by page."""
        after = ""
        while page := await self.page(state="", body=body, after=after, limit=PAGE):
            for seen in page:
                yield seen.status
            after = ordered_by(page[-1].status)

    async def certificates(self, serials: Sequence[str]) -> Sequence[Certificate]:
        """These certificates as they are now, whichever case made or ended them."""
        rows = [await self._door.get(certificates, serial) for serial in serials]
        return [certificate(row) for row in rows if row]

    async def is_first(self, seen: Seen) -> bool:
        """Whether this is the first case of its account."""
        found = await self._door.get(accounts, str(seen.status.opened.account_id))
        return found is not None and found.first == seen.row.case_id

    def _see(self, row: CaseRow, *, whole: bool = False) -> Seen | None:
        facts = share(self._scope, row, whole=whole)
        status = status_of(facts)
        return Seen(row=row, facts=facts, status=status) if status else None


def matches(q: str, status: CaseStatus) -> bool:
    """Whether the text stands in the number, the enterprise's name, its credit code or the login name, whatever the case of letters."""
    opened = status.opened
    words = (opened.number, opened.enterprise_name, opened.credit_code, status.login_name)
    return any(q.strip().casefold() in word.casefold() for word in words)


def places(facts: Sequence[Told]) -> frozenset[Place]:
    """Where the facts were written."""
    return frozenset(told.place for told in facts)
