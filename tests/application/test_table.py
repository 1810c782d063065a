"""What does every wish come to in every state? One table: `+` something happens, `.` nothing, `x` refused because of the state."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from chassis.aggregate import members
from chassis.decider import Refused
from services.application.commands.case import (
    AbandonCase,
    AssignLoginName,
    CaseCommand,
    ChangeIssuingBody,
    CompleteCase,
    DeclineWithdrawal,
    DownloadDocument,
    EndCertificate,
    EndUnclaimed,
    EndWithdrawn,
    KeepDocument,
    LapseCase,
    LoseKey,
    RefuseCase,
    ReopenForm,
    ShowRequirements,
    SpoilAttempt,
)
from services.application.decider.case import case
from services.application.decider.case.states import State
from services.application.events.case import CaseEvent
from tests.application.cast import (
    account_id,
    after,
    case_id,
    confirm_submission,
    confirm_upload,
    enter,
    fill_in,
    form,
    monday,
    open_draft,
    rules,
    serial,
    tuesday,
    upload,
)
from tests.application.histories import (
    approve,
    complete,
    confirmed,
    draft,
    failed,
    filled,
    pass_verification,
    produced,
    producing,
    record_issue,
    request_withdrawal,
    reviewing,
    uploading,
    verifying,
    withdrawing,
    withdrawn,
)

later = tuesday + timedelta(days=100)
lapse = LapseCase(case_id=case_id, untouched=timedelta(days=90), uncorrected=timedelta(days=30), at=later)
refuse = RefuseCase(case_id=case_id, stage="verification", round=1, reason_code="forged", at=tuesday)
unclaim = EndUnclaimed(case_id=case_id, certificate_serial=serial, at=tuesday)
receipt = CompleteCase(case_id=case_id, certificate_serial=serial, at=tuesday)

STATES: Mapping[str, tuple[CaseEvent, ...]] = {
    "not opened": (),
    "empty draft": draft,
    "filled draft": filled,
    "confirmed": confirmed,
    "uploading": complete,
    "correcting": after(failed("slot:id_card_back"), upload("id_card_back", picture="new"), start=verifying),
    "verifying": verifying,
    "reviewing": reviewing,
    "producing": producing,
    "withdrawing": withdrawing,
    "withdrawing, issued": after(request_withdrawal, record_issue, start=producing),
    "produced": produced,
    "completed": after(receipt, start=produced),
    "withdrawn": withdrawn,
    "lapsed": after(lapse, start=uploading),
    "refused": after(refuse, start=verifying),
    "unclaimed": after(unclaim, start=produced),
}
COMMANDS: tuple[CaseCommand, ...] = (
    open_draft,
    fill_in(replace(form, licence_kinds=("import",))),
    AssignLoginName(case_id=case_id, login_name="ek00000001", fingerprint="n1", at=monday),
    replace(enter, registered_to=""),
    ShowRequirements(case_id=case_id, rules=rules("2024"), at=monday),
    confirm_submission,
    KeepDocument(
        case_id=case_id, revision=1, document="application_form", address="at/1", person_id=account_id, mark="m", at=monday
    ),
    DownloadDocument(case_id=case_id, revision=1, document="application_form", at=monday),
    ReopenForm(case_id=case_id, at=monday),
    upload("id_card_back", picture="another"),
    confirm_upload,
    request_withdrawal,
    pass_verification,
    failed("slot:id_card_back"),
    approve,
    record_issue,
    receipt,
    ChangeIssuingBody(case_id=case_id, former_body="ZJ", body="NB", at=tuesday),
    EndWithdrawn(case_id=case_id, at=tuesday),
    DeclineWithdrawal(case_id=case_id, at=tuesday),
    SpoilAttempt(case_id=case_id, attempt=1, at=tuesday),
    LoseKey(case_id=case_id, certificate_serial=serial, at=tuesday),
    EndCertificate(case_id=case_id, certificate_serial=serial, how="revoked", at=tuesday),
    lapse,
    refuse,
    unclaim,
    AbandonCase(case_id=case_id, at=tuesday),
)
TABLE = """
                     no ed fd cf up co ve re pr wi wk pk cd wd la rf un
