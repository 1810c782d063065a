"""How does an officer work over HTTP? The queue, then claim, tick, pass or fail."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from chassis.actor import Actor
from chassis.door import Act
from services.verification.api.desk import STAGES, Desk, officer_of
from services.verification.api.models import (
    ITEM_LENGTH,
    Checks,
    Claimed,
    Done,
    Failure,
    Queued,
    ReasonWords,
    TaskDetail,
    UnderClaim,
    queued,
    reason_words,
    task_detail,
)
from services.verification.commands import CheckItems, ClaimTask, FailTask, PassTask
from services.verification.decider.claims import next_fence
from services.verification.projections import desk as queue_of
from services.verification.projections import tasks

LONGEST_QUEUE = 1000

Number = Annotated[str, Path(max_length=40)]
ItemName = Annotated[str, Path(max_length=ITEM_LENGTH)]


def reading_routes(desk: Desk) -> APIRouter:
    """What lies on the desk."""
    router = APIRouter(tags=["tasks"])
    door = desk.door
    member = door.staff(*STAGES)

    @router.get("/tasks", summary="我的待办任务 / The queue of my desk")
    async def queue(who: Annotated[Actor, Depends(member)]) -> list[Queued]:
        officer = officer_of(who)
        queues = [
            await door.find(tasks, tags=[queue_of(stage, officer.body)], limit=LONGEST_QUEUE) for stage in sorted(officer.stages)
        ]
        return [queued(row, officer.person_id) for rows in queues for row in rows]

    @router.get("/tasks/{number}", summary="任务及待核对项目 / A task and the items to check")
    async def task(number: Number, who: Annotated[Actor, Depends(member)]) -> TaskDetail:
        officer = officer_of(who)
        return task_detail(await desk.task(number, officer), officer.person_id)

    @router.get("/reasons", summary="不通过的原因代码 / The reasons why an item fails")
    async def reasons(_: Annotated[Actor, Depends(member)]) -> list[ReasonWords]:
        return reason_words()

    return router


def checking_routes(desk: Desk) -> APIRouter:
    """Claim, and tick item by item."""
    router = APIRouter(tags=["tasks"])
    door = desk.door
    member = door.staff(*STAGES)

    @router.post("/tasks/{number}/claim", summary="领取任务或延长领取 / Claim the task, or keep it longer")
    async def claim(number: Number, who: Annotated[Actor, Depends(member)], act: Annotated[Act, Depends(door.act)]) -> Claimed:
        officer, at = officer_of(who), act.at
        state = await desk.task(number, officer)
        lease, fence = desk.lease(state), next_fence(state, officer.person_id)
        answer = Claimed(fence=fence, lease_until=at + lease, round=state.materials.round)
        case_id = state.materials.case.case_id
        await act(ClaimTask(case_id=case_id, officer=officer, fence=fence, lease=lease, at=at), answer=answer)
        return answer

    async def check(number: str, officer_actor: Actor, act: Act, fence: int, items: tuple[str, ...]) -> Done:
        officer = officer_of(officer_actor)
        case_id = (await desk.known(number, officer)).materials.case.case_id
        await act(CheckItems(case_id=case_id, officer=officer, fence=fence, items=items, at=act.at), answer=Done())
        return Done()

    @router.put("/tasks/{number}/checks", summary="核对多个项目 / Tick many items")
    async def check_many(
        number: Number, body: Checks, who: Annotated[Actor, Depends(member)], act: Annotated[Act, Depends(door.act)]
    ) -> Done:
        return await check(number, who, act, body.fence, tuple(body.items))

    @router.put("/tasks/{number}/checks/{item}", summary="核对一个项目 / Tick one item")
    async def check_one(
        number: Number,
        item: ItemName,
        body: UnderClaim,
        who: Annotated[Actor, Depends(member)],
        act: Annotated[Act, Depends(door.act)],
    ) -> Done:
        return await check(number, who, act, body.fence, (item,))

    return router


def deciding_routes(desk: Desk) -> APIRouter:
    """Pass or fail."""
    router = APIRouter(tags=["tasks"])
    door = desk.door
    member = door.staff(*STAGES)

    @router.post("/tasks/{number}/pass", summary="通过 / Pass")
    async def pass_task(
        number: Number, body: UnderClaim, who: Annotated[Actor, Depends(member)], act: Annotated[Act, Depends(door.act)]
    ) -> Done:
        officer = officer_of(who)
        case_id = (await desk.known(number, officer)).materials.case.case_id
        provider = desk.bodies.provider()
        await act(PassTask(case_id=case_id, officer=officer, fence=body.fence, review_body=provider, at=act.at), answer=Done())
        return Done()

    @router.post("/tasks/{number}/fail", summary="不通过，并说明原因 / Fail, and say why")
    async def fail_task(
        number: Number, body: Failure, who: Annotated[Actor, Depends(member)], act: Annotated[Act, Depends(door.act)]
    ) -> Done:
        officer = officer_of(who)
        state = await desk.known(number, officer)
        wish = FailTask(
            case_id=state.materials.case.case_id,
            officer=officer,
            fence=body.fence,
            findings=body.said(),
            route=desk.route(state),
            at=act.at,
        )
        await act(wish, answer=Done())
        return Done()

    return router
