"""Who and what appears in the tests of application: one enterprise, its people, its way from a draft to a key."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

from chassis.policy import policy_book
from services.application.commands.case import (
    AssignLoginName,
    ConfirmSubmission,
    ConfirmUpload,
    EnterLoginName,
    FillIn,
    OpenDraft,
    UploadScan,
)
from services.application.decider.case import case
from services.application.events.case import CaseEvent
from services.application.policies.rules import Rules, rules_of
from services.application.values.codes import Document, LicenceKind, Slot
from services.application.values.form import (
    AuthorisedUser,
    EarlierKey,
    Enterprise,
    Fingerprints,
    Form,
    PickUpPoint,
    Shown,
    Situation,
)

POLICY = policy_book(Path(__file__).parents[2] / "contracts" / "policy.yaml")

monday = datetime(2026, 2, 9, 2, 0, tzinfo=UTC)
tuesday = monday + timedelta(days=1)

case_id = UUID(int=1)
other_case = UUID(int=2)
account_id = UUID(int=11)
other_account = UUID(int=12)
applicant = UUID(int=21)
handler = UUID(int=22)
boss = UUID(int=23)
number = "EK-7Q2M9XK4T0VB"
credit_code = "91330100MA0EXA015R"
serial = "5A01"

situation = Situation(
    registered_operator=True,
    electromechanical_importer=False,
    free_trade_zone=False,
    registered_with_local_commerce=False,
    foreign_invested_on_licence=False,
)
electromechanical = replace(situation, registered_operator=False, electromechanical_importer=True)
form = Form(
    situation=situation,
    licence_kinds=("automatic_import",),
    enterprise=Enterprise(
        name_zh="蓝鹭贸易有限公司", name_en="Blue Heron Trading", address="杭州市样本街15号", legal_representative="温如玉"
    ),
    authorised_user=AuthorisedUser(name="蓝晓鹭", id_type="resident_id", id_number="11010519491231002X", phone="13800000001"),
)
electromechanical_form = replace(form, situation=electromechanical, licence_kinds=("automatic_import_electromechanical",))
pick_up = PickUpPoint(name_zh="12号窗口", name_en="window 12", address_zh="杭州", address_en="Hangzhou")
lost_key = EarlierKey(
    key="K-11", credit_code=credit_code, login_name="srt01", state="active", expires_at=datetime(2027, 5, 6, tzinfo=UTC)
)


@cache
def rules(profile: str = "", on: datetime = monday) -> Rules:
    return rules_of(POLICY.in_force(on, profile))


def prints(of: Form) -> Fingerprints:
    """Not keyed here, but they change exactly when their section changes."""
    return Fingerprints(
        situation=hashed(of.situation),
        licence_kinds=hashed(of.licence_kinds),
        enterprise=hashed(of.enterprise),
        authorised_user=hashed(of.authorised_user),
    )


def hashed(section: object) -> str:
    return hashlib.sha256(str(section).encode()).hexdigest()


open_draft = OpenDraft(
    case_id=case_id,
    application_number=number,
    account_id=account_id,
    applicant_id=applicant,
    enterprise_name="Blue Heron Trading",
    credit_code=credit_code,
    kind="first",
    earlier=None,
    loss=None,
    reason="",
    live_keys=(),
    at=monday,
)
open_reissue = replace(open_draft, kind="reissue", earlier=lost_key, loss="lost", reason="lost on a journey", live_keys=("K-11",))
assign = AssignLoginName(case_id=case_id, login_name="ek00000001", fingerprint="n1", at=monday)
enter = EnterLoginName(
    case_id=case_id, login_name="lathe.spindle", fingerprint="n2", registered_to=credit_code, of_key="", at=monday
)
enter_old = replace(enter, login_name="srt01", registered_to="")
confirm_submission = ConfirmSubmission(case_id=case_id, rules=rules(), live_keys=(), issuing_body="ZJ", at=monday)
confirm_upload = ConfirmUpload(
    case_id=case_id,
    scanned_from_originals=True,
    correct=True,
    rules=rules(),
    issuing_body="ZJ",
    pick_up_point=pick_up,
    users=(applicant,),
    at=tuesday,
)

SIX: tuple[Slot, ...] = (
    "application_form",
    "business_licence",
    "signature_confirmation_letter",
    "operator_registration_form",
    "id_card_front",
    "id_card_back",
)


def fill_in(of: Form = form, **changes: object) -> FillIn:
    wish = FillIn(
        case_id=case_id,
        form=of,
        legal_representative_id=boss,
        authorised_user_id=handler,
        fingerprints=prints(of),
        issuing_body="ZJ",
        preference="collect",
        at=monday,
    )
    return replace(wish, **changes)


def upload(slot: Slot, *, revision: int | None = 1, picture: str = "", page: int = 1) -> UploadScan:
    """A scan; of a printed document it shows this revision (None: nothing can be read)."""
    printed = slot in {"application_form", "signature_confirmation_letter"} and revision is not None
    return UploadScan(
        case_id=case_id,
        slot=slot,
        format="jpeg",
        size=150_000,
        width=1200,
        height=1700,
        address=f"at/{slot}/{picture}",
        person_id=handler,
        fingerprint=picture or f"picture of {slot}",
        shown=(Shown(application_number=number, document=slot, revision=revision or 0),) if printed else (),
        at=monday,
        page=page,
    )


def licence_kinds(*kinds: LicenceKind) -> Form:
    return replace(form, licence_kinds=kinds)


def after(*commands: object, start: tuple[CaseEvent, ...] = ()) -> tuple[CaseEvent, ...]:
    """The history that these wishes make, on top of `start`."""
    history = list(start)
    for command in commands:
        history += case.decide(command, case.fold(history))
    return tuple(history)


DOCUMENTS: tuple[Document, ...] = ("application_form", "signature_confirmation_letter")
