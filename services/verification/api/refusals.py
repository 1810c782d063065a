"""How do two persons refuse a case for good? An officer proposes; a supervisor of the same body reads, and confirms or declines."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from chassis import problem
from chassis.actor import Actor
from chassis.door import Act
from services.verification.api.desk import STAGES, Desk, officer_of, reader_of
from services.verification.api.models import (
    Decision,
    Done,
    ProposalBody,
    ProposedRefusal,
    RefusalReasonWords,
    Waiting,
    proposed_refusal,
    refusal_reason_words,
    waiting,
)
from services.verification.commands import ConfirmRefusal, DeclineRefusal, ProposeRefusal, ReadRemarks
from services.verification.decider.reading import refusal_seen
from services.verification.decider.states import FinallyRefused, OnDesk, Proposal, Reviewing, Verifying
from services.verification.projections import refusals, waiting_at

LONGEST_QUEUE = 1000

Number = Annotated[str, Path(max_length=40)]


def proposing_routes(desk: Desk) -> APIRouter:
    """The officer's side."""
    router = APIRouter(tags=["refusals"])
    door = desk.door
    member = door.staff(*STAGES)

    @router.post("/tasks/{number}/propose-refusal", summary="提出不予办理 / Propose to refuse for good")
    async def propose(
        number: Number, body: ProposalBody, who: Annotated[Actor, Depends(member)], act: Annotated[Act, Depends(door.act)]
    ) -> Done:
        officer = officer_of(who)
        state = await desk.known(number, officer)
        wish = ProposeRefusal(
            case_id=state.materials.case.case_id,
            officer=officer,
            fence=body.fence,
            reason_code=body.reason_code,
            text=body.said(),
            at=act.at,
        )
        await act(wish, answer=Done())
        return Done()

    @router.get("/refusal-reasons", summary="不予办理的原因代码 / The reasons for a final refusal")
    async def reasons(_: Annotated[Actor, Depends(door.staff(*STAGES, "supervisor"))]) -> list[RefusalReasonWords]:
        return refusal_reason_words()

    return router


def deciding_refusal_routes(desk: Desk) -> APIRouter:
    """The supervisor's side. Who has confirmed may do so again and learns nothing new."""
    router = APIRouter(tags=["refusals"])
    door = desk.door
    supervisor = door.staff("supervisor")

    async def decided(number: str, who: Actor, body: Decision | None) -> tuple[OnDesk | FinallyRefused, int]:
        """The case, and the proposal that is meant: the one named, else the one that stands. Raises Problem 404."""
        state = refusal_seen(await desk.case(number), who.body)
        if state is None:
            raise problem.not_found()
        if body is not None and body.proposal is not None:
            return state, body.proposal
        return state, state.past.proposals

    @router.get("/refusals", summary="待确认的不予办理 / Refusals that wait for a supervisor")
    async def queue(who: Annotated[Actor, Depends(supervisor)]) -> list[Waiting]:
        rows = await door.find(refusals, tags=[waiting_at(who.body)], limit=LONGEST_QUEUE)
        return [waiting(row, officer_of(who).person_id) for row in rows]

    @router.get(
        "/refusals/{number}", summary="不予办理的理由与申诉途径（查看会被记录）/ Why, and how to appeal (each look is recorded)"
    )
    async def read(
        number: Number, who: Annotated[Actor, Depends(supervisor)], act: Annotated[Act, Depends(door.act)]
    ) -> ProposedRefusal:
        state = refusal_seen(await desk.case(number), who.body)
        proposal = standing(state)
        if state is None or proposal is None:
            raise problem.not_found()
        await act(ReadRemarks(case_id=state.materials.case.case_id, reader_id=reader_of(who), at=act.at))
        return proposed_refusal(state, proposal)

    @router.post("/tasks/{number}/confirm-refusal", summary="确认不予办理 / Confirm the refusal")
    async def confirm(
        number: Number,
        who: Annotated[Actor, Depends(supervisor)],
        act: Annotated[Act, Depends(door.act)],
        body: Decision | None = None,
    ) -> Done:
        state, proposal = await decided(number, who, body)
        case_id = state.materials.case.case_id
        await act(ConfirmRefusal(case_id=case_id, supervisor=officer_of(who), proposal=proposal, at=act.at), answer=Done())
        return Done()

    @router.post("/tasks/{number}/decline-refusal", summary="退回岗位继续办理 / Decline: back to the desk")
    async def decline(
        number: Number,
        who: Annotated[Actor, Depends(supervisor)],
        act: Annotated[Act, Depends(door.act)],
        body: Decision | None = None,
    ) -> Done:
        state, proposal = await decided(number, who, body)
        case_id = state.materials.case.case_id
        await act(DeclineRefusal(case_id=case_id, supervisor=officer_of(who), proposal=proposal, at=act.at), answer=Done())
        return Done()

    return router


def standing(state: OnDesk | FinallyRefused | None) -> Proposal | None:
    """The proposal that waits, or was confirmed."""
    match state:
        case None:
            return None
        case FinallyRefused():
            return state.proposal
        case Verifying() | Reviewing():
            return state.task.proposal
