"""Who may take a task, and does a claim still hold?"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from chassis.decider import Refused
from services.verification.commands import CheckItems, ClaimTask, FailTask, PassTask, ProposeRefusal
from services.verification.decider.states import Judge, OnDesk, Past, Task
from services.verification.events import CaseEvent, ClaimRenewed, TaskClaimed
from services.verification.values import Officer, other


def claim(command: ClaimTask, state: OnDesk) -> Sequence[CaseEvent]:
    """Take the task, or keep it longer; whoever has it under a running lease keeps it."""
    may_judge(command.officer, state)
    if held_by_another(state.task, command.officer.person_id, command.at):
        raise Refused("claimed_by_another", zh="该任务已被他人领取", en="somebody else has claimed this task")
    if command.fence != next_fence(state, command.officer.person_id):
        raise stale()
    held = state.task.claim
    if held is None or held.person_id != command.officer.person_id:
        return [take(command, state)]
    return renew(command, state, held.lease_until)


def take(command: ClaimTask, state: OnDesk) -> TaskClaimed:
    """A claim of one's own, with the highest fence so far."""
    return TaskClaimed(
        case_id=command.case_id,
        application_number=state.materials.case.application_number,
        task_id=state.task.task_id,
        stage=state.task.stage,
        round=state.materials.round,
        fence=command.fence,
        person_id=command.officer.person_id,
        account_id=command.officer.account_id,
        lease_until=command.at + command.lease,
        claimed_at=command.at,
    )


def renew(command: ClaimTask, state: OnDesk, lease_until: datetime) -> Sequence[CaseEvent]:
    """The same claim, longer; never shorter."""
    if command.at + command.lease <= lease_until:
        return []
    renewed = ClaimRenewed(
        case_id=command.case_id,
        application_number=state.materials.case.application_number,
        task_id=state.task.task_id,
        fence=command.fence,
        lease_until=command.at + command.lease,
        renewed_at=command.at,
    )
    return [renewed]


def next_fence(state: OnDesk, person_id: UUID) -> int:
    """The fence this person's claim has or would get: one's own claim keeps its number, a new one gets a higher."""
    held = state.task.claim
    return held.fence if held is not None and held.person_id == person_id else state.past.fence + 1


def held_by_another(task: Task, person_id: UUID, at: datetime) -> bool:
    """Has somebody else a claim whose lease still runs?"""
    return task.claim is not None and task.claim.person_id != person_id and at < task.claim.lease_until


def may_judge(officer: Officer, state: OnDesk) -> None:
    """The right desk; two desks, two persons over all rounds; nobody in a case of their own (docs/domain.md §6)."""
    if officer.body != state.task.body or state.task.stage not in officer.stages:
        raise Refused("not_this_desk", zh="该任务不属于您的岗位", en="this task is not your desk's")
    if Judge(stage=other(state.task.stage), person_id=officer.person_id) in state.past.judges:
        raise Refused(
            "same_person", zh="初审与复审须由不同人员办理", en="the two stages must be decided by two different persons"
        )
    if officer.person_id in state.past.enterprise_persons:
        raise Refused("own_case", zh="不能办理与本人有关的申请", en="nobody decides on an application of their own")


def holds(command: CheckItems | PassTask | FailTask, state: OnDesk) -> None:
    """An act at the desk needs the newest claim, and no proposal to refuse the case that waits for a supervisor."""
    holds_claim(command, state)
    if state.task.proposal is not None:
        raise refusal_proposed()


def holds_claim(command: CheckItems | PassTask | FailTask | ProposeRefusal, state: OnDesk) -> None:
    """A lapsed lease is enough while nobody else claimed (docs/states.md §7, 23)."""
    claim = state.task.claim
    if claim is None or claim.fence != command.fence or claim.person_id != command.officer.person_id:
        raise stale()
    may_judge(command.officer, state)


def decided_before(command: PassTask | FailTask, past: Past) -> bool:
    """Is this the decision that was already made under that claim, sent again?"""
    last = past.judgements[-1] if past.judgements else None
    if last is None or last.fence != command.fence or last.person_id != command.officer.person_id:
        return False
    match command:
        case PassTask():
            return last.outcome == "passed"
        case FailTask():
            return last.outcome == "failed" and last.says(command.findings)


def stale() -> Refused:
    return Refused(
        "stale",
        zh="任务已变化：该领取编号已失效，请重新打开",
        en="the task has moved on: this claim no longer holds, open it again",
    )


def refusal_proposed() -> Refused:
    return Refused(
        "refusal_proposed", zh="已提出不予办理，等待主管确认", en="a final refusal was proposed and waits for the supervisor"
    )
