"""What is said at the door of verification? Bodies of requests and answers."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from chassis.messages import Erased
from services.verification.decider.claims import next_fence
from services.verification.decider.states import FinallyRefused, Judgement, OnDesk, Proposal, tick
from services.verification.projections import RefusalRow, TaskRow
from services.verification.values import (
    REASONS,
    REFUSAL_REASONS,
    CaseKind,
    Finding,
    Item,
    ReasonCode,
    RefusalReason,
    RefusalText,
    Remarks,
    Stage,
)

ITEM_LENGTH = 80
REMARK_LENGTH = 2000
MANY = 100


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class UnderClaim(Body):
    """An act at the desk, under the number of one's claim."""

    fence: int = Field(ge=1, le=2**53)


class Checks(UnderClaim):
    items: list[str] = Field(min_length=1, max_length=MANY)


class FindingBody(Body):
    item: str = Field(min_length=1, max_length=ITEM_LENGTH)
    reason_code: ReasonCode
    remark: str = Field(min_length=1, max_length=REMARK_LENGTH)


class Failure(UnderClaim):
    findings: list[FindingBody] = Field(max_length=MANY)

    def said(self) -> tuple[Finding, ...]:
        return tuple(Finding(item=f.item, reason_code=f.reason_code, remark=f.remark) for f in self.findings)


class ProposalBody(UnderClaim):
    """What is missing is told by the rule, so that the officer reads which of the two texts it is."""

    reason_code: RefusalReason
    remark: str = Field(default="", max_length=REMARK_LENGTH)
    appeal: str = Field(default="", max_length=REMARK_LENGTH)

    def said(self) -> RefusalText:
        return RefusalText(remark=self.remark, appeal=self.appeal)


class Decision(Body):
    """`proposal` as it was read; without it the one that stands."""

    proposal: int | None = Field(default=None, ge=1, le=2**53)


class TransferBody(Body):
    body: str = Field(min_length=1, max_length=40)


class Transferred(BaseModel):
    """`more`: cases remain, move them by the same act."""

    successor: str
    moved: int
    more: bool


class Done(BaseModel):
    """It is so; there is nothing more to say."""


class Claimed(BaseModel):
    fence: int
    lease_until: datetime
    round: int


class Queued(BaseModel):
    """A task as the queue shows it."""

    number: str
    stage: Stage
    round: int
    opened_at: datetime
    claimed_by_me: bool
    lease_until: datetime | None
    enterprise_name: str
    refusal_proposed: bool = False


class Waiting(BaseModel):
    """A proposal as the supervisor's queue shows it; `proposed_by_me`: another supervisor must decide."""

    number: str
    proposal: int
    stage: Stage
    round: int
    enterprise_name: str
    reason_code: RefusalReason
    zh: str
    en: str
    proposed_by_me: bool
    proposed_at: datetime


class DeskCount(BaseModel):
    """One desk of a body: open tasks, those claimed among them, refusals that wait for a supervisor, and since when the oldest lies there."""

    stage: Stage
    open: int
    claimed: int
    refusals_waiting: int
    oldest_opened_at: datetime | None


class ProposedRefusal(BaseModel):
    """Everything that the second person reads. The texts are null once their person was erased."""

    number: str
    proposal: int
    stage: Stage
    round: int
    kind: CaseKind
    enterprise_name: str
    credit_code: str
    reason_code: RefusalReason
    zh: str
    en: str
    remark: str | None
    appeal: str | None
    proposed_at: datetime
    confirmed: bool


class RefusalWords(BaseModel):
    """Why the case was refused for good, and how to appeal. The texts are null once their person was erased."""

    reason_code: RefusalReason
    zh: str
    en: str
    remark: str | None
    appeal: str | None


class Checkable(BaseModel):
    """An item to check; `kept`: it did not change since this desk ticked it in an earlier round."""

    item: str
    checked: bool
    kept: bool
    reason: str
    zh: str
    en: str
    clause: str
    flags: list[str]


class TaskDetail(BaseModel):
    """A task with everything to check. `fence` is told to the officer who has claimed it."""

    number: str
    stage: Stage
    round: int
    revision: int
    kind: CaseKind
    enterprise_name: str
    credit_code: str
    login_name: str
    licence_kinds: list[str]
    opened_at: datetime
    claimed_by_me: bool
    lease_until: datetime | None
    fence: int | None
    items: list[Checkable]
    refusal_proposed: bool = False


class RemarkedItem(BaseModel):
    """`remark` is null once its person was erased."""

    item: str
    reason_code: ReasonCode
    zh: str
    en: str
    remark: str | None


class RoundRemarks(BaseModel):
    """What one failed decision wants corrected; or, with no findings, the final refusal."""

    stage: Stage
    round: int
    failed_at: datetime
    findings: list[RemarkedItem]
    refusal: RefusalWords | None = None


class ReasonWords(BaseModel):
    reason_code: ReasonCode
    zh: str
    en: str


