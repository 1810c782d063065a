"""What does an answer look like? The models of the doors, field by field."""

from datetime import datetime
from uuid import UUID

from services.tracking.api.clock_answers import ExpectedAnswer, LimitAnswer
from services.tracking.api.shapes import Answer, Coded, Words
from services.tracking.projections.certificates import CertificateState
from services.tracking.projections.marks import State
from services.tracking.projections.particulars import Withdrawal
from services.tracking.projections.words import Stage, Who
from services.tracking.values.limits import Severity


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
