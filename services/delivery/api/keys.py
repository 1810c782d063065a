"""Where is a key, who holds it, and what has one to bring?"""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from chassis.actor import Actor
from chassis.door import Door
from services.delivery.api.sight import Heard, Number, Sight, body, enterprise_or_receiver
from services.delivery.decider.key import (
    Announced,
    AtIssuingBody,
    HandedOver,
    InTransit,
    Missing,
    Posted,
    ReadyToCollect,
    Received,
    Unclaimed,
    WrittenOff,
)
from services.delivery.projections import KeyRow, keys
from services.delivery.projections.keys import KeyState
from services.delivery.values import MissingReason, PickUpPoint, Preference, Shipment, Terms


class KeyLine(BaseModel):
    """One key in a list. `mail_failed`: the enterprise got no mail and has to be reached in another way."""

    number: str
    state: KeyState
    since: datetime
    body: str
    enterprise_name: str
    preference: Preference | None
    token_serial: str
    missing: MissingReason | None
    suspected_lost: bool
    reminders: int
    mail_failed: bool


class Place(BaseModel):
    name_zh: str
    name_en: str
    address_zh: str
    address_en: str


class Holder(BaseModel):
    """Who holds the key now; `body` where it is a body."""

    zh: str
    en: str
    body: str = ""


class KeyAnswer(BaseModel):
    """One key; what the materials say (from `enterprise_name` on) is null or empty until they were heard of."""

    number: str
    state: KeyState
    body: str
    holder: Holder
    consignment_id: UUID | None = None
    token_serial: str = ""
    certificate_serial: str = ""
    waybill: str = ""
    enterprise_name: str = ""
    preference: Preference | None = None
    pick_up_point: Place | None = None
    originals: list[str] = []
    old_key_due: bool = False


def routes(door: Door, sight: Sight) -> APIRouter:
    router = APIRouter(tags=["钥匙 / keys"])

    @router.get("/keys", summary="钥匙列表 / keys at my body, or my own")
    async def list_keys(caller: Annotated[Actor, Depends(door.caller)]) -> list[KeyLine]:
        who = enterprise_or_receiver(caller)
        tag = f"account:{who.account_id}" if who.kind == "enterprise" else f"body:{who.body}"
        return [line(row) for row in await door.find(keys, tags=[tag])]

    @router.get("/keys/{number}", summary="钥匙在何处 / where a key is, and what to bring")
    async def show_key(number: Number, caller: Annotated[Actor, Depends(door.caller)]) -> KeyAnswer:
        return shown(await sight.either(number, enterprise_or_receiver(caller)))

    return router


def line(row: KeyRow) -> KeyLine:
    return KeyLine(
        number=row.application_number,
        state=row.state,
        since=row.since,
        body=row.body,
        enterprise_name=row.enterprise_name,
        preference=row.preference,
        token_serial=row.token_serial,
        missing=row.missing,
        suspected_lost=row.suspected,
        reminders=row.reminders,
        mail_failed=row.mail_failed,
    )


def shown(state: Heard) -> KeyAnswer:
    answer = KeyAnswer(number=state.case.application_number, state=named(state), body=body(state), holder=holder(state))
    if not isinstance(state, Announced):
        answer = answer.model_copy(update=of_shipment(state.shipment))
    if isinstance(state, Posted):
        answer = answer.model_copy(update={"waybill": state.waybill})
    return answer.model_copy(update=of_terms(state.terms)) if state.terms else answer


def of_shipment(shipment: Shipment) -> dict[str, object]:
    return {
        "consignment_id": shipment.consignment_id,
        "token_serial": shipment.token_serial,
        "certificate_serial": shipment.certificate_serial,
    }


def of_terms(terms: Terms) -> dict[str, object]:
    return {
        "enterprise_name": terms.enterprise_name,
        "preference": terms.preference,
        "pick_up_point": place(terms.pick_up_point),
        "originals": list(terms.originals),
        "old_key_due": terms.old_key_due,
    }


def place(point: PickUpPoint) -> Place:
    return Place(name_zh=point.name_zh, name_en=point.name_en, address_zh=point.address_zh, address_en=point.address_en)


def named(state: Heard) -> KeyState:
    match state:
        case Announced():
            return "announced"
        case InTransit():
            return "in_transit"
        case AtIssuingBody():
            return "at_issuing_body"
        case ReadyToCollect():
            return "ready_to_collect"
        case Posted():
            return "posted"
        case Missing():
            return "missing"
        case WrittenOff():
            return "written_off"
        case Unclaimed():
            return "unclaimed"
        case HandedOver():
            return "handed_over"
        case Received():
            return "received"


def holder(state: Heard) -> Holder:
    match state:
        case Announced():
            return Holder(zh="尚未制作完成", en="not produced yet")
        case InTransit():
            return Holder(zh="快递，寄往发证机构", en="the courier, on the way to the issuing body", body=body(state))
        case AtIssuingBody() | ReadyToCollect():
            return Holder(zh="发证机构", en="the issuing body", body=body(state))
        case Posted():
            return Holder(zh="快递，寄往企业", en="the courier, on the way to the enterprise")
        case Missing():
            return Holder(zh="下落不明", en="nobody knows: it is missing")
        case WrittenOff():
            return Holder(zh="服务商，重新制作中", en="the provider, who makes it again")
        case Unclaimed():
            return Holder(zh="退回服务商", en="on its way back to the provider")
        case HandedOver() | Received():
            return Holder(zh="企业", en="the enterprise")
