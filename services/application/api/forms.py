"""How is the form filled in, named, checked, frozen and opened again?"""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from chassis import problem
from chassis.actor import Actor
from chassis.door import Act
from chassis.keyed import normal
from chassis.problem import FieldProblem
from services.application.api.counter import Counter, Number, day_of, named
from services.application.api.shapes import (
    Check,
    Fee,
    FormBody,
    FormSaved,
    Revision,
    Warned,
)
from services.application.api.views import form_view, requirements_view
from services.application.commands.case import (
    ConfirmSubmission,
    FillIn,
    ReopenForm,
)
from services.application.decider.case.faults import submission_faults
from services.application.decider.case.states import Dossier, Draft
from services.application.ports import CannotPrint
from services.application.values.codes import DOCUMENTS
from services.application.values.form import AuthorisedUser, Enterprise, Fingerprints, Form, Situation
from services.application.values.identifiers import division_of
from services.application.values.validation import Finding, errors, warnings


def routes(counter: Counter) -> APIRouter:
    router = APIRouter(tags=["表格 / form"])
    door = counter.door

    @router.put("/cases/{number}/form", summary="填写表格 / fill in the form")
    async def fill_in(
        number: Number,
        body: FormBody,
        act: Annotated[Act, Depends(door.act)],
        who: Annotated[Actor, Depends(door.enterprise)],
    ) -> FormSaved:
        dossier = (await counter.own_case(number, who)).dossier
        form, at = form_of(body), act.at
        issuing_body = serving_body(counter, body, dossier, day_of(at))
        answer = FormSaved(
            warnings=[Warned(field=w.field, code=w.code, zh=w.zh, en=w.en) for w in warnings(form, day_of(at))],
            issuing_body=issuing_body,
        )
        wish = FillIn(
            case_id=dossier.opened.case_id,
            form=form,
            legal_representative_id=legal_representative_of(counter, form, dossier),
            authorised_user_id=counter.person(form.authorised_user.id_number),
            fingerprints=fingerprints(counter, body, dossier),
            issuing_body=issuing_body,
            preference=body.preference,
            at=at,
        )
        await act(wish, answer=answer)
        return answer

    @router.get("/cases/{number}/check", summary="核对填写内容 / check your answers")
    async def check(number: Number, who: Annotated[Actor, Depends(door.enterprise)]) -> Check:
        dossier = (await counter.own_case(number, who)).dossier
        at = counter.doors.clock.now()
        faults = submission_faults(dossier)
        return Check(
            form=form_view(dossier),
            fee=fee(counter, dossier),
            requirements=requirements_view(dossier, counter.rules(at, dossier)),
            missing=[Warned(field=f.field, code=f.code, zh=f.zh, en=f.en) for f in faults],
        )

    @router.post("/cases/{number}/confirm-submission", summary="确认提交 / Confirm Submission")
    async def confirm_submission(
        number: Number, act: Annotated[Act, Depends(door.act)], who: Annotated[Actor, Depends(door.enterprise)]
    ) -> Revision:
        state, at = await counter.own_case(number, who), act.at
        dossier = state.dossier
        if isinstance(state, Draft):
            if faults := submission_faults(dossier):
                raise problem.invalid(named(faults))
            await try_printing(counter, dossier)
        answer = Revision(revision=dossier.revision)
        wish = ConfirmSubmission(
            case_id=dossier.opened.case_id,
            rules=counter.rules(at, dossier),
            issuing_body=counter.body_in_charge(dossier, at),
            live_keys=await counter.live_keys(dossier.opened.credit_code, at),
            at=at,
        )
        await act(wish, answer=answer)
        return answer

    @router.post("/cases/{number}/reopen", summary="重新打开表格 / reopen the form")
    async def reopen(
        number: Number, act: Annotated[Act, Depends(door.act)], who: Annotated[Actor, Depends(door.enterprise)]
    ) -> Revision:
        state = await counter.own_case(number, who)
        dossier = state.dossier
        answer = Revision(revision=dossier.revision if isinstance(state, Draft) else dossier.revision + 1)
        await act(ReopenForm(case_id=dossier.opened.case_id, at=act.at), answer=answer)
        return answer

    return router


