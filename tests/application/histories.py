"""How far has the case of the tests come? Histories to begin from, each one step longer."""

from services.application.commands.case import (
    ApproveCase,
    DownloadDocument,
    PassVerification,
    RecordIssue,
    RequestWithdrawal,
    ReturnMaterials,
)
from services.application.events.case import CaseEvent
from services.application.values.codes import Slot
from tests.application.cast import (
    DOCUMENTS,
    SIX,
    after,
    assign,
    case_id,
    confirm_submission,
    confirm_upload,
    electromechanical_form,
    enter,
    enter_old,
    fill_in,
    monday,
    open_draft,
    open_reissue,
    serial,
    tuesday,
    upload,
)

History = tuple[CaseEvent, ...]

pass_verification = PassVerification(case_id=case_id, round=1, at=tuesday)
approve = ApproveCase(case_id=case_id, round=1, at=tuesday)
record_issue = RecordIssue(case_id=case_id, certificate_serial=serial, login_name="ek00000001", expires_at=tuesday, at=tuesday)
request_withdrawal = RequestWithdrawal(case_id=case_id, at=tuesday)


def downloads(revision: int = 1) -> tuple[DownloadDocument, ...]:
    return tuple(DownloadDocument(case_id=case_id, revision=revision, document=document, at=monday) for document in DOCUMENTS)


def failed(*items: str, round: int = 1, stage: str = "verification") -> ReturnMaterials:
    return ReturnMaterials(
        case_id=case_id,
        stage="review" if stage == "review" else "verification",
        round=round,
        failed=items,
        at=tuesday,
    )


def uploads(*slots: Slot) -> tuple[object, ...]:
    return tuple(upload(slot) for slot in slots)


draft: History = after(open_draft)
filled = after(fill_in(), assign, start=draft)
confirmed = after(confirm_submission, start=filled)
uploading = after(*downloads(), start=confirmed)
complete = after(*uploads(*SIX), start=uploading)
verifying = after(confirm_upload, start=complete)
reviewing = after(pass_verification, start=verifying)
producing = after(approve, start=reviewing)
produced = after(record_issue, start=producing)
withdrawing = after(request_withdrawal, start=verifying)
withdrawn = after(request_withdrawal, start=complete)
reissue = after(open_reissue, fill_in(), enter_old, start=())
reissue_confirmed = after(confirm_submission, start=reissue)
adopted = after(open_draft, fill_in(electromechanical_form), enter)
