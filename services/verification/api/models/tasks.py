"""What does a desk show of its tasks?"""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from services.verification.decider.claims import next_fence
from services.verification.decider.states import OnDesk, tick
from services.verification.projections import TaskRow
from services.verification.values import (
    REASONS,
    CaseKind,
    Item,
    ReasonCode,
    Stage,
)


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


class ReasonWords(BaseModel):
    reason_code: ReasonCode
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


def reason_words() -> list[ReasonWords]:
    return [ReasonWords(reason_code=code, zh=words.zh, en=words.en) for code, words in REASONS.items()]
