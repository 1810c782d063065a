"""Who appoints staff, and who sees the list?"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends

from chassis.actor import Actor
from chassis.door import Act, Door
from chassis.problem import FieldProblem
from services.registration.adapters.identities import address_id, person_id
from services.registration.adapters.seed import staff_id
from services.registration.api.checks import email_findings, password_findings, refuse, text_findings
from services.registration.api.forms import Appointed, StaffEntry, StaffForm
from services.registration.commands import AppointStaff
from services.registration.ports import Bodies
from services.registration.projections import StaffRow, staff_list
from services.registration.values import BodyKind, Closing, EmailAddress, PersonId, StaffId, User


async def appoint(door: Door, bodies: Bodies, form: StaffForm, act: Act) -> Appointed:
    """The number tells the person: one person may have accounts at several bodies, each under an address of its own."""
    refuse(
        body_findings(bodies.kind_of(form.body)),
        closing_findings(bodies.closing(form.body), act.at),
        text_findings(user_name=form.user_name, id_number=form.id_number),
        email_findings(form.email),
        password_findings(form.password),
    )
    keyed, email = door.doors.keyed, form.email.strip()
    answer = Appointed(staff_id=staff_id(keyed, email), person_id=person_id(keyed, form.id_number))
    user = User(
        user_name=form.user_name.strip(),
        email=EmailAddress(email),
        password_hash=await door.doors.hasher.hash(form.password),
    )
    await act(
        AppointStaff(
            staff_id=StaffId(answer.staff_id),
            person_id=PersonId(answer.person_id),
            user=user,
            body=form.body,
            body_kind=bodies.kind_of(form.body) or "issuing",
            roles=tuple(form.roles),
            address_id=address_id(keyed, email),
            at=act.at,
        ),
        answer=answer,
    )
    return answer


def body_findings(kind: BodyKind | None) -> Sequence[FieldProblem]:
    if kind is not None:
        return []
    return [FieldProblem(field="body", code="unknown_body", zh="没有这个机构", en="there is no such body")]


def closing_findings(closing: Closing | None, at: datetime) -> Sequence[FieldProblem]:
    """Nobody begins to serve where nobody serves any more."""
    if closing is None or at < closing.at:
        return []
    return [FieldProblem(field="body", code="body_closed", zh="该机构已停止办理", en="this body has closed")]


async def listed(door: Door, who: Actor) -> list[StaffEntry]:
    """All of them for the operator; a supervisor sees their own body's."""
    tags = [] if "operator" in who.roles else [f"body:{who.body}"]
    return [entry(row) for row in await door.find(staff_list, tags=tags, limit=1000)]


def entry(row: StaffRow) -> StaffEntry:
    return StaffEntry(
        staff_id=row.staff_id,
        person_id=row.person_id,
        body=row.body,
        roles=list(row.roles),
        appointed_at=row.appointed_at,
    )


def staff(door: Door, bodies: Bodies) -> APIRouter:
    """The routes of staff."""
    router = APIRouter(tags=["staff"])

    @router.post("/staff", status_code=201, summary="任命工作人员 / Appoint a member of staff")
    async def post(
        form: StaffForm, act: Annotated[Act, Depends(door.act)], who: Annotated[Actor, Depends(door.staff("operator"))]
    ) -> Appointed:
        return await appoint(door, bodies, form, act)

    @router.get("/staff", summary="工作人员名单 / The staff")
    async def get(who: Annotated[Actor, Depends(door.staff("operator", "supervisor"))]) -> list[StaffEntry]:
        return await listed(door, who)

    return router
