"""What does a body expect and find in its parcels?"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from chassis import problem
from chassis.actor import Actor
from chassis.door import Act, Door
from services.delivery.commands.consignment import ScanIn
from services.delivery.decider.consignment import Dispatched, Received, State, Unheard, unexpected_key
from services.delivery.events.consignment import ConsignmentExpected
from services.delivery.ports import Histories
from services.delivery.projections import ParcelRow, parcels


class Token(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    token_serial: str = Field(min_length=1, max_length=80)


class ScannedIn(BaseModel):
    number: str


class ParcelKeyAnswer(BaseModel):
    number: str
    token_serial: str
    received_at: datetime | None


class ParcelAnswer(BaseModel):
    consignment_id: UUID
    body: str
    waybill: str
    dispatched_at: datetime
    received_at: datetime | None
    keys: list[ParcelKeyAnswer]


def routes(door: Door, histories: Histories) -> APIRouter:
    router = APIRouter(tags=["包裹 / parcels"])
    receiver = door.staff("receiver")

    @router.get("/parcels", summary="本机构的包裹 / parcels for my body")
    async def list_parcels(who: Annotated[Actor, Depends(receiver)]) -> list[ParcelAnswer]:
        return [shown(row) for row in await door.find(parcels, tags=[f"body:{who.body}"])]

    @router.post("/parcels/{consignment_id}/scan-in", summary="扫描入库 / scan a key in")
    async def scan_in(
        consignment_id: UUID,
        token: Token,
        who: Annotated[Actor, Depends(receiver)],
        act: Annotated[Act, Depends(door.act)],
    ) -> ScannedIn:
        consignment = seen_by(who, await door.load(histories.consignment, consignment_id))
        answer = ScannedIn(number=number_of(token.token_serial, consignment))
        command = ScanIn(consignment_id=consignment_id, body=who.body, token_serial=token.token_serial, at=act.at)
        await act(command, answer=answer)
        return answer

    return router


def seen_by(who: Actor, state: State) -> ConsignmentExpected:
    match state:
        case Unheard():
            raise problem.not_found()
        case Dispatched() | Received():
            if state.expected.body != who.body:
                raise problem.not_found()
            return state.expected


def number_of(token_serial: str, consignment: ConsignmentExpected) -> str:
    """The application number of this token's key."""
    numbers: Sequence[str] = [c.application_number for c in consignment.contents if c.token_serial == token_serial]
    if not numbers:
        raise problem.refused(unexpected_key())
    return numbers[0]


def shown(row: ParcelRow) -> ParcelAnswer:
    """Only the keys that can be scanned in: the others' dispatch is heard in a moment."""
    listed = [key for key in row.keys if key.token_serial in row.dispatched]
    return ParcelAnswer(
        consignment_id=row.consignment_id,
        body=row.body,
        waybill=row.waybill,
        dispatched_at=row.dispatched_at,
        received_at=row.received_at,
        keys=[
            ParcelKeyAnswer(number=k.application_number, token_serial=k.token_serial, received_at=k.received_at) for k in listed
        ],
    )
