"""How much lies on the desks of a body? Numbers only: a supervisor sees no form, no scan, no item."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends

from chassis.actor import Actor
from services.verification.api.desk import Desk
from services.verification.api.models import DeskCount, desk_count
from services.verification.projections import TaskRow, refusals, tasks, waiting_at
from services.verification.projections import desk as queue_of
from services.verification.values import Stage

MOST = 10_000
DESKS: tuple[Stage, ...] = ("verification", "review")


def oversight_routes(desk: Desk) -> APIRouter:
    """For supervisors, of their own body."""
    router = APIRouter(tags=["oversight"])
    door = desk.door

    @router.get("/counts", summary="本机构岗位的任务数 / How much lies on the desks of my body")
    async def counts(who: Annotated[Actor, Depends(door.staff("supervisor"))]) -> list[DeskCount]:
        waiting = await door.find(refusals, tags=[waiting_at(who.body)], limit=MOST)
        queues: dict[Stage, Sequence[TaskRow]] = {
            stage: await door.find(tasks, tags=[queue_of(stage, who.body)], limit=MOST) for stage in DESKS
        }
        return [desk_count(stage, rows, [row for row in waiting if row.stage == stage]) for stage, rows in queues.items()]

    return router
