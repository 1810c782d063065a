"""What was heard and recorded of a case, in the order in which it was stored? As far as the caller may see it."""

from collections.abc import Sequence

from chassis.aggregate import Aggregate
from chassis.door import Door
from chassis.messages import value
from chassis.view import View
from services.tracking.api.asking import Seen, places
from services.tracking.commands import CaseCommand, HearAccountFact
from services.tracking.decider import CaseHistory, HeardOfAccount
from services.tracking.events import AccountFactHeard, CaseEvent, CaseFactHeard, Event
from services.tracking.projections.limits.counting import Rules, limits
from services.tracking.projections.limits.deadlines import DeadlineRow, Recorded

CaseAggregate = Aggregate[CaseCommand, CaseHistory, CaseEvent]
AccountAggregate = Aggregate[HearAccountFact, HeardOfAccount, AccountFactHeard]


@value
class Sources:
    """The histories, the rules of the clocks, and the view of what was recorded of deadlines."""

    cases: CaseAggregate
    accounts: AccountAggregate
    rules: Rules
    watched: View[Event, DeadlineRow]


class Reading:
    """The histories behind the views."""

    def __init__(self, door: Door, sources: Sources) -> None:
        self._door = door
        self._sources = sources

    async def heard(self, seen: Seen) -> Sequence[CaseFactHeard]:
        """All facts of the case, as they were heard."""
        return list((await self._door.load(self._sources.cases, seen.row.case_id)).facts.values())

    async def of_account(self, seen: Seen) -> Sequence[AccountFactHeard]:
        """The facts of its account."""
        return list((await self._door.load(self._sources.accounts, seen.status.opened.account_id)).facts.values())

    async def recorded(self, seen: Seen) -> Sequence[Recorded]:
        """What the clock did to it."""
        row = await self._door.get(self._sources.watched, str(seen.row.case_id))
        return row.recorded if row else ()

    def shown(self, seen: Seen, fact: CaseFactHeard) -> bool:
        """Whether the fact is in the caller's share."""
        return fact.told.place in places(seen.facts)

    def clocked(self, seen: Seen, record: Recorded) -> bool:
        """Whether the limit it is about runs in the caller's share."""
        known = limits(seen.facts, self._sources.rules, self._door.doors.clock.now())
        return record.limit in {limit.id for limit in known}
