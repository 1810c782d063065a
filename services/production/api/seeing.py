"""What does production show, by what name? Orders by application number."""

from typing import Annotated

from fastapi import Path

from chassis import problem
from chassis.door import Door
from services.production.projections import OrderRow, orders

Number = Annotated[str, Path(max_length=32, description="申请编号 / application number")]


async def order_row(door: Door, number: str) -> OrderRow:
    """The order of this application. Raises Problem 404."""
    row = await door.get(orders, number)
    if row is None:
        raise problem.not_found()
    return row
