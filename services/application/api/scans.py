"""How do scans get into their slots, and when are they handed in?"""

from typing import Annotated

from fastapi import APIRouter, Depends, UploadFile

from chassis import problem
from chassis.actor import Actor
from chassis.door import Act
from chassis.problem import FieldProblem, Problem
from services.application.api.counter import Counter, Number, named
from services.application.api.shapes import ConfirmUploadBody, Round, Upload
from services.application.api.views import uploads_of
from services.application.commands.case import ConfirmUpload, UploadScan
from services.application.decider.case.faults import upload_faults
from services.application.decider.case.requirements import flags_of, open_slots
from services.application.decider.case.scanning import scan_of
from services.application.decider.case.states import AtDesk, Correcting, Dossier, Uploading, unfit
from services.application.ports import Examined, Unacceptable
from services.application.values.codes import Slot
from services.application.values.form import PickUpPoint


def routes(counter: Counter) -> APIRouter:
    router = APIRouter(tags=["扫描件 / scans"])
    door = counter.door

    @router.put("/cases/{number}/scans/{slot}", summary="上传 / Upload")
    async def upload(
        number: Number,
        slot: Slot,
        file: UploadFile,
        act: Annotated[Act, Depends(door.act)],
        who: Annotated[Actor, Depends(door.enterprise)],
    ) -> Upload:
        state, at = await counter.own_case(number, who), act.at
        if not isinstance(state, Uploading | Correcting):
            raise problem.refused(unfit(state))
        dossier = state.dossier
        if dossier.filled is None or slot not in open_slots(dossier, dossier.rules or counter.rules(at)):
            raise slot_not_open()
        content = await file.read()
        scan = await examined(counter, content, dossier, slot)
        person = dossier.filled.authorised_user_id
        wish = UploadScan(
            case_id=dossier.opened.case_id,
            slot=slot,
            format=scan.format,
            size=scan.size,
            width=scan.width,
            height=scan.height,
            address=await counter.doors.files.put(content, person=str(person)),
            person_id=person,
            fingerprint=counter.fingerprint(dossier.opened.case_id, scan.sha256.encode()),
            shown=scan.shown,
            at=at,
        )
        answer = Upload(slot=slot, format=scan.format, size=scan.size, flags=list(flags_of(dossier, scan_of(wish, dossier))))
        await act(wish, answer=answer)
        return answer

    @router.get("/cases/{number}/scans", summary="已上传的扫描件 / what was uploaded")
    async def list_scans(number: Number, who: Annotated[Actor, Depends(door.enterprise)]) -> list[Upload]:
        return uploads_of((await counter.own_case(number, who)).dossier)

    @router.post("/cases/{number}/confirm-upload", summary="确认上传 / Confirm Upload")
    async def confirm_upload(
        number: Number,
        body: ConfirmUploadBody,
        act: Annotated[Act, Depends(door.act)],
        who: Annotated[Actor, Depends(door.enterprise)],
    ) -> Round:
        state, at = await counter.own_case(number, who), act.at
        dossier, rules = state.dossier, counter.rules(at)
        attested = body.scanned_from_originals and body.correct
        if isinstance(state, Uploading | Correcting) and attested and (faults := upload_faults(dossier, rules)):
            raise Problem(
                409,
                faults[0].code,
                zh="；".join(f.zh for f in faults),
                en="; ".join(f.en for f in faults),
                errors=named(faults),
            )
        answer = Round(round=dossier.round if isinstance(state, AtDesk) else dossier.round + 1)
        wish = ConfirmUpload(
            case_id=dossier.opened.case_id,
            scanned_from_originals=body.scanned_from_originals,
            correct=body.correct,
            rules=rules,
            pick_up_point=pick_up_point(counter, dossier),
            users=(who.person_id,) if who.person_id else (),
            at=at,
        )
        await act(wish, answer=answer)
        return answer

    return router


def slot_not_open() -> Problem:
    """This slot is not asked for now."""
    return Problem(409, "slot_not_open", zh="此项目前无需上传", en="nothing is to be uploaded here now")


async def examined(counter: Counter, content: bytes, dossier: Dossier, slot: Slot) -> Examined:
    """The scan, judged by its bytes. Raises Problem 422 with the reason."""
    rules = dossier.pinned or dossier.rules or counter.rules(counter.doors.clock.now())
    try:
        return await counter.outside.examiner.examine(content, size_below=rules.scan_size_below)
    except Unacceptable as fault:
        error = FieldProblem(field=f"slot:{slot}", code=fault.code, zh=fault.zh, en=fault.en)
        raise Problem(422, fault.code, zh=fault.zh, en=fault.en, errors=[error]) from fault


def pick_up_point(counter: Counter, dossier: Dossier) -> PickUpPoint:
    """Where the key of this case will be collected: the issuing body's pick-up point, or the body itself."""
    code = dossier.filled.issuing_body if dossier.filled else ""
    body = counter.outside.bodies.find(code)
    if body is None:
        return PickUpPoint(name_zh=code, name_en=code, address_zh="", address_en="")
    return body.pick_up or PickUpPoint(name_zh=body.zh, name_en=body.en, address_zh="", address_en="")
