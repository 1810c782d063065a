"""Who reads what a desk remarked? The enterprise itself, and the desks for the rounds they see; each reading is recorded."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from chassis import problem
from chassis.actor import Actor
from chassis.door import Act
from services.verification.api.desk import STAGES, Desk, officer_of, reader_of
from services.verification.api.models import RoundRemarks, final_remarks, round_remarks
from services.verification.commands import ReadRemarks
from services.verification.decider.reading import failures, rounds_seen
from services.verification.decider.states import FinallyRefused, Known


def remark_routes(desk: Desk) -> APIRouter:
    """The remarks of a case, oldest first; those of a final refusal, with how to appeal, at the end."""
    router = APIRouter(tags=["remarks"])
    door = desk.door

    @router.get("/cases/{number}/remarks", summary="备注 / Remarks")
    async def remarks(
        number: Annotated[str, Path(max_length=40)],
        who: Annotated[Actor, Depends(door.caller)],
        act: Annotated[Act, Depends(door.act)],
    ) -> list[RoundRemarks]:
        shown_to(who)
        state = await desk.case(number)
        rounds = rounds_shown(state, who)
        if not rounds:
            raise problem.not_found()
        shown = remarks_of(state, rounds)
        if shown:
            await act(ReadRemarks(case_id=state.materials.case.case_id, reader_id=reader_of(who), at=act.at))
        return shown

    return router


def shown_to(who: Actor) -> None:
    """Enterprises, and staff of the two desks. Raises Problem 403 for everybody else, before anything is looked up."""
    if who.kind != "enterprise" and not (who.kind == "staff" and who.roles.intersection(STAGES)):
        raise problem.forbidden()


def remarks_of(state: Known, rounds: frozenset[int]) -> list[RoundRemarks]:
    """Those of the failed decisions, then those of a final refusal."""
    failed = [round_remarks(j) for j in failures(state, rounds)]
    if isinstance(state, FinallyRefused) and state.materials.round in rounds:
        return [*failed, final_remarks(state)]
    return failed


def rounds_shown(state: Known, who: Actor) -> frozenset[int]:
    """Everything of one's own; of others what the desk sees."""
    if who.kind == "enterprise":
        mine = who.account_id == state.materials.case.account_id
        return frozenset(range(1, state.materials.round + 1)) if mine else frozenset()
    return rounds_seen(state, officer_of(who))
