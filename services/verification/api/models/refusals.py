"""What does a supervisor see: refusals that wait, and how much lies on the desks?"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from services.verification.decider.states import FinallyRefused, OnDesk, Proposal
from services.verification.projections import RefusalRow, TaskRow
from services.verification.values import (
    REFUSAL_REASONS,
    CaseKind,
    RefusalReason,
    RefusalText,
    Stage,
)


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


class RefusalReasonWords(BaseModel):
    reason_code: RefusalReason
    zh: str
    en: str


class DeskCount(BaseModel):
    """One desk of a body: open tasks, those claimed among them, refusals that wait for a supervisor, and since when the oldest lies there."""

    stage: Stage
    open: int
    claimed: int
    refusals_waiting: int
    oldest_opened_at: datetime | None


class Transferred(BaseModel):
    """`more`: cases remain, move them by the same act."""

    successor: str
    moved: int
    more: bool


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


def refusal_reason_words() -> list[RefusalReasonWords]:
    return [RefusalReasonWords(reason_code=code, zh=words.zh, en=words.en) for code, words in REFUSAL_REASONS.items()]


def desk_count(stage: Stage, open_tasks: Sequence[TaskRow], waiting_refusals: Sequence[RefusalRow]) -> DeskCount:
    return DeskCount(
        stage=stage,
        open=len(open_tasks),
        claimed=sum(row.claimed_by is not None for row in open_tasks),
        refusals_waiting=len(waiting_refusals),
        oldest_opened_at=min((row.opened_at for row in open_tasks), default=None),
    )
