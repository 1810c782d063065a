"""What may be written into an application, and which login name may it have?"""

from collections.abc import Sequence

from chassis.decider import Refused
from services.application.commands.case import AssignLoginName, EnterLoginName, FillIn, FormCommand, OpenDraft
from services.application.decider.case import naming
from services.application.decider.case.reopening import check_open
from services.application.decider.case.states import (
    AtDesk,
    Completed,
    Confirmed,
    Correcting,
    Correction,
    Dossier,
    Draft,
    Ended,
    NotOpened,
    Produced,
    State,
    Uploading,
    Withdrawing,
    unfit,
)
from services.application.events.case import (
    CaseEvent,
    DraftOpened,
    FormFilled,
)
from services.application.values.codes import KIND_TEXT, OFFERED_KINDS, Section
from services.application.values.validation import errors


def decide(command: FormCommand, state: State) -> Sequence[CaseEvent]:
    """The table of opening, filling in and naming."""
    match command, state:
        case OpenDraft(), NotOpened():
            return [open_draft(command)]
        case OpenDraft(), Draft() | Confirmed() | Uploading() | Correcting() | AtDesk() | Withdrawing():
            return reopen_draft(command, state.dossier)
        case OpenDraft(), Produced() | Completed() | Ended():
            return reopen_draft(command, state.dossier)
        case FillIn(), Draft():
            return fill_in(command, state.dossier)
        case AssignLoginName(), Draft():
            return naming.assign(command, state.dossier)
        case EnterLoginName(), Draft():
            return naming.enter(command, state.dossier)
        case FillIn() | AssignLoginName() | EnterLoginName(), NotOpened() | Confirmed() | Uploading() | Correcting() | AtDesk():
            raise unfit(state)
        case FillIn() | AssignLoginName() | EnterLoginName(), Withdrawing() | Produced() | Completed() | Ended():
            raise unfit(state)


def open_draft(command: OpenDraft) -> DraftOpened:
    """Begin; the kind is fixed from here on (`docs/domain.md §2`)."""
    if command.kind not in OFFERED_KINDS:
        text = KIND_TEXT[command.kind]
        raise Refused("kind_not_offered", zh=f"暂不受理：{text.zh}", en=f"not offered yet: {text.en}")
    if command.kind in {"additional", "reissue"} and not command.reason.strip():
        raise Refused("reason_missing", zh="请说明理由", en="a reason is needed")
    if command.kind == "reissue":
        _check_reissue(command)
    elif command.earlier is not None or command.loss is not None:
        raise Refused("no_earlier_key_asked", zh="此类申请不涉及原钥匙", en="this kind of application names no earlier key")
    return DraftOpened(
        case_id=command.case_id,
        application_number=command.application_number,
        account_id=command.account_id,
        applicant_id=command.applicant_id,
        enterprise_name=command.enterprise_name,
        credit_code=command.credit_code,
        kind=command.kind,
        earlier=command.earlier,
        loss=command.loss,
        reason=command.reason,
        live_keys=command.live_keys,
        opened_at=command.at,
    )


def _check_reissue(command: OpenDraft) -> None:
    earlier = command.earlier
    if earlier is None or earlier.credit_code != command.credit_code:
        raise Refused("key_unknown", zh="贵企业没有这把钥匙", en="your enterprise has no such key")
    if command.loss is None:
        raise Refused("loss_missing", zh="请说明是遗失还是损坏", en="say whether the key is lost or damaged")
    if not earlier.live:
        raise Refused("key_ended", zh="该钥匙已失效，不能补发", en="that key has ended and cannot be reissued")
    if not earlier.received:
        raise Refused(
            "not_received", zh="该钥匙尚未签收，不能补发", en="that key was not received yet: report its loss in delivery"
        )


def reopen_draft(command: OpenDraft, dossier: Dossier) -> Sequence[CaseEvent]:
    """The same wish again is nothing; another under a number that is taken is refused."""
    if dossier.opened.account_id == command.account_id:
        return []
    raise Refused("number_taken", zh="申请编号已被使用", en="that application number is taken")


def fill_in(command: FillIn, dossier: Dossier) -> Sequence[CaseEvent]:
    """Write down the answers; in a correction only the failed sections may differ."""
    if wrong := errors(command.form, command.at.date()):
        raise Refused("invalid", zh=wrong[0].zh, en=f"{wrong[0].field}: {wrong[0].en}")
    filled = FormFilled(
        case_id=command.case_id,
        situation=command.form.situation,
        licence_kinds=command.form.licence_kinds,
        enterprise=command.form.enterprise,
        authorised_user=command.form.authorised_user,
        legal_representative_id=command.legal_representative_id,
        authorised_user_id=command.authorised_user_id,
        fingerprints=command.fingerprints,
        issuing_body=command.issuing_body,
        preference=command.preference,
        filled_at=command.at,
    )
    before = dossier.filled
    if before is not None and _same(before, filled):
        return []
    if before is not None and dossier.correction is not None:
        _check_correction(before, filled, dossier.correction)
    return [filled]


def _same(before: FormFilled, now: FormFilled) -> bool:
    unchanged = before.issuing_body == now.issuing_body and before.preference == now.preference
    return unchanged and not _changed_sections(before, now)


def _changed_sections(before: FormFilled, now: FormFilled) -> tuple[Section, ...]:
    old, new = before.fingerprints, now.fingerprints
    differs: dict[Section, bool] = {
        "situation": old.situation != new.situation,
        "licence_kinds": old.licence_kinds != new.licence_kinds,
        "enterprise": old.enterprise != new.enterprise,
        "authorised_user": old.authorised_user != new.authorised_user,
    }
    return tuple(section for section, changed in differs.items() if changed)


def _check_correction(before: FormFilled, now: FormFilled, correction: Correction) -> None:
    for section in _changed_sections(before, now):
        check_open(section, correction)
    if before.issuing_body != now.issuing_body:
        raise Refused("body_is_fixed", zh="提交后不能更换发证机构", en="the issuing body cannot be changed after Confirm Upload")
