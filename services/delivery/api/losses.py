"""What can be done about a parcel or a key that does not arrive as it should? (`docs/states.md §4`)"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from chassis import problem
from chassis.actor import Actor
from chassis.door import Act, Door
from services.delivery.api.keys import KeyState
from services.delivery.api.parcels import ParcelState, visible
from services.delivery.api.sight import Heard, Number, Sight, enterprise_or_receiver, token
from services.delivery.commands.consignment import CloseShort, ConfirmLoss, DeclareFound, DeclareLost, ReportDamaged
from services.delivery.commands.key import ConfirmKeyLoss, FindKey, MissKey, SettleMailFailure
from services.delivery.ports import Histories


class ParcelStep(BaseModel):
    consignment_id: UUID
    state: ParcelState


class KeyStep(BaseModel):
    number: str
    state: KeyState


class Settled(BaseModel):
    number: str
    mail_failed: bool


def routes(door: Door, histories: Histories, sight: Sight) -> APIRouter:
    router = APIRouter(tags=["丢失与找回 / losses"])
    router.include_router(of_parcels(door, histories))
    router.include_router(of_keys(door, sight))
    return router


def of_parcels(door: Door, histories: Histories) -> APIRouter:
    router = APIRouter()
    receiver = Depends(door.staff("receiver"))
    either = Depends(door.staff("receiver", "dispatcher"))
    provider = Depends(door.staff("dispatcher", "producer"))

    async def seen(consignment_id: UUID, who: Actor) -> str:
        return visible(who, await door.load(histories.consignment, consignment_id)).body

    @router.post("/parcels/{consignment_id}/close-short", summary="缺件结单 / close with keys missing")
    async def close_short(
        consignment_id: UUID, who: Annotated[Actor, receiver], act: Annotated[Act, Depends(door.act)]
    ) -> ParcelStep:
        answer = ParcelStep(consignment_id=consignment_id, state="received_short")
        body = await seen(consignment_id, who)
        await act(CloseShort(consignment_id=consignment_id, body=body, at=act.at), answer=answer)
        return answer

    @router.post("/parcels/{consignment_id}/damaged", summary="包裹破损或被拆 / report it opened or damaged")
    async def damaged(
        consignment_id: UUID, who: Annotated[Actor, receiver], act: Annotated[Act, Depends(door.act)]
    ) -> ParcelStep:
        answer = ParcelStep(consignment_id=consignment_id, state="lost")
        body = await seen(consignment_id, who)
        await act(ReportDamaged(consignment_id=consignment_id, body=body, at=act.at), answer=answer)
        return answer

    @router.post("/parcels/{consignment_id}/lost", summary="申报丢失 / declare it lost")
    async def lost(consignment_id: UUID, who: Annotated[Actor, either], act: Annotated[Act, Depends(door.act)]) -> ParcelStep:
        await seen(consignment_id, who)
        answer = ParcelStep(consignment_id=consignment_id, state="lost")
        await act(DeclareLost(consignment_id=consignment_id, at=act.at), answer=answer)
        return answer

    @router.post("/parcels/{consignment_id}/found", summary="登记找到 / report it found")
    async def found(consignment_id: UUID, who: Annotated[Actor, either], act: Annotated[Act, Depends(door.act)]) -> ParcelStep:
        await seen(consignment_id, who)
        answer = ParcelStep(consignment_id=consignment_id, state="dispatched")
        await act(DeclareFound(consignment_id=consignment_id, at=act.at), answer=answer)
        return answer

    @router.post("/parcels/{consignment_id}/confirm-loss", summary="服务商确认丢失 / confirm the loss (provider)")
    async def confirm(
        consignment_id: UUID, who: Annotated[Actor, provider], act: Annotated[Act, Depends(door.act)]
    ) -> ParcelStep:
        await seen(consignment_id, who)
        answer = ParcelStep(consignment_id=consignment_id, state="written_off")
        await act(ConfirmLoss(consignment_id=consignment_id, at=act.at), answer=answer)
        return answer

    return router


def of_keys(door: Door, sight: Sight) -> APIRouter:
    """On the way from the body to the enterprise."""
    router = APIRouter()
    provider = Depends(door.staff("dispatcher", "producer"))

    @router.post("/keys/{number}/lost", summary="邮寄途中丢失 / declare it lost on its way by post")
    async def lost(
        number: Number, caller: Annotated[Actor, Depends(door.caller)], act: Annotated[Act, Depends(door.act)]
    ) -> KeyStep:
        state = await sight.either(number, enterprise_or_receiver(caller))
        serial = sent(state)
        answer = KeyStep(number=state.case.application_number, state="missing")
        await act(MissKey(case=state.case, token_serial=serial, reason="lost_on_second_leg", at=act.at), answer=answer)
        return answer

    @router.post("/keys/{number}/found", summary="邮寄的钥匙已找到 / report it found again")
    async def found(
        number: Number, caller: Annotated[Actor, Depends(door.caller)], act: Annotated[Act, Depends(door.act)]
    ) -> KeyStep:
        state = await sight.either(number, enterprise_or_receiver(caller))
        serial = sent(state)
        answer = KeyStep(number=state.case.application_number, state="posted")
        await act(FindKey(case=state.case, token_serial=serial, second_leg=True, at=act.at), answer=answer)
        return answer

    @router.post("/keys/{number}/confirm-loss", summary="服务商确认邮寄丢失 / confirm the loss by post (provider)")
    async def confirm(number: Number, who: Annotated[Actor, provider], act: Annotated[Act, Depends(door.act)]) -> KeyStep:
        state = await sight.sent(number)
        answer = KeyStep(number=state.case.application_number, state="written_off")
        command = ConfirmKeyLoss(case=state.case, token_serial=state.shipment.token_serial, second_leg=True, at=act.at)
        await act(command, answer=answer)
        return answer

    @router.post("/keys/{number}/mail-failure/settled", summary="已另行联系企业 / the enterprise was reached in another way")
    async def settle(
        number: Number,
        who: Annotated[Actor, Depends(door.staff("receiver"))],
        act: Annotated[Act, Depends(door.act)],
    ) -> Settled:
        state = await sight.at_body(number, who)
        answer = Settled(number=state.case.application_number, mail_failed=False)
        await act(SettleMailFailure(case=state.case, at=act.at), answer=answer)
        return answer

    return router


def sent(state: Heard) -> str:
    """The serial of the token that was sent. Raises Problem 404 while none was."""
    serial = token(state)
    if not serial:
        raise problem.not_found()
    return serial
