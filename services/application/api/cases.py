"""How does an application begin, how does it stand, and how is it withdrawn?"""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from chassis.actor import Actor
from chassis.door import Act
from chassis.ids import crockford
from services.application.api.counter import Counter, Number, account_of
from services.application.api.shapes import CaseLine, CaseOpened, CaseView, OpenCase, Withdrawal
from services.application.api.views import case_line, case_view
from services.application.commands.case import OpenDraft, RequestWithdrawal
from services.application.decider.case.states import AtDesk, Withdrawing
from services.application.projections import cases, place


def routes(counter: Counter) -> APIRouter:
    router = APIRouter(tags=["申请 / applications"])
    door = counter.door

    @router.post("/cases", status_code=201, summary="新建申请 / begin an application")
    async def open_case(
        body: OpenCase, act: Annotated[Act, Depends(door.act)], who: Annotated[Actor, Depends(door.enterprise)]
    ) -> CaseOpened:
        account, at = await counter.account(who), act.at
        number = f"EK-{crockford(counter.doors.chance, 12)}"
        case_id = counter.histories.case_stream(number)
        answer = CaseOpened(case_id=case_id, number=number)
        wish = OpenDraft(
            case_id=case_id,
            application_number=number,
            account_id=account.account_id,
            applicant_id=who.person_id or account.account_id,
            enterprise_name=account.enterprise_name,
            credit_code=account.credit_code,
            kind=body.kind,
            earlier=await counter.earlier_key(body.earlier_key, account, at) if body.earlier_key else None,
            loss=body.loss,
            reason=body.reason,
            live_keys=await counter.live_keys(account.credit_code, at),
            at=at,
        )
        await act(wish, answer=answer)
        return answer

    @router.get("/cases", summary="我的申请 / my applications")
    async def list_cases(
        request: Request,
        response: Response,
        who: Annotated[Actor, Depends(door.enterprise)],
        after: Annotated[str, Query(max_length=40, description="上一页最后的申请编号 / last number of the page before")] = "",
        limit: Annotated[int, Query(ge=1, le=100)] = 100,
    ) -> list[CaseLine]:
        beyond = await place_of(counter, who, after) if after else ""
        rows = await door.find(cases, tags=[f"account:{account_of(who)}"], after=beyond, limit=limit)
        if len(rows) == limit:
            following = request.url.include_query_params(after=rows[-1].application_number, limit=limit)
            response.headers["Link"] = f'<{following.path}?{following.query}>; rel="next"'
        return [case_line(row) for row in rows]

    @router.get("/cases/{number}", summary="申请现状 / how an application stands")
    async def show_case(number: Number, who: Annotated[Actor, Depends(door.enterprise)]) -> CaseView:
        state = await counter.own_case(number, who)
        return case_view(state, counter.rules(counter.doors.clock.now(), state.dossier))

    @router.post("/cases/{number}/withdraw", summary="撤回申请 / withdraw")
    async def withdraw(
        number: Number, act: Annotated[Act, Depends(door.act)], who: Annotated[Actor, Depends(door.enterprise)]
    ) -> Withdrawal:
        state = await counter.own_case(number, who)
        asked = isinstance(state, AtDesk | Withdrawing)
        answer = Withdrawal(state="withdrawing" if asked else "withdrawn")
        await act(RequestWithdrawal(case_id=state.dossier.opened.case_id, at=act.at), answer=answer)
        return answer

    return router


async def place_of(counter: Counter, who: Actor, number: str) -> str:
    """Where one of the caller's own applications stands in the list, else 404. The time of opening never changes."""
    opened = (await counter.own_case(number, who)).dossier.opened
    return place(opened.opened_at, opened.application_number)
