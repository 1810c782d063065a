"""How does an applicant get the documents to sign, and learn which originals are asked for?"""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from chassis import problem
from chassis.actor import Actor
from chassis.door import Act
from services.application.api.counter import Counter, Number
from services.application.api.shapes import Requirements
from services.application.api.views import person_of, requirements_view
from services.application.commands.case import DownloadDocument, KeepDocument, ShowRequirements
from services.application.decider.case.faults import requirements_changed
from services.application.decider.case.states import Draft, Ended, Known, unfit
from services.application.events.case import DocumentPrinted
from services.application.values.codes import Document


def routes(counter: Counter) -> APIRouter:
    router = APIRouter(tags=["文件 / documents"])
    door = counter.door

    @router.get(
        "/cases/{number}/documents/{document}",
        summary="点击这里将申请表保存到本地计算机 / Click here to save the application form to your local computer",
        response_class=Response,
        responses={200: {"content": {"application/pdf": {}}}},
    )
    async def download(
        number: Number,
        document: Document,
        response: Response,
        act: Annotated[Act, Depends(door.act)],
        who: Annotated[Actor, Depends(door.enterprise)],
    ) -> Response:
        state = await counter.own_case(number, who)
        if isinstance(state, Draft | Ended):
            raise problem.refused(unfit(state))
        dossier, at = state.dossier, act.at
        wishes: list[object] = []
        if dossier.printed_now(document) is None:
            wishes.append(await print_now(counter, state, document, act))
        wishes.append(DownloadDocument(case_id=dossier.opened.case_id, revision=dossier.revision, document=document, at=at))
        await act(*wishes)
        kept = (await counter.own_case(number, who)).dossier.printed_now(document)
        return await pdf(counter, kept, response)

    @router.get("/cases/{number}/requirements", summary="所需材料及理由 / which originals are asked for, and why")
    async def requirements(
        number: Number, act: Annotated[Act, Depends(door.act)], who: Annotated[Actor, Depends(door.enterprise)]
    ) -> Requirements:
        dossier = (await counter.own_case(number, who)).dossier
        rules = counter.rules(act.at, dossier)
        if dossier.pinned is None and requirements_changed(dossier, rules):
            await act(ShowRequirements(case_id=dossier.opened.case_id, rules=rules, at=act.at))
        return requirements_view(dossier, rules)

    return router


async def print_now(counter: Counter, state: Known, document: Document, act: Act) -> KeepDocument:
    """Print the frozen revision; whoever stores first decides which bytes are kept."""
    dossier = state.dossier
    if dossier.filled is None or dossier.submitted is None:
        raise problem.refused(unfit(state))
    printed = await counter.outside.printer.print(document, dossier, dossier.submitted.confirmed_at)
    person = person_of(document, dossier.filled)
    return KeepDocument(
        case_id=dossier.opened.case_id,
        revision=dossier.revision,
        document=document,
        address=await counter.doors.files.put(printed.content, person=str(person)),
        person_id=person,
        mark=printed.mark,
        at=act.at,
    )


async def pdf(counter: Counter, kept: DocumentPrinted | None, response: Response) -> Response:
    """The kept bytes; 404 once the person was erased."""
    content = await counter.doors.files.get(kept.address, person=str(kept.person_id)) if kept else None
    if kept is None or content is None:
        raise problem.not_found()
    told = {"Content-Disposition": f'attachment; filename="{kept.document}-{kept.revision}.pdf"', "Cache-Control": "no-store"}
    return Response(content, media_type="application/pdf", headers=dict(response.headers) | told)
