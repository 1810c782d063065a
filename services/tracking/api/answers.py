"""What does an answer look like? The models of the doors, field by field."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.tracking.projections.certificates import CertificateState
from services.tracking.projections.marks import State
from services.tracking.projections.particulars import Withdrawal
from services.tracking.projections.words import Stage, Who
from services.tracking.values.limits import LimitKind, LimitName, LimitState, Severity


class Answer(BaseModel):
    """Read from the values it is made of."""

    model_config = ConfigDict(from_attributes=True)


class Words(Answer):
    """Chinese and English."""

    zh: str
    en: str


class Coded(Words):
    """A stable code and its words."""

    code: str


class HolderAnswer(Words):
    """Who has it in hand: `body` is a code, `waybill` a courier's."""

    who: Who
    body: str
    waybill: str


class WayAnswer(Answer):
    """A stretch of the way, since when."""

    state: State
    status: Coded
    since: datetime


class FailedAnswer(Answer):
    """What must be corrected; the remark is read at verification."""

    item: str
    reason_code: str


class TurnAnswer(Answer):
    """A state of a certificate, with production's position."""

    state: CertificateState
    at: datetime
    position: int


class CertificateAnswer(Answer):
    """A certificate that the case made or touched."""

    serial: str
    login_name: str
    state: CertificateState
    reasons: list[str]
    turns: list[TurnAnswer]


class KeyAnswer(Answer):
    """The key as it was produced."""

    attempt: int
    token_serial: str
    certificate_serial: str
    seal_id: str


class PickUpAnswer(Answer):
    """Where exactly the key is collected."""

    name_zh: str
    name_en: str
    address_zh: str
    address_en: str


class MailAnswer(Answer):
    """A mail about the case."""

    purpose: str
    at: datetime
    message_id: str
    reason: str


class PolicyAnswer(Answer):
    """The rules that the case was pinned to by its first Confirm Upload."""

    profile: str
    version: str
    pinned_at: datetime


class ListedCase(Answer):
    """A case in a list."""

    number: str
    state: State
    status: Coded
    stage: Stage
    holder: HolderAnswer
    since: datetime
    kind: str
    enterprise_name: str
    credit_code: str
    body: str
    round: int
    attempt: int
    bound: bool
    severity: Severity
    opened_at: datetime


class LimitAnswer(Answer):
    """A limit that began. `due` is a day in Shanghai, up at its 24:00 (`due_instant`); `calendar` the version it was counted by."""

    name: LimitName
    kind: LimitKind
    label: Words
    round: int
    attempt: int
    working_days: int
    clause: str
    started_at: datetime
    ended_at: datetime | None
    due: date
    due_instant: datetime
    provisional: bool
    calendar: str
    state: LimitState
    severity: Severity


class DayAnswer(Answer):
    """A day on the way to the due date: whether it counts, why, and what the count is."""

    date: date
    weekday: Words
    working: bool
    reason: Words
    provisional: bool
    count: int


class ExplanationAnswer(LimitAnswer):
    """A limit, day by day from day 0 to the due date."""

    days: list[DayAnswer]


class ExpectedAnswer(Answer):
    """The day to look for a result, and the clause that says so."""

    date: date
    provisional: bool
    clause: str


class StatusAnswer(ListedCase):
    """Everything that the status page says. `fee` is "0" or "not stated"; nothing asks for a payment. `case_id` names its histories."""

    case_id: UUID
    stage_name: Words
    next: Words
    fee: str
    login_name: str
    preference: str
    pick_up_point: PickUpAnswer | None
    withdrawal: Withdrawal
    failed: list[FailedAnswer]
    key: KeyAnswer | None
    waybill: str
    certificates: list[CertificateAnswer]
    mails: list[MailAnswer]
    policy: PolicyAnswer | None
    limits: list[LimitAnswer]
    expect_result_by: ExpectedAnswer | None
    official_working_days: int
    calendar_days: int
    way: list[WayAnswer]


class CasePage(Answer):
    """Cases in the order of opening; `next` continues the list (empty at its end)."""

    cases: list[ListedCase]
    next: str


class CountsAnswer(Answer):
    """How many cases stand where."""

    total: int
    states: dict[State, int]
    bodies: dict[str, dict[State, int]]


class AgentAnswer(Answer):
    """Who caused a fact: opaque ids; those of officials are not shown to enterprises."""

    kind: str
    body: str
    roles: list[str]
    service: str
    account_id: UUID | None
    person_id: UUID | None


class LineAnswer(Answer):
    """One fact of the trail, where its producer wrote it, and why it exists."""

    at: datetime
    service: str
    event: str
    actor: AgentAnswer
    position: int
    epoch: int
    cause: str
    correlation: UUID
    says: Words
