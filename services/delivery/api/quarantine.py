"""What becomes of a key that a body found and should not have? Two persons send it on or destroy it."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, ConfigDict, Field

from chassis import problem
from chassis.actor import Actor
from chassis.door import Act, Door
from services.delivery.commands.quarantine import ConfirmDisposal, ProposeDisposal
from services.delivery.decider.quarantine import Free, Quarantined
from services.delivery.ports import Histories
from services.delivery.projections import QuarantineRow, quarantine
from services.delivery.values import Disposal, DisposalAction

Serial = Annotated[str, Path(max_length=80, description="介质序列号 / token serial")]


class Wish(BaseModel):
    """`body` and `waybill`: where a rerouted key goes, and by which waybill; left empty to destroy it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    action: DisposalAction
    body: str = Field(default="", pattern=r"^[A-Z0-9]{0,16}$")
    waybill: str = Field(default="", pattern=r"^[A-Za-z0-9-]{0,40}$")


class Line(BaseModel):
    """One key kept apart; `action` is what was proposed, or done."""

    token_serial: str
    written_off: bool
    state: Literal["quarantined", "rerouted", "destroyed"]
    since: datetime
    action: DisposalAction | None
    to_body: str


class Step(BaseModel):
    token_serial: str
    state: Literal["proposed", "done"]


def routes(door: Door, histories: Histories) -> APIRouter:
    router = APIRouter(tags=["隔离 / quarantine"])
    keeper = Depends(door.staff("receiver", "supervisor"))

    async def kept(serial: str, who: Actor) -> None:
        state = await door.load(histories.quarantine, histories.quarantine_stream(serial))
        if isinstance(state, Free) or (isinstance(state, Quarantined) and state.body != who.body):
            raise problem.not_found()

    @router.get("/quarantine", summary="本机构隔离的钥匙 / keys that my body keeps apart")
    async def listed(who: Annotated[Actor, keeper]) -> list[Line]:
        return [line(row) for row in await door.find(quarantine, tags=[f"body:{who.body}"])]

    @router.post("/quarantine/{token_serial}/disposal", summary="提出处置 / propose what becomes of it")
    async def propose(
        token_serial: Serial, wish: Wish, who: Annotated[Actor, keeper], act: Annotated[Act, Depends(door.act)]
    ) -> Step:
        await kept(token_serial, who)
        answer = Step(token_serial=token_serial, state="proposed")
        command = ProposeDisposal(
            token_serial=token_serial, body=who.body, disposal=wanted(wish), person_id=person(who), at=act.at
        )
        await act(command, answer=answer)
        return answer

    @router.post("/quarantine/{token_serial}/disposal/confirm", summary="确认处置（另一人） / do it (another person)")
    async def confirm(token_serial: Serial, who: Annotated[Actor, keeper], act: Annotated[Act, Depends(door.act)]) -> Step:
        await kept(token_serial, who)
        answer = Step(token_serial=token_serial, state="done")
        command = ConfirmDisposal(token_serial=token_serial, body=who.body, person_id=person(who), at=act.at)
        await act(command, answer=answer)
        return answer

    return router


def wanted(wish: Wish) -> Disposal:
    """Raises Problem 422 where a rerouted key has no body to go to, or a destroyed one has."""
    if (wish.action == "reroute") != bool(wish.body and wish.waybill):
        raise problem.invalid([to_whom()])
    return Disposal(action=wish.action, body=wish.body, waybill=wish.waybill)


def to_whom() -> problem.FieldProblem:
    return problem.FieldProblem(
        field="body",
        code="body_and_waybill",
        zh="转寄须填写接收机构和运单号，销毁则不填",
        en="name body and waybill to reroute a key, and neither to destroy it",
    )


def person(who: Actor) -> UUID:
    """Raises Problem 403 where nobody knows who it is."""
    if who.person_id is None:
        raise problem.forbidden()
    return who.person_id


def line(row: QuarantineRow) -> Line:
    return Line(
        token_serial=row.token_serial,
        written_off=row.written_off,
        state=row.state,
        since=row.since,
        action=row.disposal.action if row.disposal else None,
        to_body=row.disposal.body if row.disposal else "",
    )
