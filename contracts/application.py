"""What does application tell? The way of a case while the applicant holds it."""

from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

from chassis.published import Announcement, Part

CaseKind: TypeAlias = Literal["first", "additional", "reissue", "renewal", "change", "unlock", "cancel"]
Loss: TypeAlias = Literal["lost", "damaged"]
Preference: TypeAlias = Literal["collect", "post"]


class Item(Part):
    """One thing that both desks check: `form:<section>`, `slot:<slot>` or `waiver:<slot>`.

    `fingerprint` changes exactly when the content changed (hexadecimal, keyed, tells nothing by itself);
    `reason` is the code of why the slot is required or waived, `zh`/`en` say it to people; `flags` as of upload.
    """

    item: str
    fingerprint: str
    reason: str = ""
    zh: str = ""
    en: str = ""
    clause: str = ""
    flags: tuple[str, ...] = ()


class PickUpPoint(Part):
    """Where the enterprise collects the key; it may differ from the issuing body."""

    name_zh: str
    name_en: str
    address_zh: str
    address_en: str


class DraftOpened(Announcement, key="case_id"):
    """A case begins; its kind is fixed from here on."""

    case_id: UUID
    application_number: str
    account_id: UUID
    enterprise_name: str
    credit_code: str
    kind: CaseKind
    earlier_key: str = ""
    opened_at: datetime


class SubmissionConfirmed(Announcement, key="case_id"):
    """Confirm Submission: the form revision is frozen, a key slot is taken."""

    case_id: UUID
    application_number: str
    account_id: UUID
    revision: int
    issuing_body: str
    licence_kinds: tuple[str, ...]
    login_name: str
    login_name_rule: Literal["retained", "adopted", "assigned"]
    confirmed_at: datetime


class ReissueDeclared(Announcement, key="case_id"):
    """The named earlier key is lost or damaged: its certificate is to be suspended at once, and replaced by the one of this case."""

    case_id: UUID
    application_number: str
    account_id: UUID
    login_name: str
    earlier_key: str
    earlier_expires_at: datetime | None = None
    loss: Loss
    declared_at: datetime


class ReissueEnded(Announcement, key="case_id"):
    """The reissue ended without a new key: a damaged key's suspension is lifted at once, a lost one's stays."""

    case_id: UUID
    login_name: str
    earlier_key: str
    loss: Loss
    ended_at: datetime


class DocumentDownloaded(Announcement, key="case_id"):
    """A printed document of this revision was saved by the applicant."""

    case_id: UUID
    revision: int
    document: Literal["application_form", "signature_confirmation_letter"]
    downloaded_at: datetime


class FormReopened(Announcement, key="case_id"):
    """The form may be edited again, as the next revision."""

    case_id: UUID
    revision: int
    reopened_at: datetime


class ScanUploaded(Announcement, key="case_id"):
    """A scan lies in a slot; it counts only after Confirm Upload."""

    case_id: UUID
    slot: str
    flags: tuple[str, ...]
    uploaded_at: datetime


class MaterialsConfirmed(Announcement, key="case_id"):
    """Confirm Upload: the materials of this round are complete by the applicant's word; the clock starts.

    `enterprise_persons` identifies (keyed, opaque) persons who may not decide on it: its users, authorised user, legal representative.
    """

    case_id: UUID
    application_number: str
    account_id: UUID
    enterprise_name: str
    credit_code: str
    kind: CaseKind
    round: int
    revision: int
    issuing_body: str
    pick_up_point: PickUpPoint
    preference: Preference
    licence_kinds: tuple[str, ...]
    login_name: str
    items: tuple[Item, ...]
    enterprise_persons: tuple[UUID, ...]
    policy_profile: str
    policy_version: str
    earlier_key: str = ""
    loss: Loss | None = None
    confirmed_at: datetime


class WithdrawalRequested(Announcement, key="case_id"):
    """The applicant wants to withdraw; whoever owns the stage answers."""

    case_id: UUID
    application_number: str
    requested_at: datetime


class CaseWithdrawn(Announcement, key="case_id"):
    """The case ended by the applicant's wish; slot and name are released by their rules."""

    case_id: UUID
    application_number: str
    withdrawn_at: datetime


class WithdrawalDeclined(Announcement, key="case_id"):
    """The key was issued before the request arrived: the case goes on."""

    case_id: UUID
    application_number: str
    declined_at: datetime


class CaseLapsed(Announcement, key="case_id"):
    """Nobody acted on the case for too long while the applicant held it: it ended; slot and name are released by their rules."""

    case_id: UUID
    application_number: str
    state: str
    account_id: UUID | None = None
    lapsed_at: datetime


Application: TypeAlias = (
    DraftOpened
    | SubmissionConfirmed
    | ReissueDeclared
    | ReissueEnded
    | DocumentDownloaded
    | FormReopened
    | ScanUploaded
    | MaterialsConfirmed
    | WithdrawalRequested
    | CaseWithdrawn
    | WithdrawalDeclined
    | CaseLapsed
)
