"""How do blank tokens come into stock, and how many are where?"""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from chassis.actor import Actor
from chassis.door import Act, Door
from services.production.commands.token import StockToken
from services.production.projections import StockRow, TokenRow, stock, tokens
from services.production.projections.stock import ALL

Serial = Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9-]{1,31}$")]


class Delivered(BaseModel):
    """Serials as printed on the tokens: capitals, digits, hyphens. They also name files, so nothing else is allowed."""

    model_config = ConfigDict(extra="forbid", strict=True)

    serials: list[Serial] = Field(min_length=1, max_length=200)


class Stocked(BaseModel):
    """What is in stock now, as far as this request goes."""

    serials: list[str]


class Stock(BaseModel):
    """Counts of all tokens by place, and a page of tokens."""

    counts: StockRow
    tokens: Sequence[TokenRow]


def routes(door: Door) -> APIRouter:
    router = APIRouter(tags=["stock"])

    @router.post("/tokens", status_code=201, summary="空白介质入库 / Take blank tokens into stock")
    async def take(
        delivered: Delivered,
        act: Annotated[Act, Depends(door.act)],
        who: Annotated[Actor, Depends(door.staff("producer"))],
    ) -> Stocked:
        serials = list(dict.fromkeys(delivered.serials))
        said = Stocked(serials=serials)
        await act(*(StockToken(token_serial=serial, at=act.at) for serial in serials), answer=said)
        return said

    @router.get("/tokens", summary="介质库存与去向 / Stock and whereabouts of tokens")
    async def counts(
        who: Annotated[Actor, Depends(door.staff("producer", "dispatcher", "auditor", "operator"))],
        state: Annotated[str, Query(max_length=32)] = "",
        after: Annotated[str, Query(max_length=100)] = "",
    ) -> Stock:
        known = await door.get(stock, ALL)
        tags = [f"state:{state}"] if state else []
        return Stock(counts=known or StockRow(), tokens=await door.find(tokens, tags=tags, after=after))

    return router
