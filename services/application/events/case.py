"""What can have happened to a case while the applicant or a desk held it?"""

from datetime import datetime
from typing import Annotated, TypeAlias
from uuid import UUID

from chassis.messages import Erased, Personal, event
from services.application.policies.rules import Rules
from services.application.values.codes import (
    CaseKind,
    Desk,
    Document,
    KeyEnd,
    KeyFate,
    LicenceKind,
    Loss,
    Preference,
    ScanFormat,
    Section,
    Slot,
    Stage,
)
from services.application.values.form import (
    AuthorisedUser,
    EarlierKey,
    Enterprise,
    Fingerprints,
    Item,
    LoginName,
    PickUpPoint,
    Shown,
    Situation,
)


@event
class DraftOpened:
    """A case begins. `live_keys` are the serials of the enterprise's living keys from before this system."""

    case_id: UUID
    application_number: str
    account_id: UUID
    applicant_id: UUID
    enterprise_name: str
    credit_code: str
    kind: CaseKind
    earlier: EarlierKey | None
    loss: Loss | None
    reason: Annotated[str | Erased, Personal(of="applicant_id")]
    live_keys: tuple[str, ...]
    opened_at: datetime


@event
class FormFilled:
    """All answers of the form as of now; the last one counts."""

    case_id: UUID
    situation: Situation
    licence_kinds: tuple[LicenceKind, ...]
    enterprise: Annotated[Enterprise | Erased, Personal(of="legal_representative_id")]
    authorised_user: Annotated[AuthorisedUser | Erased, Personal(of="authorised_user_id")]
    legal_representative_id: UUID
    authorised_user_id: UUID
    fingerprints: Fingerprints
    issuing_body: str
    preference: Preference
    filled_at: datetime


@event
class LoginNameAssigned:
    """ "Get Login Name": the business system platform gave this name. `released` is one that the case held before."""

    case_id: UUID
    account_id: UUID
    login: LoginName
    released: str
    assigned_at: datetime


@event
class LoginNameAdopted:
    """The name that the enterprise has in the electromechanical import system is taken over."""

    case_id: UUID
    account_id: UUID
    login: LoginName
    released: str
    adopted_at: datetime


@event
class LoginNameRetained:
    """The name of the earlier key stays."""

    case_id: UUID
    account_id: UUID
    login: LoginName
    retained_at: datetime


@event
class RequirementsShown:
    """The applicant saw which documents these rules ask for, after they had changed."""

    case_id: UUID
    rules: Rules
    shown_at: datetime


@event
class SubmissionConfirmed:
    """ "Confirm Submission": this revision of the form is frozen, under these rules as shown."""

    case_id: UUID
    application_number: str
    account_id: UUID
    revision: int
    issuing_body: str
    licence_kinds: tuple[LicenceKind, ...]
    login: LoginName
    rules: Rules
    earlier_key: str
    live_keys: tuple[str, ...]
    confirmed_at: datetime


@event
class ReissueDeclared:
    """The earlier key is lost or damaged: its certificate is to be suspended at once."""

    case_id: UUID
    application_number: str
    account_id: UUID
    earlier: EarlierKey
    loss: Loss
    declared_at: datetime


@event
class ReissueEnded:
    """The reissue ended without a new key."""

    case_id: UUID
    earlier: EarlierKey
    loss: Loss
    ended_at: datetime


@event
class DocumentPrinted:
    """The first bytes of this document of this revision, kept for ever at `address`; `mark` is the short hash in its code."""

    case_id: UUID
    revision: int
    document: Document
    address: str
    person_id: UUID
    mark: str
    printed_at: datetime


@event
class DocumentDownloaded:
    """The applicant saved this document of this revision."""

    case_id: UUID
    revision: int
    document: Document
    downloaded_at: datetime


@event
class FormReopened:
    """The form may be edited again, as the next revision."""

    case_id: UUID
    revision: int
    reopened_at: datetime


@event
class ScanUploaded:
    """A scan lies in a slot, for the coming round, made while the form had this revision.

    `size` in bytes, `width`, `height` in pixels; `page` counts from 1 where a slot takes several images.
    """

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
    flags: tuple[str, ...]
    revision: int
    round: int
    uploaded_at: datetime
    page: int = 1


@event
class MaterialsConfirmed:
    """ "Confirm Upload": complete and correct by the applicant's word. The clock of this round starts; the first one pins the rules."""

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
    licence_kinds: tuple[LicenceKind, ...]
    login_name: str
    items: tuple[Item, ...]
    enterprise_persons: tuple[UUID, ...]
    rules: Rules
    earlier_key: str
    loss: Loss | None
    confirmed_at: datetime


