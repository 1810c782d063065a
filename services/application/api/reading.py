"""Who reads a form or a scan? Its applicant, and the desk whose turn it is or was; staff's reading is recorded."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from chassis import problem
from chassis.actor import Actor
from chassis.door import Act
from services.application.api.counter import Counter, Number, Page
from services.application.api.shapes import FormView
from services.application.api.views import filed_view, form_view
from services.application.commands.reading import RecordFormRead, RecordScanRead
from services.application.decider.case.sight import filed_for, of_ones_own_body
from services.application.decider.case.states import Filed, Known
from services.application.events.case import ScanUploaded
from services.application.values.codes import Slot


def routes(counter: Counter) -> APIRouter:
    router = APIRouter(tags=["阅览 / reading"])
    door = counter.door

    @router.get("/cases/{number}/form", summary="查看表格 / read the form")
    async def read_form(
        number: Number, act: Annotated[Act, Depends(door.act)], who: Annotated[Actor, Depends(door.caller)]
    ) -> FormView:
        if who.kind == "enterprise":
            own = form_view((await counter.own_case(number, who)).dossier)
            if own is None:
                raise problem.not_found()
            return own
        state = await counter.any_case(number)
        filed = seen(counter, who, state)
        await act(
            RecordFormRead(
                read_id=counter.doors.chance.uuid(), case_id=state.dossier.opened.case_id, round=filed.round, at=act.at
            )
        )
        return filed_view(state.dossier, filed)

    @router.get(
        "/cases/{number}/scans/{slot}",
        summary="查看扫描件 / read a scan",
        response_class=Response,
        responses={200: {"content": {"image/jpeg": {}, "image/png": {}}}},
    )
    async def read_scan(
        *,
        number: Number,
        slot: Slot,
        response: Response,
        act: Annotated[Act, Depends(door.act)],
        who: Annotated[Actor, Depends(door.caller)],
        page: Page = 1,
    ) -> Response:
        if who.kind == "enterprise":
            own = (await counter.own_case(number, who)).dossier.scan_in(slot, page)
            return await picture(counter, own, response)
        state = await counter.any_case(number)
        filed = seen(counter, who, state)
        scan = next((found for found in filed.scans if (found.slot, found.page) == (slot, page)), None)
        if scan is not None:
            await act(
                RecordScanRead(
                    read_id=counter.doors.chance.uuid(),
                    case_id=state.dossier.opened.case_id,
                    round=filed.round,
                    slot=slot,
                    page=page,
                    at=act.at,
                )
            )
        return await picture(counter, scan, response)

    return router


def seen(counter: Counter, who: Actor, state: Known) -> Filed:
    """The round that this desk may read; 403 for another role of a body that has or had the case, else 404."""
    filed = filed_for(who, state) if who.kind == "staff" else None
    if filed is not None:
        return filed
    if who.kind == "staff" and (of_ones_own_body(who, state) or of_the_provider(counter, who, state)):
        raise problem.forbidden()
    raise problem.not_found()


def of_the_provider(counter: Counter, who: Actor, state: Known) -> bool:
    """Whether the case ever came to the body of this member of staff, the key service provider."""
    body = counter.outside.bodies.find(who.body)
    return body is not None and body.kind == "provider" and state.dossier.verified is not None


async def picture(counter: Counter, scan: ScanUploaded | None, response: Response) -> Response:
    """The bytes as received; 404 where there are none, or none any more."""
    content = await counter.doors.files.get(scan.address, person=str(scan.person_id)) if scan else None
    if scan is None or content is None:
        raise problem.not_found()
    told = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(content, media_type=f"image/{scan.format}", headers=dict(response.headers) | told)
