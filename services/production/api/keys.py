"""What may an enterprise ask about its key? The initial PIN, once, after receipt."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel

from chassis import problem
from chassis.actor import Actor
from chassis.door import Act, Door
from services.production.api.seeing import Number, order_row
from services.production.api.workshop import initial_pin
from services.production.commands.order import ShowPin
from services.production.decider.order import refusals


class InitialPin(BaseModel):
    """Shown once; the user changes it on the token."""

    token_serial: str
    pin: str


def routes(door: Door) -> APIRouter:
    router = APIRouter(tags=["keys"])

    @router.get("/keys/{number}/initial-pin", summary="查看初始口令（仅一次） / Show the initial PIN (once)")
    async def show(
        number: Number,
        response: Response,
        act: Annotated[Act, Depends(door.act)],
        who: Annotated[Actor, Depends(door.enterprise)],
    ) -> InitialPin:
        row = await order_row(door, number)
        if row.account_id != who.account_id:
            raise problem.not_found()
        # kept for a repeat under the same key: the refusal, never the PIN
        repeated = problem.refused(refusals.pin_already_shown())
        await act(ShowPin(case_id=row.case_id, at=act.at), answer=repeated.body(), status=repeated.status)
        response.headers["Cache-Control"] = "no-store"
        pin = initial_pin(door.doors.keyed.token("pin", row.token_serial))
        return InitialPin(token_serial=row.token_serial, pin=pin)

    return router
