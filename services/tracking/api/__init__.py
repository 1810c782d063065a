"""How does one look at cases? Their list, counts, status, clocks and trail; each caller sees their own share, the rest does not exist."""

from collections import Counter, defaultdict
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from chassis.actor import Actor
from chassis.door import Door
from chassis.messages import value
from services.tracking.api.answers import (
    CasePage,
    CountsAnswer,
    LineAnswer,
    StatusAnswer,
)
from services.tracking.api.asking import Asking, Seen
from services.tracking.api.clock_answers import ExplanationAnswer
from services.tracking.api.clocks import expected_answer, explanations
from services.tracking.api.following import following_routes
from services.tracking.api.reading import Reading, Sources
from services.tracking.api.saying import Clocks, full, line_answer, listed
from services.tracking.api.scope import scope_of
from services.tracking.ports import Bodies
from services.tracking.projections.cases import ordered_by
from services.tracking.projections.limits.counting import limits, worst
from services.tracking.projections.limits.hands import calendar_days, official_working_days
from services.tracking.projections.marks import State
from services.tracking.projections.status import CaseStatus
from services.tracking.projections.trail import trail

Number = Annotated[str, Path(max_length=40)]
Code = Annotated[str, Query(max_length=40)]
Words = Annotated[str, Query(max_length=100)]


@value
class Filters:
    """Which cases are asked for; `after` continues a list."""

    state: State | None
    body: str
    q: str
    after: str
    limit: int


def filters(
    state: State | None = None,
    body: Code = "",
    q: Words = "",
    after: Annotated[str, Query(max_length=80)] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Filters:
    return Filters(state=state, body=body, q=q.strip(), after=after, limit=limit)


def routes(door: Door, bodies: Bodies, sources: Sources) -> APIRouter:
    """The doors of tracking: reading only."""
    router = APIRouter(tags=["tracking"])
    reading, rules, clock = Reading(door, sources), sources.rules, door.doors.clock

    def asking(who: Annotated[Actor, Depends(door.caller)]) -> Asking:
        return Asking(door, scope_of(who, bodies))

    @router.get("/cases", summary="申请列表 / The cases one may see, in the order of opening")
    async def list_cases(ask: Annotated[Asking, Depends(asking)], asked: Annotated[Filters, Depends(filters)]) -> CasePage:
        state, body, after, limit = asked.state or "", asked.body, asked.after, asked.limit
        if asked.q:
            found, onward = await ask.search(asked.q, state=state, body=body, after=after, limit=limit)
        else:
            found = await ask.page(state=state, body=body, after=after, limit=limit)
            onward = ordered_by(found[-1].status) if len(found) == limit else ""
        now = clock.now()
        answers = [listed(seen.status, bodies, worst(limits(seen.facts, rules, now))) for seen in found]
        return CasePage(cases=answers, next=onward)

    @router.get("/counts", summary="各状态、各机构数量 / How many cases stand where, in all and for each issuing body")
    async def count_cases(ask: Annotated[Asking, Depends(asking)], body: Code = "") -> CountsAnswer:
        by_body: defaultdict[str, Counter[State]] = defaultdict(Counter)
        async for status in ask.every(body=body):
            by_body[status.body][status.state] += 1
        states = sum(by_body.values(), Counter[State]())
        known = {code: dict(counted) for code, counted in sorted(by_body.items()) if code}
        return CountsAnswer(total=states.total(), states=dict(states), bodies=known)

    @router.get("/cases/{number}", summary="申请状态 / Where a case stands, who holds it, since when, what is next, what is due")
    async def see_status(number: Number, ask: Annotated[Asking, Depends(asking)]) -> StatusAnswer:
        seen = await ask.case(number)
        certificates = await ask.certificates(seen.status.certificates)
        fee, clocks = fee_of(door, seen.status), clocks_of(seen)
        return full(seen.status, bodies, case_id=seen.row.case_id, fee=fee, certificates=certificates, clocks=clocks)

    @router.get("/cases/{number}/explain", summary="期限说明 / Each limit of a case, counted day by day")
    async def explain_limits(number: Number, ask: Annotated[Asking, Depends(asking)]) -> list[ExplanationAnswer]:
        return explanations((await ask.case(number)).facts, rules, clock.now())

    @router.get("/cases/{number}/trail", summary="审计轨迹 / Everything that happened to a case, across services")
    async def see_trail(
        number: Number, ask: Annotated[Asking, Depends(asking)], who: Annotated[Actor, Depends(door.caller)]
    ) -> list[LineAnswer]:
        seen = await ask.case(number, whole=True)
        own = [fact for fact in await reading.heard(seen) if reading.shown(seen, fact)]
        account = await reading.of_account(seen) if await ask.is_first(seen) else ()
        recorded = [record for record in await reading.recorded(seen) if reading.clocked(seen, record)]
        return [line_answer(line, to_officials=who.kind == "staff") for line in trail(own, account, recorded)]

    def clocks_of(seen: Seen) -> Clocks:
        now = clock.now()
        return Clocks(
            limits=limits(seen.facts, rules, now),
            expected=expected_answer(seen.status.state, seen.facts, rules),
            official_working_days=official_working_days(seen.facts, rules.calendars, now),
            calendar_days=calendar_days(seen.facts, now),
        )

    router.include_router(following_routes(door, bodies, reading))
    return router


def fee_of(door: Door, status: CaseStatus) -> str:
    """What the application costs by the rules it was pinned to, or of today: "0", or "not stated" where the source is silent."""
    at = status.pinned_at or door.doors.clock.now()
    policy = door.doors.policy.in_force(at, status.confirmed.policy_profile if status.confirmed else "")
    try:
        return policy.text(f"fee.{status.opened.kind}")
    except LookupError:
        return "not stated"
