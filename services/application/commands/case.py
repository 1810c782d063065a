"""What can be wished of a case, by the applicant or because a desk has spoken?"""

from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from chassis.messages import command
from services.application.policies.rules import Rules
from services.application.values.codes import CaseKind, Desk, Document, KeyEnd, Loss, Preference, ScanFormat, Slot
from services.application.values.form import EarlierKey, Fingerprints, Form, PickUpPoint, Shown


@command
class OpenDraft:
    """Begin an application of this kind; `earlier` is the key it is about, as its register knows it."""

    case_id: UUID
    application_number: str
    account_id: UUID
    applicant_id: UUID
    enterprise_name: str
    credit_code: str
    kind: CaseKind
    earlier: EarlierKey | None
    loss: Loss | None
    reason: str
    live_keys: tuple[str, ...]
    at: datetime


@command
class FillIn:
    """Write down all answers of the form."""

    case_id: UUID
    form: Form
    legal_representative_id: UUID
    authorised_user_id: UUID
    fingerprints: Fingerprints
    issuing_body: str
    preference: Preference
    at: datetime


@command
class AssignLoginName:
    """ "Get Login Name": this one is free to be assigned."""

    case_id: UUID
    login_name: str
    fingerprint: str
    at: datetime


@command
class EnterLoginName:
    """Use this name; `registered_to` is the credit code that has it in the electromechanical system, `of_key` a key that carries it."""

    case_id: UUID
    login_name: str
    fingerprint: str
    registered_to: str
    of_key: str
    at: datetime


@command
class ShowRequirements:
    """The applicant looks at what these rules ask for."""

    case_id: UUID
    rules: Rules
    at: datetime


@command
class ConfirmSubmission:
    """ "Confirm Submission" of the checked answers; `issuing_body` is the body, or its successor, that is in charge now."""

    case_id: UUID
    rules: Rules
    live_keys: tuple[str, ...]
    issuing_body: str
    at: datetime


@command
class KeepDocument:
    """Keep these first bytes of a printed document, stored under the key of this person."""

    case_id: UUID
    revision: int
    document: Document
    address: str
    person_id: UUID
    mark: str
    at: datetime


@command
class DownloadDocument:
    """The applicant saves a printed document."""

    case_id: UUID
    revision: int
    document: Document
    at: datetime


@command
class ReopenForm:
    """Edit the form again."""

    case_id: UUID
    at: datetime


@command
class UploadScan:
    """ "Upload": put a scan, examined and stored under the key of this person, into a slot; `page` counts from 1."""

    case_id: UUID
    slot: Slot
    format: ScanFormat
    size: int
    width: int
    height: int
    address: str
    person_id: UUID
    fingerprint: str
    shown: tuple[Shown, ...]
    at: datetime
    page: int = 1


@command
class ConfirmUpload:
    """ "Confirm Upload", with both statements; `users` act for the account, `issuing_body` is the body, or its successor, in charge now."""

    case_id: UUID
    scanned_from_originals: bool
    correct: bool
    rules: Rules
    issuing_body: str
    pick_up_point: PickUpPoint
    users: tuple[UUID, ...]
    at: datetime


@command
class RequestWithdrawal:
    """The applicant wants to withdraw."""

    case_id: UUID
    at: datetime


@command
class PassVerification:
    """The issuing body passed this round."""

    case_id: UUID
    round: int
    at: datetime


@command
class ReturnMaterials:
    """A desk failed these items of this round."""

    case_id: UUID
    stage: Desk
    round: int
    failed: tuple[str, ...]
    at: datetime


@command
class ApproveCase:
    """The provider passed this round."""

    case_id: UUID
    round: int
    at: datetime


@command
class EndWithdrawn:
    """The owner of the stage gave the case up, as the applicant wished."""

    case_id: UUID
    at: datetime


@command
class DeclineWithdrawal:
    """The key was issued already."""

    case_id: UUID
    at: datetime


@command
class RecordIssue:
    """A certificate was issued for the case."""

    case_id: UUID
    certificate_serial: str
    login_name: str
    expires_at: datetime
    at: datetime
    attempt: int = 1


@command
class CompleteCase:
    """The enterprise confirmed that it has the key."""

    case_id: UUID
    certificate_serial: str
    at: datetime


@command
class ChangeIssuingBody:
    """The issuing body closed; its successor took the case."""

    case_id: UUID
    former_body: str
    body: str
    at: datetime


@command
class SpoilAttempt:
    """The token of this attempt was spoiled before dispatch."""

    case_id: UUID
    attempt: int
    at: datetime


@command
class LoseKey:
    """The provider confirmed that this key was lost on its way."""

    case_id: UUID
    certificate_serial: str
    at: datetime


@command
class EndCertificate:
    """A certificate that this case made was revoked or expired."""

    case_id: UUID
    certificate_serial: str
    how: KeyEnd
    at: datetime


@command
class LapseCase:
    """End the case if the applicant has held it without an act for so long: `untouched`, or `uncorrected` once a desk sent it back."""

    case_id: UUID
    untouched: timedelta
    uncorrected: timedelta
    at: datetime


@command
class RefuseCase:
    """A desk and its supervisor refused the case for good."""

    case_id: UUID
    stage: Desk
    round: int
    reason_code: str
    at: datetime


@command
class EndUnclaimed:
    """Nobody collected the key in time."""

    case_id: UUID
    certificate_serial: str
    at: datetime


@command
class AbandonCase:
    """The account was proven foreign: give the case up, as far as it can be."""

    case_id: UUID
    at: datetime


FormCommand: TypeAlias = OpenDraft | FillIn | AssignLoginName | EnterLoginName
PaperCommand: TypeAlias = ShowRequirements | ConfirmSubmission | KeepDocument | DownloadDocument | ReopenForm
ScanCommand: TypeAlias = UploadScan | ConfirmUpload
DeskCommand: TypeAlias = PassVerification | ReturnMaterials | ApproveCase | RecordIssue | CompleteCase | ChangeIssuingBody
KeyTroubleCommand: TypeAlias = SpoilAttempt | LoseKey | EndCertificate
EndCommand: TypeAlias = LapseCase | RefuseCase | EndUnclaimed | AbandonCase
WithdrawalCommand: TypeAlias = RequestWithdrawal | EndWithdrawn | DeclineWithdrawal
CaseCommand: TypeAlias = (
    FormCommand | PaperCommand | ScanCommand | DeskCommand | WithdrawalCommand | KeyTroubleCommand | EndCommand
)
