"""When does a round open, and when does the applicant's wish end it?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from chassis.decider import Refused
from services.verification.commands import CloseCase, ReceiveMaterials, WithdrawTask
from services.verification.decider.states import Known, OnDesk, Tick, WithApplicant, tick
from services.verification.decider.taking import succeeded
from services.verification.events import CaseClosed, CaseEvent, MaterialsReceived, TaskOpened, TaskWithdrawn
from services.verification.values import Materials, Stage, task_id


def receive_first(command: ReceiveMaterials) -> Sequence[CaseEvent]:
    """The first round goes to the issuing body."""
    if command.materials.round != 1:
        raise out_of_order()
    return receive(command, "verification", command.materials.case.issuing_body, frozenset())


def receive_next(command: ReceiveMaterials, state: WithApplicant) -> Sequence[CaseEvent]:
    """The next round goes where the failed one says; a repeat of an earlier round is nothing."""
    if command.materials.round <= state.materials.round:
        return []
    if command.materials.round != state.materials.round + 1:
        raise out_of_order()
    materials = succeeded(command.materials, state.past.successions)
    body = materials.case.issuing_body if state.route == "verification" else state.past.review_body
    return receive(replace(command, materials=materials), state.route, body, state.past.ticks)


def receive_again(command: ReceiveMaterials, state: Known) -> Sequence[CaseEvent]:
    """A repeat is nothing; another round is refused while this one is at a desk or the case has ended."""
    if command.materials.round <= state.materials.round:
        return []
    raise out_of_order()


def receive(command: ReceiveMaterials, stage: Stage, body: str, ticks: frozenset[Tick]) -> Sequence[CaseEvent]:
    """The materials lie before the desks and the first of them has its task."""
    received = MaterialsReceived(materials=command.materials, confirmed_at=command.at)
    return [received, open_task(command.materials, stage, body, ticks, command.at)]


def open_task(materials: Materials, stage: Stage, body: str, ticks: frozenset[Tick], at: datetime) -> TaskOpened:
    """A new task; what this desk ticked before and did not change keeps its tick (docs/domain.md §6)."""
    case = materials.case
    return TaskOpened(
        case_id=case.case_id,
        application_number=case.application_number,
        task_id=task_id(case.case_id, stage, materials.round),
        stage=stage,
        round=materials.round,
        body=body,
        enterprise_name=case.enterprise_name,
        kept=tuple(i.item for i in materials.items if tick(stage, i) in ticks),
        opened_at=at,
    )


def withdraw_task(command: WithdrawTask | CloseCase, state: OnDesk) -> Sequence[CaseEvent]:
    """The desk loses its task; a decision that is under way there becomes stale (docs/states.md §6)."""
    withdrawn = TaskWithdrawn(
        case_id=command.case_id,
        application_number=state.materials.case.application_number,
        task_id=state.task.task_id,
        stage=state.task.stage,
        round=state.materials.round,
        withdrawn_at=command.at,
    )
    return [withdrawn]


def close(command: CloseCase, state: Known) -> Sequence[CaseEvent]:
    """No desk had it; none will get it again."""
    number = state.materials.case.application_number
    return [CaseClosed(case_id=command.case_id, application_number=number, closed_at=command.at)]


def out_of_order() -> Refused:
    return Refused("round_out_of_order", zh="这一轮材料的次序不对", en="the materials of this round come out of order")
