"""What does a body expect and find in its parcels?"""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from chassis import problem
from chassis.actor import Actor
from chassis.door import Act, Door
from services.delivery.commands.consignment import ScanIn
from services.delivery.decider.consignment import State, Unheard, WrittenOff, unexpected_key
from services.delivery.events.consignment import ConsignmentExpected, UnexpectedKeyScanned
from services.delivery.ports import Histories
from services.delivery.projections import ParcelRow, parcels
from services.delivery.projections.parcels import ParcelState


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
    state: ParcelState
    missing: list[str]
    keys: list[ParcelKeyAnswer]


def routes(door: Door, histories: Histories) -> APIRouter:
    router = APIRouter(tags=["包裹 / parcels"])
    receiver = door.staff("receiver")
    either = door.staff("receiver", "dispatcher", "producer")

    @router.get("/parcels", summary="本机构的包裹；服务商看到全部 / parcels for my body; all for the provider")
    async def list_parcels(who: Annotated[Actor, Depends(either)]) -> list[ParcelAnswer]:
        tags = [f"body:{who.body}"] if "receiver" in who.roles else []
        return [shown(row) for row in await door.find(parcels, tags=tags)]

    @router.post("/parcels/{consignment_id}/scan-in", summary="扫描入库 / scan a key in")
    async def scan_in(
        consignment_id: UUID,
        token: Token,
        who: Annotated[Actor, Depends(receiver)],
        act: Annotated[Act, Depends(door.act)],
    ) -> ScannedIn:
        state = await door.load(histories.consignment, consignment_id)
        visible(who, state)
        command = ScanIn(consignment_id=consignment_id, body=who.body, token_serial=token.token_serial, at=act.at)
        return await settled(act, command, state)

    return router


async def settled(act: Act, command: ScanIn, state: State) -> ScannedIn:
    """Stores what the scan came to; a key that is set apart is stored too, and told as a problem, now and whenever it is repeated."""
    number = number_of(command.token_serial, state)
    apart = problem.refused(unexpected_key())
    if number is None:
        await act(command, answer=apart.body(), status=apart.status)
        raise apart
    answer = ScannedIn(number=number)
    outcome = await act(command, answer=answer)
    if any(isinstance(event, UnexpectedKeyScanned) for event in outcome.events):
        raise apart
    return answer


def number_of(token_serial: str, state: State) -> str | None:
    """The application number of this token's key, None for one that will be set apart."""
    if isinstance(state, Unheard):
        return None
    if isinstance(state, WrittenOff) and token_serial in {c.token_serial for c in state.missing}:
        return None
    return next((c.application_number for c in state.expected.contents if c.token_serial == token_serial), None)


def visible(who: Actor, state: State) -> ConsignmentExpected:
    """A parcel for the receiver's body, or any for the provider who sent it. Raises Problem 404 otherwise."""
    if isinstance(state, Unheard):
        raise problem.not_found()
    if "receiver" in who.roles and state.expected.body != who.body:
        raise problem.not_found()
    return state.expected


def shown(row: ParcelRow) -> ParcelAnswer:
    """Only the keys that can be scanned in: the others' dispatch is heard in a moment."""
    listed = [key for key in row.keys if key.token_serial in row.dispatched]
    return ParcelAnswer(
        consignment_id=row.consignment_id,
        body=row.body,
        waybill=row.waybill,
        dispatched_at=row.dispatched_at,
        received_at=row.received_at,
        state=row.state,
        missing=list(row.missing),
        keys=[
            ParcelKeyAnswer(number=k.application_number, token_serial=k.token_serial, received_at=k.received_at) for k in listed
        ],
    )
