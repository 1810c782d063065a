"""How do blank tokens come into stock, and how many are where?"""

from collections.abc import Sequence
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from chassis import problem
from chassis.actor import Actor
from chassis.door import Act, Door
from services.production.commands.token import ConfirmDestruction, ProposeDestruction, StockToken
from services.production.projections import StockRow, TokenRow, stock, tokens
from services.production.projections.stock import ALL

PATTERN = r"^[A-Z0-9][A-Z0-9-]{1,31}$"
Serial = Annotated[str, Field(pattern=PATTERN)]


class Delivered(BaseModel):
    """Serials as printed on the tokens: capitals, digits, hyphens. They also name files, so nothing else is allowed."""

    model_config = ConfigDict(extra="forbid", strict=True)

    serials: list[Serial] = Field(min_length=1, max_length=200)


class Stocked(BaseModel):
    """What is in stock now, as far as this request goes."""

    serials: list[str]


class Destruction(BaseModel):
    """How far the destruction of a token is: it takes two persons."""

    serial: str
    state: Literal["proposed", "destroyed"]


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

    router.include_router(destruction(door))
    return router


def destruction(door: Door) -> APIRouter:
    """Two producers, two persons: the one proposes, the other destroys."""
    router = APIRouter()
    producer = Depends(door.staff("producer"))

    @router.post("/tokens/{serial}/destruction", summary="提出销毁介质 / Propose to destroy a token")
    async def propose(
        serial: Annotated[str, Path(pattern=PATTERN)], act: Annotated[Act, Depends(door.act)], who: Annotated[Actor, producer]
    ) -> Destruction:
        await known(door, serial)
        said = Destruction(serial=serial, state="proposed")
        await act(ProposeDestruction(token_serial=serial, person_id=person(who), at=act.at), answer=said)
        return said

    @router.post("/tokens/{serial}/destruction/confirm", summary="确认销毁介质（另一人） / Destroy a token (another person)")
    async def confirm(
        serial: Annotated[str, Path(pattern=PATTERN)], act: Annotated[Act, Depends(door.act)], who: Annotated[Actor, producer]
    ) -> Destruction:
        await known(door, serial)
        said = Destruction(serial=serial, state="destroyed")
        await act(ConfirmDestruction(token_serial=serial, person_id=person(who), at=act.at), answer=said)
        return said

    return router


async def known(door: Door, serial: str) -> None:
    """Raises Problem 404 for a token that never came into stock."""
    if await door.get(tokens, serial) is None:
        raise problem.not_found()


def person(who: Actor) -> UUID:
    """Who it is, whatever account was used. Raises Problem 403 where nobody knows."""
    if who.person_id is None:
        raise problem.forbidden()
    return who.person_id
