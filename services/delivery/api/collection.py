"""How does a key come into the enterprise's hands? Preference, notification, posting, hand-over, receipt."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from chassis.actor import Actor
from chassis.door import Act, Door
from chassis.keyed import normal
from services.delivery.api.keys import KeyState
from services.delivery.api.sight import Heard, Number, Sight
from services.delivery.commands.key import (
    ChoosePreference,
    ConfirmReceipt,
    DeclareOldKeyLost,
    HandOverKey,
    NotifyEnterprise,
    PostKey,
)
from services.delivery.values import Collector, Preference

Slot = Annotated[str, Field(min_length=1, max_length=60)]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Wanted(Body):
    preference: Preference


class Waybill(Body):
    waybill: str = Field(min_length=1, max_length=60)


class HandOver(Body):
    """The collector's identity as shown, and what was seen."""

    collector_name: str = Field(min_length=1, max_length=100)
    collector_id_number: str = Field(min_length=1, max_length=40)
    authorisation_letter: bool
    originals_checked: list[Slot] = Field(max_length=20)
    old_key_returned: bool


class Statement(Body):
    """The enterprise's statement, signed at the counter and kept there."""

    statement_signed: Literal[True]


class OldKeyAnswer(BaseModel):
    number: str
    old_key_due: bool


class WantedAnswer(BaseModel):
    number: str
    preference: Preference


class StateAnswer(BaseModel):
    number: str
    state: KeyState


def routes(door: Door, sight: Sight) -> APIRouter:
    router = APIRouter(tags=["交付 / delivery"])
    router.include_router(of_enterprise(door, sight))
    router.include_router(of_body(door, sight))
    return router


def of_enterprise(door: Door, sight: Sight) -> APIRouter:
    router = APIRouter()

    @router.put("/keys/{number}/preference", summary="自取或邮寄 / collect or post")
    async def choose(
        number: Number,
        wanted: Wanted,
        who: Annotated[Actor, Depends(door.enterprise)],
        act: Annotated[Act, Depends(door.act)],
    ) -> WantedAnswer:
        state = await sight.own(number, who)
        answer = WantedAnswer(number=state.case.application_number, preference=wanted.preference)
        await act(ChoosePreference(case=state.case, preference=wanted.preference, at=act.at), answer=answer)
        return answer

    @router.post("/keys/{number}/receipt", summary="确认收到 / confirm receipt")
    async def receive(
        number: Number, who: Annotated[Actor, Depends(door.enterprise)], act: Annotated[Act, Depends(door.act)]
    ) -> StateAnswer:
        state = await sight.own(number, who)
        answer = now(state, "received")
        await act(ConfirmReceipt(case=state.case, at=act.at), answer=answer)
        return answer

    return router


def of_body(door: Door, sight: Sight) -> APIRouter:
    router = APIRouter()
    receiver = door.staff("receiver")

    @router.post("/keys/{number}/notify", summary="通知企业领取 / notify the enterprise")
    async def notify(
        number: Number, who: Annotated[Actor, Depends(receiver)], act: Annotated[Act, Depends(door.act)]
    ) -> StateAnswer:
        state = await sight.at_body(number, who)
        answer = now(state, "ready_to_collect")
        await act(NotifyEnterprise(case=state.case, at=act.at), answer=answer)
        return answer

    @router.post("/keys/{number}/post", summary="邮寄给企业 / post to the enterprise")
    async def post(
        number: Number,
        sent: Waybill,
        who: Annotated[Actor, Depends(receiver)],
        act: Annotated[Act, Depends(door.act)],
    ) -> StateAnswer:
        state = await sight.at_body(number, who)
        answer = now(state, "posted")
        await act(PostKey(case=state.case, waybill=sent.waybill, at=act.at), answer=answer)
        return answer

    @router.post("/keys/{number}/hand-over", summary="当面交付 / hand over to the collector")
    async def hand_over(
        number: Number,
        given: HandOver,
        who: Annotated[Actor, Depends(receiver)],
        act: Annotated[Act, Depends(door.act)],
    ) -> StateAnswer:
        state = await sight.at_body(number, who)
        answer = now(state, "handed_over")
        command = HandOverKey(
            case=state.case,
            collector_id=door.doors.keyed.id("person", normal(given.collector_id_number)),
            collector=Collector(name=given.collector_name, id_number=given.collector_id_number),
            authorisation_letter=given.authorisation_letter,
            originals_checked=tuple(given.originals_checked),
            old_key_returned=given.old_key_returned,
            at=act.at,
        )
        await act(command, answer=answer)
        return answer

    @router.post(
        "/keys/{number}/old-key-lost", summary="凭书面声明：旧钥匙无法交回 / the old key cannot come back, by a signed statement"
    )
    async def declare_old_key_lost(
        number: Number,
        said: Statement,
        who: Annotated[Actor, Depends(receiver)],
        act: Annotated[Act, Depends(door.act)],
    ) -> OldKeyAnswer:
        state = await sight.at_body(number, who)
        answer = OldKeyAnswer(number=state.case.application_number, old_key_due=False)
        await act(DeclareOldKeyLost(case=state.case, at=act.at), answer=answer)
        return answer

    return router


def now(state: Heard, name: KeyState) -> StateAnswer:
    return StateAnswer(number=state.case.application_number, state=name)
