"""How do questions and answers look on the wire?"""

from datetime import date, datetime
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.application.policies.requirements import Standing
from services.application.values.codes import (
    CaseKind,
    IdType,
    LicenceKind,
    LoginNameRule,
    Loss,
    Preference,
    ScanFormat,
    Section,
    Slot,
)

Line: TypeAlias = Annotated[str, Field(max_length=200)]


class Body(BaseModel):
    """What is asked: exactly these fields."""

    model_config = ConfigDict(extra="forbid", strict=True)


class OpenCase(Body):
    kind: CaseKind
    earlier_key: Annotated[str, Field(max_length=64)] = ""
    loss: Loss | None = None
    reason: Annotated[str, Field(max_length=500)] = ""


class SituationBody(Body):
    registered_operator: bool
    electromechanical_importer: bool
    free_trade_zone: bool
    registered_with_local_commerce: bool
    foreign_invested_on_licence: bool


class EnterpriseBody(Body):
    name_zh: Line
    name_en: Line
    address: Line
    legal_representative: Annotated[str, Field(max_length=80)]
    legal_representative_id_number: Annotated[str, Field(max_length=32)] = ""


class AuthorisedUserBody(Body):
    name: Annotated[str, Field(max_length=80)]
    id_type: IdType
    id_number: Annotated[str, Field(max_length=32)]
    phone: Annotated[str, Field(max_length=32)]


class FormBody(Body):
    situation: SituationBody
    licence_kinds: Annotated[list[LicenceKind], Field(max_length=20)]
    enterprise: EnterpriseBody
    authorised_user: AuthorisedUserBody
    issuing_body: Annotated[str, Field(max_length=16)] | None = None
    preference: Preference


class LoginNameBody(Body):
    login_name: Annotated[str, Field(min_length=1, max_length=64)]


class ConfirmUploadBody(Body):
    scanned_from_originals: bool
    correct: bool


class CaseOpened(BaseModel):
    case_id: UUID
    number: str


class CaseLine(BaseModel):
    """One application in a list."""

    case_id: UUID
    number: str
    kind: CaseKind
    state: str
    revision: int
    round: int
    issuing_body: str
    login_name: str
    opened_at: datetime
    changed_at: datetime


class Upload(BaseModel):
    """A scan as it lies in its slot; `size` in bytes, `page` from 1."""

    slot: Slot
    page: int = 1
    format: ScanFormat
    size: int
    flags: list[str]


class RequirementLine(BaseModel):
    """One slot: whether a scan must lie in it, and why (`reason` is stable); `pages` is how many images it takes.

    `standing`: `required`; `waived`, which both desks check; `not_asked`.
    """

    slot: Slot
    required: bool
    standing: Standing
    pages: int
    reason: str
    zh: str
    en: str
    clause: str


class Requirements(BaseModel):
    items: list[RequirementLine]
    profile: str
    version: str


class CaseView(BaseModel):
    """One application as its applicant sees it.

    `failed` are the items of the round that was sent back, `reopened` the slots and `sections` the form sections to correct;
    `open_slots` may be uploaded to now, `missing` still lack a scan; `printed` documents were downloaded in this revision.
    """

    case_id: UUID
    number: str
    state: str
    revision: int
    round: int
    kind: CaseKind
    earlier_key: str
    loss: Loss | None
    issuing_body: str
    preference: Preference | None
    login_name: str
    login_name_rule: LoginNameRule | None
    situation: SituationBody | None
    licence_kinds: list[LicenceKind]
    downloaded: list[str]
    uploads: list[Upload]
    failed: list[str]
    reopened: list[Slot]
    sections: list[Section]
    open_slots: list[Slot]
    missing: list[Slot]
    requirements: list[RequirementLine]


class FormView(BaseModel):
    """All answers of a form; what belongs to an erased person is null."""

    number: str
    round: int
    revision: int
    kind: CaseKind
    enterprise_name: str
    credit_code: str
    earlier_key: str
    loss: Loss | None
    reason: str | None
    situation: SituationBody
    licence_kinds: list[LicenceKind]
    enterprise: EnterpriseBody | None
    authorised_user: AuthorisedUserBody | None
    issuing_body: str
    preference: Preference
    login_name: str
    login_name_rule: LoginNameRule | None


class Warned(BaseModel):
    """What is doubtful but accepted."""

    field: str
    code: str
    zh: str
    en: str


class FormSaved(BaseModel):
    warnings: list[Warned]
    issuing_body: str


class LoginNameGiven(BaseModel):
    login_name: str
    rule: LoginNameRule


class Revision(BaseModel):
    revision: int


class Round(BaseModel):
    round: int


class Withdrawal(BaseModel):
    state: Literal["withdrawn", "withdrawing"]


class Fee(BaseModel):
    """`amount` in `unit`, or "not stated" where the source is silent."""

    amount: str
    unit: str
    clause: str


class Check(BaseModel):
    """ "Check your answers": what Confirm Submission will freeze; `missing` must be filled in first."""

    form: FormView | None
    fee: Fee
    requirements: Requirements
    missing: list[Warned]


class Choice(BaseModel):
    code: str
    zh: str
    en: str


class KindChoice(Choice):
    offered: bool


class PickUp(BaseModel):
    name_zh: str
    name_en: str
    address_zh: str
    address_en: str


class BodyChoice(Choice):
    division: str
    pick_up: PickUp | None
    closes_on: date | None = None
    successor: str = ""


class Limits(BaseModel):
    """`scan_size_below` in bytes: the first size refused. `keys_per_enterprise`: at most."""

    scan_size_below: int
    scan_max_pixels: int
    keys_per_enterprise: int


class Choices(BaseModel):
    situations: list[Choice]
    licence_kinds: list[Choice]
    kinds: list[KindChoice]
    bodies: list[BodyChoice]
    slots: list[Choice]
    preferences: list[Choice]
    id_types: list[Choice]
    limits: Limits
