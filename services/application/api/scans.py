"""How do scans get into their slots, and when are they handed in?"""

from typing import Annotated

from fastapi import APIRouter, Depends, UploadFile

from chassis import problem
from chassis.actor import Actor
from chassis.decider import Refused
from chassis.door import Act
from chassis.problem import FieldProblem, Problem
from services.application.api.counter import Counter, Number, Page, named
from services.application.api.shapes import ConfirmUploadBody, Round, Upload
from services.application.api.views import person_of, uploads_of
from services.application.commands.case import ConfirmUpload, UploadScan
from services.application.decider.case.faults import upload_faults
from services.application.decider.case.requirements import flags_of, open_slots
from services.application.decider.case.scanning import check_page, scan_of
from services.application.decider.case.states import AtDesk, Correcting, Uploading, unfit
from services.application.policies.rules import Rules
from services.application.ports import Examined, Unacceptable
from services.application.values.codes import Slot
from services.application.values.form import PickUpPoint


def routes(counter: Counter) -> APIRouter:
    router = APIRouter(tags=["扫描件 / scans"])
    door = counter.door

    @router.put("/cases/{number}/scans/{slot}", summary="上传 / Upload")
    async def upload(
        *,
        number: Number,
        slot: Slot,
        file: UploadFile,
        act: Annotated[Act, Depends(door.act)],
        who: Annotated[Actor, Depends(door.enterprise)],
        page: Page = 1,
    ) -> Upload:
        state, at = await counter.own_case(number, who), act.at
        if not isinstance(state, Uploading | Correcting):
            raise problem.refused(unfit(state))
        dossier = state.dossier
        rules = dossier.pinned or dossier.rules or counter.rules(at, dossier)
        if dossier.filled is None or slot not in open_slots(dossier, rules):
            raise slot_not_open()
        try:
            check_page(slot, page, dossier, rules)
        except Refused as refusal:
            raise problem.refused(refusal) from refusal
        content = await file.read()
        scan = await examined(counter, content, rules, slot)
        person = person_of(slot, dossier.filled)
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
            page=page,
        )
        flags = list(flags_of(dossier, scan_of(wish, dossier)))
        answer = Upload(slot=slot, page=page, format=scan.format, size=scan.size, flags=flags)
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
        dossier, rules = state.dossier, counter.rules(at, state.dossier)
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
            issuing_body=counter.body_in_charge(dossier, at),
            pick_up_point=pick_up_point(counter, counter.body_in_charge(dossier, at)),
            users=(who.person_id,) if who.person_id else (),
            at=at,
        )
        await act(wish, answer=answer)
        return answer

    return router


def slot_not_open() -> Problem:
    """This slot is not asked for now."""
    return Problem(409, "slot_not_open", zh="此项目前无需上传", en="nothing is to be uploaded here now")


async def examined(counter: Counter, content: bytes, rules: Rules, slot: Slot) -> Examined:
    """The scan, judged by its bytes. Raises Problem 422 with the reason."""
    try:
        return await counter.outside.examiner.examine(content, size_below=rules.scan_size_below)
    except Unacceptable as fault:
        error = FieldProblem(field=f"slot:{slot}", code=fault.code, zh=fault.zh, en=fault.en)
        raise Problem(422, fault.code, zh=fault.zh, en=fault.en, errors=[error]) from fault


def pick_up_point(counter: Counter, code: str) -> PickUpPoint:
    """Where the keys of this issuing body are collected: its pick-up point, or the body itself."""
    body = counter.outside.bodies.find(code)
    if body is None:
        return PickUpPoint(name_zh=code, name_en=code, address_zh="", address_en="")
    return body.pick_up or PickUpPoint(name_zh=body.zh, name_en=body.en, address_zh="", address_en="")
