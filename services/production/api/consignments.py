"""How do keys leave for the issuing bodies?"""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from chassis import problem
from chassis.actor import Actor
from chassis.door import Act, Door
from services.production.api.seeing import order_row
from services.production.commands.consignment import DispatchConsignment, OpenConsignment
from services.production.commands.order import PackKey
from services.production.projections import ConsignmentRow, consignments


class Destination(BaseModel):
    """The issuing body that the parcel goes to."""

    model_config = ConfigDict(extra="forbid", strict=True)

    body: str = Field(pattern=r"^[A-Z0-9]{1,16}$")


class Opened(BaseModel):
    """The parcel."""

    consignment_id: UUID


class Put(BaseModel):
    """Whose key goes in: its application number."""

    model_config = ConfigDict(extra="forbid", strict=True)

    number: str = Field(min_length=1, max_length=32)


class Leave(BaseModel):
    """The courier's waybill."""

    model_config = ConfigDict(extra="forbid", strict=True)

    waybill: str = Field(pattern=r"^[A-Za-z0-9-]{1,40}$")


class Nothing(BaseModel):
    """Done."""


def routes(door: Door) -> APIRouter:
    router = APIRouter(tags=["consignments"])
    dispatcher = Depends(door.staff("dispatcher"))
    provider = Depends(door.staff("dispatcher", "producer", "auditor", "operator"))

    @router.post("/consignments", status_code=201, summary="新建寄送批次 / Open a consignment")
    async def open_one(said: Destination, act: Annotated[Act, Depends(door.act)], who: Annotated[Actor, dispatcher]) -> Opened:
        opened = Opened(consignment_id=door.doors.chance.uuid())
        await act(OpenConsignment(consignment_id=opened.consignment_id, body=said.body, at=act.at), answer=opened)
        return opened

    @router.post("/consignments/{consignment_id}/keys", summary="装入电子钥匙 / Put a key in")
    async def put(
        consignment_id: UUID, said: Put, act: Annotated[Act, Depends(door.act)], who: Annotated[Actor, dispatcher]
    ) -> Nothing:
        row = await order_row(door, said.number)
        await act(PackKey(case_id=row.case_id, consignment_id=consignment_id, at=act.at), answer=Nothing())
        return Nothing()

    @router.post("/consignments/{consignment_id}/dispatch", summary="发出 / Dispatch")
    async def dispatch(
        consignment_id: UUID, said: Leave, act: Annotated[Act, Depends(door.act)], who: Annotated[Actor, dispatcher]
    ) -> Nothing:
        await act(DispatchConsignment(consignment_id=consignment_id, waybill=said.waybill, at=act.at), answer=Nothing())
        return Nothing()

    @router.get("/consignments", summary="寄送批次列表 / Consignments")
    async def listed(
        who: Annotated[Actor, provider],
        state: Annotated[str, Query(max_length=32)] = "",
        body: Annotated[str, Query(max_length=32)] = "",
        after: Annotated[str, Query(max_length=100)] = "",
    ) -> Sequence[ConsignmentRow]:
        tags = [f"{name}:{value}" for name, value in (("state", state), ("body", body)) if value]
        return await door.find(consignments, tags=tags, after=after)

    @router.get("/consignments/{consignment_id}", summary="寄送批次 / One consignment")
    async def one(consignment_id: UUID, who: Annotated[Actor, provider]) -> ConsignmentRow:
        row = await door.get(consignments, str(consignment_id))
        if row is None:
            raise problem.not_found()
        return row

    return router