def form_of(body: FormBody) -> Form:
    """The answers as values."""
    situation, enterprise, user = body.situation, body.enterprise, body.authorised_user
    return Form(
        situation=Situation(**situation.model_dump()),
        licence_kinds=tuple(body.licence_kinds),
        enterprise=Enterprise(**enterprise.model_dump()),
        authorised_user=AuthorisedUser(**user.model_dump()),
    )


def serving_body(counter: Counter, body: FormBody, dossier: Dossier, today: date) -> str:
    """The issuing body chosen, or the one in charge; from the first round on the one that has the case. Raises Problem 422 with every fault."""
    wrong = [field_problem(found) for found in errors(form_of(body), today)]
    serving = counter.outside.bodies.serving(division_of(dossier.opened.credit_code), today)
    bound = dossier.filled.issuing_body if dossier.filled and dossier.round else ""
    chosen = body.issuing_body or bound or (serving[0].code if serving else "")
    if chosen not in {found.code for found in serving} and chosen != bound:
        zh, en = "该机构不受理贵企业注册地的申请", "that body does not serve your registered address"
        wrong.append(FieldProblem(field="issuing_body", code="body_not_serving", zh=zh, en=en))
    if wrong:
        raise problem.invalid(wrong)
    return chosen


def field_problem(found: Finding) -> FieldProblem:
    """A finding as the door says it."""
    return FieldProblem(field=found.field, code=found.code, zh=found.zh, en=found.en)


def fingerprints(counter: Counter, body: FormBody, dossier: Dossier) -> Fingerprints:
    """One keyed hash for each section; the order in which licence kinds were ticked does not matter."""
    case_id = dossier.opened.case_id
    unsaid = None if body.enterprise.legal_representative_id_number else {"legal_representative_id_number"}
    return Fingerprints(
        situation=counter.fingerprint(case_id, b"situation" + body.situation.model_dump_json().encode()),
        licence_kinds=counter.fingerprint(case_id, b"licence_kinds|" + "|".join(sorted(body.licence_kinds)).encode()),
        enterprise=counter.fingerprint(case_id, b"enterprise" + body.enterprise.model_dump_json(exclude=unsaid).encode()),
        authorised_user=counter.fingerprint(case_id, b"authorised_user" + body.authorised_user.model_dump_json().encode()),
    )


def legal_representative_of(counter: Counter, form: Form, dossier: Dossier) -> UUID:
    """The person by their ID number; where none was given, the authorised user of the same name, else somebody of this enterprise only."""
    enterprise, user = form.enterprise, form.authorised_user
    if enterprise.legal_representative_id_number:
        return counter.person(enterprise.legal_representative_id_number)
    if normal(enterprise.legal_representative) == normal(user.name):
        return counter.person(user.id_number)
    return counter.person(f"{dossier.opened.credit_code}/{enterprise.legal_representative}")


def fee(counter: Counter, dossier: Dossier) -> Fee:
    """What the source says the application costs."""
    row = counter.policy(counter.doors.clock.now(), dossier).row(f"fee.{dossier.opened.kind}")
    return Fee(amount=str(row.value), unit=row.unit, clause=row.clause)


async def try_printing(counter: Counter, dossier: Dossier) -> None:
    """Say before the form is frozen what paper could not show. Raises Problem 422."""
    try:
        for document in DOCUMENTS:
            await counter.outside.printer.print(document, dossier, dossier.opened.opened_at)
    except CannotPrint as fault:
        raise problem.invalid([unprintable(fault)]) from fault


def unprintable(fault: CannotPrint) -> FieldProblem:
    """Which characters the fonts lack, or that the page is full."""
    if not fault.characters:
        return FieldProblem(field="form", code="overfull", zh="内容过长，一页打印不下", en="too long for one printed page")
    shown = " ".join(f"{character} (U+{ord(character):04X})" for character in fault.characters)
    return FieldProblem(
        field="form",
        code="unprintable",
        zh=f"以下字符需要更大的字库才能打印：{shown}",
        en=f"these characters need a bigger font to be printed: {shown}",
    )
