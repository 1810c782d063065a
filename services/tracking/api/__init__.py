"""How does one look at cases? Their list, counts, status and trail; each caller sees their own share, the rest does not exist."""

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from chassis.actor import Actor
from chassis.aggregate import Aggregate
from chassis.door import Door
from services.tracking.api.answers import (
    CasePage,
    CountsAnswer,
    LineAnswer,
    StatusAnswer,
)
from services.tracking.api.asking import Asking, places
from services.tracking.api.saying import full, line_answer, listed
from services.tracking.api.scope import scope_of
from services.tracking.commands import HearAccountFact, HearCaseFact
from services.tracking.decider import Heard
from services.tracking.events import AccountFactHeard, CaseFactHeard
from services.tracking.ports import Bodies
from services.tracking.projections.cases import ordered_by
from services.tracking.projections.marks import State
from services.tracking.projections.status import CaseStatus
from services.tracking.projections.trail import trail

Number = Annotated[str, Path(max_length=40)]
Code = Annotated[str, Query(max_length=40)]
CaseAggregate = Aggregate[HearCaseFact, Heard[CaseFactHeard], CaseFactHeard]
AccountAggregate = Aggregate[HearAccountFact, Heard[AccountFactHeard], AccountFactHeard]


def routes(door: Door, bodies: Bodies, cases: CaseAggregate, accounts: AccountAggregate) -> APIRouter:
    """The doors of tracking: reading only."""
    router = APIRouter(tags=["tracking"])

    def asking(who: Annotated[Actor, Depends(door.caller)]) -> Asking:
        return Asking(door, scope_of(who, bodies))

    @router.get("/cases", summary="申请列表 / The cases one may see, in the order of opening")
    async def list_cases(
        ask: Annotated[Asking, Depends(asking)],
        state: State | None = None,
        body: Code = "",
        after: Annotated[str, Query(max_length=80)] = "",
        limit: Annotated[int, Query(ge=1, le=500)] = 100,
    ) -> CasePage:
        found = await ask.page(state=state or "", body=body, after=after, limit=limit)
        onward = ordered_by(found[-1]) if len(found) == limit else ""
        return CasePage(cases=[listed(status, bodies) for status in found], next=onward)

    @router.get("/counts", summary="各状态数量 / How many cases stand where")
    async def count_cases(ask: Annotated[Asking, Depends(asking)], body: Code = "") -> CountsAnswer:
        counted: Counter[State] = Counter([status.state async for status in ask.every(body=body)])
        return CountsAnswer(total=counted.total(), states=dict(counted))

    @router.get("/cases/{number}", summary="申请状态 / Where a case stands, who holds it, since when, what is next")
    async def see_status(number: Number, ask: Annotated[Asking, Depends(asking)]) -> StatusAnswer:
        row, status, _ = await ask.case(number)
        certificates = await ask.certificates(status.certificates)
        return full(status, bodies, case_id=row.case_id, fee=fee_of(door, status), certificates=certificates)

    @router.get("/cases/{number}/trail", summary="审计轨迹 / Everything that happened to a case, across services")
    async def see_trail(
        number: Number, ask: Annotated[Asking, Depends(asking)], who: Annotated[Actor, Depends(door.caller)]
    ) -> list[LineAnswer]:
        row, status, facts = await ask.case(number, whole=True)
        shown = places(facts)
        own = [fact for fact in (await door.load(cases, row.case_id)).facts.values() if fact.told.place in shown]
        first = await ask.is_first(row, status)
        account = (await door.load(accounts, status.opened.account_id)).facts.values() if first else ()
        return [line_answer(line, to_officials=who.kind == "staff") for line in trail(own, account)]

    return router


def fee_of(door: Door, status: CaseStatus) -> str:
    """What the application costs by the rules it was pinned to, or of today: "0", or "not stated" where the source is silent."""
    at = status.pinned_at or door.doors.clock.now()
    policy = door.doors.policy.in_force(at, status.confirmed.policy_profile if status.confirmed else "")
    try:
        return policy.text(f"fee.{status.opened.kind}")
    except LookupError:
        return "not stated"
