"""How does an approved case become a key?"""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from chassis.actor import Actor
from chassis.door import Act, Door
from services.production.api.seeing import Number, order_row
from services.production.api.workshop import Workshop
from services.production.commands.order import SpoilKey
from services.production.projections import OrderRow, orders
from services.production.values import Key


class Made(BaseModel):
    """The key of this attempt."""

    attempt: int
    token_serial: str
    certificate_serial: str
    seal_id: str


class Spoil(BaseModel):
    """Why the attempt failed, as a short code."""

    model_config = ConfigDict(extra="forbid", strict=True)

    reason: str = Field(pattern=r"^[a-z][a-z_]{1,39}$")


class Nothing(BaseModel):
    """Done."""


def routes(door: Door, workshop: Workshop) -> APIRouter:
    router = APIRouter(tags=["orders"])
    provider = Depends(door.staff("producer", "dispatcher", "auditor", "operator"))

    @router.get("/orders", summary="制证任务列表 / Orders")
    async def listed(
        who: Annotated[Actor, provider],
        state: Annotated[str, Query(max_length=32)] = "",
        body: Annotated[str, Query(max_length=32)] = "",
        after: Annotated[str, Query(max_length=100)] = "",
    ) -> Sequence[OrderRow]:
        tags = [f"{name}:{value}" for name, value in (("state", state), ("body", body)) if value]
        return await door.find(orders, tags=tags, after=after)

    @router.get("/orders/{number}", summary="制证任务 / One order")
    async def one(number: Number, who: Annotated[Actor, provider]) -> OrderRow:
        return await order_row(door, number)

    @router.post("/orders/{number}/produce", summary="制作电子钥匙 / Produce the key")
    async def produce(
        number: Number,
        request: Request,
        act: Annotated[Act, Depends(door.act)],
        who: Annotated[Actor, Depends(door.staff("producer"))],
    ) -> Made:
        row = await order_row(door, number)
        started = await workshop.started(row.case_id, act, request)
        if isinstance(started, Key):
            return made(started)
        key, commands = await workshop.make(started, act)
        await act(*commands, answer=made(key))
        return made(key)

    @router.post("/orders/{number}/spoil", summary="报告制作失败 / Report a spoiled key")
    async def spoil(
        number: Number,
        said: Spoil,
        act: Annotated[Act, Depends(door.act)],
        who: Annotated[Actor, Depends(door.staff("producer"))],
    ) -> Nothing:
        row = await order_row(door, number)
        await act(SpoilKey(case_id=row.case_id, reason=said.reason, at=act.at), answer=Nothing())
        return Nothing()

    return router


def made(key: Key) -> Made:
    return Made(
        attempt=key.attempt,
        token_serial=key.token_serial,
        certificate_serial=key.certificate_serial,
        seal_id=key.seal_id,
    )