class RefusalReasonWords(BaseModel):
    reason_code: RefusalReason
    zh: str
    en: str


def queued(row: TaskRow, person_id: UUID) -> Queued:
    return Queued(
        number=row.number,
        stage=row.stage,
        round=row.round,
        opened_at=row.opened_at,
        claimed_by_me=row.claimed_by == person_id,
        lease_until=row.lease_until,
        enterprise_name=row.enterprise_name,
        refusal_proposed=row.refusal_proposed,
    )


def waiting(row: RefusalRow, person_id: UUID) -> Waiting:
    words = REFUSAL_REASONS[row.reason_code]
    return Waiting(
        number=row.number,
        proposal=row.proposal,
        stage=row.stage,
        round=row.round,
        enterprise_name=row.enterprise_name,
        reason_code=row.reason_code,
        zh=words.zh,
        en=words.en,
        proposed_by_me=row.proposed_by == person_id,
        proposed_at=row.proposed_at,
    )


def desk_count(stage: Stage, open_tasks: Sequence[TaskRow], waiting_refusals: Sequence[RefusalRow]) -> DeskCount:
    return DeskCount(
        stage=stage,
        open=len(open_tasks),
        claimed=sum(row.claimed_by is not None for row in open_tasks),
        refusals_waiting=len(waiting_refusals),
        oldest_opened_at=min((row.opened_at for row in open_tasks), default=None),
    )


def proposed_refusal(state: OnDesk | FinallyRefused, proposal: Proposal) -> ProposedRefusal:
    case, words = state.materials.case, refusal_words(proposal)
    return ProposedRefusal(
        number=case.application_number,
        proposal=proposal.number,
        stage=state.stage if isinstance(state, FinallyRefused) else state.task.stage,
        round=state.materials.round,
        kind=case.kind,
        enterprise_name=case.enterprise_name,
        credit_code=case.credit_code,
        reason_code=words.reason_code,
        zh=words.zh,
        en=words.en,
        remark=words.remark,
        appeal=words.appeal,
        proposed_at=proposal.at,
        confirmed=isinstance(state, FinallyRefused),
    )


def refusal_words(proposal: Proposal) -> RefusalWords:
    words = REFUSAL_REASONS[proposal.reason_code]
    text = proposal.text if isinstance(proposal.text, RefusalText) else None
    return RefusalWords(
        reason_code=proposal.reason_code,
        zh=words.zh,
        en=words.en,
        remark=text.remark if text else None,
        appeal=text.appeal if text else None,
    )


def task_detail(state: OnDesk, person_id: UUID) -> TaskDetail:
    case, task = state.materials.case, state.task
    mine = task.claim is not None and task.claim.person_id == person_id
    return TaskDetail(
        number=case.application_number,
        stage=task.stage,
        round=state.materials.round,
        revision=state.materials.revision,
        kind=case.kind,
        enterprise_name=case.enterprise_name,
        credit_code=case.credit_code,
        login_name=case.login_name,
        licence_kinds=list(case.licence_kinds),
        opened_at=task.opened_at,
        claimed_by_me=mine,
        lease_until=task.claim.lease_until if task.claim else None,
        fence=next_fence(state, person_id) if mine else None,
        items=[checkable(item, state) for item in state.materials.items],
        refusal_proposed=task.proposal is not None,
    )


def checkable(item: Item, state: OnDesk) -> Checkable:
    return Checkable(
        item=item.item,
        checked=tick(state.task.stage, item) in state.past.ticks,
        kept=item.item in state.task.kept,
        reason=item.reason,
        zh=item.zh,
        en=item.en,
        clause=item.clause,
        flags=list(item.flags),
    )


def round_remarks(judgement: Judgement) -> RoundRemarks:
    match judgement.remarks:
        case Remarks():
            texts: list[str | None] = list(judgement.remarks.texts)
        case Erased():
            texts = [None] * len(judgement.failed)
    findings = [
        RemarkedItem(
            item=f.item, reason_code=f.reason_code, zh=REASONS[f.reason_code].zh, en=REASONS[f.reason_code].en, remark=text
        )
        for f, text in zip(judgement.failed, texts, strict=True)
    ]
    return RoundRemarks(stage=judgement.stage, round=judgement.round, failed_at=judgement.at, findings=findings)


def final_remarks(state: FinallyRefused) -> RoundRemarks:
    return RoundRemarks(
        stage=state.stage,
        round=state.materials.round,
        failed_at=state.at,
        findings=[],
        refusal=refusal_words(state.proposal),
    )


def refusal_reason_words() -> list[RefusalReasonWords]:
    return [RefusalReasonWords(reason_code=code, zh=words.zh, en=words.en) for code, words in REFUSAL_REASONS.items()]


def reason_words() -> list[ReasonWords]:
    return [ReasonWords(reason_code=code, zh=words.zh, en=words.en) for code, words in REASONS.items()]