OpenDraft            +  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
FillIn               x  +  +  x  x  x  x  x  x  x  x  x  x  x  x  x  x
AssignLoginName      x  +  .  x  x  x  x  x  x  x  x  x  x  x  x  x  x
EnterLoginName       x  x  x  x  x  x  x  x  x  x  x  x  x  x  x  x  x
ShowRequirements     x  .  .  +  +  .  .  .  .  .  .  .  .  .  .  .  .
ConfirmSubmission    x  x  +  .  .  x  x  x  x  x  x  x  x  x  x  x  x
KeepDocument         x  x  x  +  +  +  +  +  +  +  +  +  +  x  x  x  x
DownloadDocument     x  x  x  +  .  .  .  .  .  .  .  .  .  .  .  .  .
ReopenForm           x  .  .  +  +  x  x  x  x  x  x  x  x  x  x  x  x
UploadScan           x  x  x  x  +  +  x  x  x  x  x  x  x  x  x  x  x
ConfirmUpload        x  x  x  x  +  +  .  .  .  x  x  x  x  x  x  x  x
RequestWithdrawal    x  +  +  +  +  +  +  +  +  .  .  x  x  .  .  .  .
PassVerification     x  x  x  x  x  .  +  .  .  +  .  .  .  .  .  .  .
ReturnMaterials      x  x  x  x  x  .  +  +  +  +  +  .  .  .  .  .  .
ApproveCase          x  x  x  x  x  .  +  +  .  +  .  .  .  .  .  .  .
RecordIssue          x  x  x  x  x  x  +  +  +  +  .  .  .  x  x  x  .
CompleteCase         x  x  x  x  x  x  x  x  x  x  +  +  .  x  x  x  x
ChangeIssuingBody    x  .  +  +  +  +  +  +  +  +  +  +  .  .  .  .  .
EndWithdrawn         x  x  x  x  x  x  x  x  x  +  +  x  x  .  .  .  .
DeclineWithdrawal    x  x  x  x  x  x  x  x  x  x  +  .  .  x  x  x  x
SpoilAttempt         x  x  x  x  x  x  .  .  .  .  +  +  .  .  .  .  .
LoseKey              x  x  x  x  x  x  x  x  x  x  +  +  .  .  .  .  .
EndCertificate       x  x  x  x  x  x  .  .  .  .  +  +  +  .  .  .  .
LapseCase            x  +  +  +  +  +  .  .  .  .  .  .  .  .  .  .  .
RefuseCase           x  x  x  x  x  x  +  +  +  +  +  x  x  .  .  .  .
EndUnclaimed         x  x  x  x  x  x  x  x  x  x  +  +  x  .  .  .  .
AbandonCase          x  +  +  +  +  +  +  +  +  .  .  .  .  .  .  .  .
"""
ROWS = {name: cells for name, *cells in (line.split() for line in TABLE.strip().splitlines()[1:])}
PAIRS = [
    pytest.param(wish, history, sign, id=f"{type(wish).__name__} when {name}")
    for wish in COMMANDS
    for (name, history), sign in zip(STATES.items(), ROWS[type(wish).__name__], strict=True)
]


def outcome(wish: CaseCommand, history: tuple[CaseEvent, ...]) -> str:
    try:
        return "+" if case.decide(wish, case.fold(history)) else "."
    except Refused as refusal:
        assert refusal.zh
        assert refusal.en
        return "x"


def test_the_table_has_a_row_for_every_wish_and_a_column_for_every_state() -> None:
    assert set(ROWS) == {wish.__name__ for wish in members(CaseCommand)} == {type(wish).__name__ for wish in COMMANDS}
    assert {type(case.fold(history)) for history in STATES.values()} == set(members(State))


@pytest.mark.parametrize(("wish", "history", "sign"), PAIRS)
def test_each_pair_is_as_the_table_says(wish: CaseCommand, history: tuple[CaseEvent, ...], sign: str) -> None:
    assert outcome(wish, history) == sign


@pytest.mark.parametrize(("wish", "history", "sign"), [pair for pair in PAIRS if pair.values[2] == "+"])
def test_repeated_it_changes_nothing(wish: CaseCommand, history: tuple[CaseEvent, ...], sign: str) -> None:
    assert sign == "+"
    assert outcome(wish, after(wish, start=history)) == "."
