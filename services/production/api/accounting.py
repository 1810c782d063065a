"""Does everything add up? Tokens, certificates and cases against each other."""

from collections.abc import Sequence
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from chassis.actor import Actor
from chassis.door import Door
from chassis.view import View
from services.production.events import Event
from services.production.projections import Discrepancy, StockRow, certificates, orders, reconcile, stock, tokens
from services.production.projections.stock import ALL

R = TypeVar("R")


class Reconciliation(BaseModel):
    """How much was compared, how many tokens are where, and what does not add up."""

    tokens: int
    certificates: int
    orders: int
    places: StockRow
    discrepancies: Sequence[Discrepancy]


def routes(door: Door) -> APIRouter:
    router = APIRouter(tags=["accounting"])

    @router.get("/reconciliation", summary="对账 / Reconcile tokens, certificates and cases")
    async def compare(
        who: Annotated[Actor, Depends(door.staff("producer", "auditor", "operator"))],
    ) -> Reconciliation:
        places = await door.get(stock, ALL) or StockRow()
        every = await everything(door, tokens), await everything(door, certificates), await everything(door, orders)
        return Reconciliation(
            tokens=len(every[0]),
            certificates=len(every[1]),
            orders=len(every[2]),
            places=places,
            discrepancies=reconcile(*every, places),
        )

    return router


async def everything(door: Door, view: View[Event, R]) -> Sequence[R]:
    """All rows of a view, page by page."""
    rows: list[R] = []
    while page := await door.find(view, after=view.order(rows[-1]) if rows else "", limit=500):
        rows.extend(page)
    return rows