@event
class MaterialsVerified:
    """The issuing body passed this round: the provider reviews it."""

    case_id: UUID
    round: int
    verified_at: datetime


@event
class MaterialsReturned:
    """A desk failed this round: these slots and form sections are open again; an open section begins the next revision."""

    case_id: UUID
    stage: Desk
    round: int
    failed: tuple[str, ...]
    slots: tuple[Slot, ...]
    sections: tuple[Section, ...]
    revision: int
    returned_at: datetime


@event
class CaseApproved:
    """The provider passed this round: the key is produced."""

    case_id: UUID
    round: int
    approved_at: datetime


@event
class WithdrawalRequested:
    """The applicant wants to withdraw; the owner of the stage answers."""

    case_id: UUID
    application_number: str
    stage: Stage
    requested_at: datetime


@event
class WithdrawalDeclined:
    """The key was issued before the request arrived: the case goes on."""

    case_id: UUID
    application_number: str
    declined_at: datetime


@event
class CaseWithdrawn:
    """The case ended by the applicant's wish; slot, names and the claim on the earlier key are given back.

    `certificate_serial` is that of an attempt that we have not heard to be void, or empty.
    """

    case_id: UUID
    application_number: str
    account_id: UUID
    names: tuple[str, ...]
    earlier_key: str
    withdrawn_at: datetime
    certificate_serial: str = ""


@event
class CaseLapsed:
    """Nobody acted on the case for too long while the applicant held it, in this `state`; what it held is given back."""

    case_id: UUID
    application_number: str
    account_id: UUID
    state: str
    names: tuple[str, ...]
    earlier_key: str
    lapsed_at: datetime


@event
class CaseRefused:
    """A desk and its supervisor refused the case for good; what it held is given back."""

    case_id: UUID
    application_number: str
    account_id: UUID
    stage: Desk
    round: int
    reason_code: str
    names: tuple[str, ...]
    earlier_key: str
    refused_at: datetime


@event
class CaseUnclaimed:
    """Nobody collected the key: it goes back, its certificate ends, and with it the case."""

    case_id: UUID
    account_id: UUID
    certificate_serial: str
    login_name: str
    earlier_key: str
    unclaimed_at: datetime


@event
class IssuingBodyChanged:
    """The issuing body closed: the case lies with its successor."""

    case_id: UUID
    former_body: str
    body: str
    changed_at: datetime


@event
class KeyIssued:
    """The case has a certificate: its login name is the key's from now on. `unused_names` were held by the case besides."""

    case_id: UUID
    account_id: UUID
    certificate_serial: str
    login_name: str
    unused_names: tuple[str, ...]
    expires_at: datetime
    issued_at: datetime
    attempt: int = 1


@event
class KeyVoided:
    """The key of this attempt is spoiled or lost before the enterprise had it: slot and name wait for the next attempt."""

    case_id: UUID
    account_id: UUID
    certificate_serial: str
    login_name: str
    cause: KeyFate
    voided_at: datetime


@event
class CertificateEnded:
    """The certificate of the case was revoked or expired. Only a `received` key's end frees its slot: before, the case goes on."""

    case_id: UUID
    account_id: UUID
    certificate_serial: str
    login_name: str
    how: KeyEnd
    received: bool
    ended_at: datetime


@event
class CaseCompleted:
    """The enterprise has the key."""

    case_id: UUID
    account_id: UUID
    certificate_serial: str
    earlier_key: str
    completed_at: datetime


CaseEvent: TypeAlias = (
    DraftOpened
    | FormFilled
    | LoginNameAssigned
    | LoginNameAdopted
    | LoginNameRetained
    | RequirementsShown
    | SubmissionConfirmed
    | ReissueDeclared
    | ReissueEnded
    | DocumentPrinted
    | DocumentDownloaded
    | FormReopened
    | ScanUploaded
    | MaterialsConfirmed
    | MaterialsVerified
    | MaterialsReturned
    | CaseApproved
    | WithdrawalRequested
    | WithdrawalDeclined
    | CaseWithdrawn
    | KeyIssued
    | CaseCompleted
    | CaseLapsed
    | CaseRefused
    | CaseUnclaimed
    | IssuingBodyChanged
    | KeyVoided
    | CertificateEnded
)
