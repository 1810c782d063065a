"""How do the cases of a body that closes come to its successor? By one act, which is repeated until nothing remains."""

from typing import Annotated

from fastapi import APIRouter, Depends

from chassis import problem
from chassis.actor import Actor
from chassis.door import Act
from chassis.policy import SHANGHAI
from chassis.problem import Problem
from services.verification.api.desk import Desk
from services.verification.api.models import TransferBody, Transferred
from services.verification.commands import TransferCases
from services.verification.projections import custody, in_care_of
from services.verification.values import Closing

CASES_AT_ONCE = 200


def transfer_routes(desk: Desk) -> APIRouter:
    """For the operator, and for supervisors of the two bodies."""
    router = APIRouter(tags=["transfers"])
    door = desk.door

    @router.post("/transfers", summary="向承接机构移交申请 / Move the cases of a closed body to its successor")
    async def transfer(
        body: TransferBody,
        who: Annotated[Actor, Depends(door.staff("operator", "supervisor"))],
        act: Annotated[Act, Depends(door.act)],
    ) -> Transferred:
        today = act.at.astimezone(SHANGHAI).date()
        closing = closing_for(who, body.body, desk.bodies.closing(body.body, today))
        if today < closing.closes_on:
            raise Problem(409, "not_closed_yet", zh="该机构尚未停止办理", en="this body has not closed yet")
        rows = await door.find(custody, tags=[in_care_of(body.body)], limit=CASES_AT_ONCE + 1)
        moved = [row.case_id for row in rows[:CASES_AT_ONCE]]
        answer = Transferred(successor=closing.successor, moved=len(moved), more=len(rows) > len(moved))
        if moved:
            wish = TransferCases(
                transfer_id=door.doors.chance.uuid(),
                former_body=body.body,
                body=closing.successor,
                cases=tuple(moved),
                at=act.at,
            )
            await act(wish, answer=answer)
        return answer

    return router


def closing_for(who: Actor, body: str, closing: Closing | None) -> Closing:
    """What the register says, if it is this person's business. Raises Problem 404 for others' bodies, 409 for a body that stays."""
    if "operator" not in who.roles and who.body not in ({body, closing.successor} if closing else {body}):
        raise problem.not_found()
    if closing is None:
        raise Problem(409, "not_closing", zh="该机构没有停办安排", en="no closing of this body, or no successor, is on record")
    return closing
