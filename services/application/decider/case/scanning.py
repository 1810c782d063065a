"""When does a scan count, and when do the materials go to the desks?"""

from collections.abc import Sequence
from dataclasses import replace

from chassis.decider import Refused
from services.application.commands.case import ConfirmUpload, ScanCommand, UploadScan
from services.application.decider.case.faults import upload_faults
from services.application.decider.case.items import items_of
from services.application.decider.case.requirements import flags_of, next_page, open_slots
from services.application.decider.case.states import (
    AtDesk,
    Completed,
    Confirmed,
    Correcting,
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
from services.application.events.case import CaseEvent, MaterialsConfirmed, ScanUploaded
from services.application.policies.rules import Rules, pages_allowed
from services.application.values.codes import SLOT_TEXT, Slot


def decide(command: ScanCommand, state: State) -> Sequence[CaseEvent]:
    """The table of uploading and confirming."""
    match command, state:
        case UploadScan(), Uploading() | Correcting():
            return upload(command, state.dossier)
        case ConfirmUpload(), Uploading() | Correcting():
            return [confirm(command, state.dossier)]
        case ConfirmUpload(), AtDesk():
            return []
        case UploadScan(), AtDesk():
            raise unfit(state)
        case UploadScan() | ConfirmUpload(), NotOpened() | Draft() | Confirmed():
            raise unfit(state)
        case UploadScan() | ConfirmUpload(), Withdrawing() | Produced() | Completed() | Ended():
            raise unfit(state)


def upload(command: UploadScan, dossier: Dossier) -> Sequence[CaseEvent]:
    """ "Upload": the last scan of a slot counts; flags are pointed out, nothing of them refuses (`docs/domain.md §3`)."""
    if dossier.rules is None or command.slot not in open_slots(dossier, dossier.rules):
        text = SLOT_TEXT[command.slot]
        raise Refused("slot_not_open", zh=f"此项目前无需上传：{text.zh}", en=f"nothing is to be uploaded here now: {text.en}")
    check_page(command.slot, command.page, dossier, dossier.pinned or dossier.rules)
    scan = scan_of(command, dossier)
    before = dossier.scan_in(command.slot, command.page)
    if before is not None and _repeats(before, scan):
        return []
    return [replace(scan, flags=flags_of(dossier, scan))]


def check_page(slot: Slot, page: int, dossier: Dossier, rules: Rules) -> None:
    """Pages come one after the other, as many as the slot takes. Raises Refused."""
    most = pages_allowed(rules, slot)
    if not 1 <= page <= most:
        raise Refused("too_many_pages", zh=f"此项最多 {most} 张图像", en=f"at most {most} images belong here")
    if page > (following := next_page(dossier, slot)):
        raise Refused("page_missing", zh=f"请先上传第 {following} 页", en=f"upload page {following} first")


def scan_of(command: UploadScan, dossier: Dossier) -> ScanUploaded:
    """The upload as it would lie in its slot, for the coming round."""
    return ScanUploaded(
        case_id=command.case_id,
        slot=command.slot,
        format=command.format,
        size=command.size,
        width=command.width,
        height=command.height,
        address=command.address,
        person_id=command.person_id,
        fingerprint=command.fingerprint,
        shown=command.shown,
        flags=(),
        revision=dossier.revision,
        round=dossier.round + 1,
        uploaded_at=command.at,
        page=command.page,
    )


def _repeats(before: ScanUploaded, now: ScanUploaded) -> bool:
    return (before.fingerprint, before.revision, before.round) == (now.fingerprint, now.revision, now.round)


def confirm(command: ConfirmUpload, dossier: Dossier) -> MaterialsConfirmed:
    """ "Confirm Upload": both statements, every required slot, current revision, requirements as shown; the clock starts."""
    if not (command.scanned_from_originals and command.correct):
        raise Refused(
            "not_attested",
            zh="请声明材料由原件扫描且内容正确",
            en="state that the materials are scanned from originals and correct",
        )
    filled, login = dossier.filled, dossier.login
    if filled is None or login is None:
        raise Refused("incomplete", zh="表格尚未填写", en="the form is not filled in")
    if faults := upload_faults(dossier, command.rules):
        raise Refused(faults[0].code, zh="；".join(f.zh for f in faults), en="; ".join(f.en for f in faults))
    rules = dossier.pinned or command.rules
    opened = dossier.opened
    persons = (filled.authorised_user_id, filled.legal_representative_id, *command.users, opened.applicant_id)
    return MaterialsConfirmed(
        case_id=command.case_id,
        application_number=opened.application_number,
        account_id=opened.account_id,
        enterprise_name=opened.enterprise_name,
        credit_code=opened.credit_code,
        kind=opened.kind,
        round=dossier.round + 1,
        revision=dossier.revision,
        issuing_body=command.issuing_body,
        pick_up_point=command.pick_up_point,
        preference=filled.preference,
        licence_kinds=filled.licence_kinds,
        login_name=login.name,
        items=items_of(dossier, filled, login, rules),
        enterprise_persons=tuple(dict.fromkeys(persons)),
        rules=rules,
        earlier_key=opened.earlier.key if opened.earlier else "",
        loss=opened.loss,
        confirmed_at=command.at,
    )
