"""What can be asked of verification? Which case bears a number, and what lies on a desk."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chassis.messages import value
from chassis.view import Fact, View
from services.verification.events import (
    CaseClosed,
    ClaimRenewed,
    Event,
    ItemsChecked,
    MaterialsReceived,
    RemarksRead,
    ReviewFailed,
    ReviewPassed,
    TaskClaimed,
    TaskOpened,
    TaskWithdrawn,
    VerificationFailed,
    VerificationPassed,
)
from services.verification.values import Stage


@value
class Numbered:
    """The case that bears an application number."""

    case_id: UUID


@value
class TaskRow:
    """An open task as a queue shows it; the claimant is an opaque id."""

    number: str
    stage: Stage
    round: int
    body: str
    enterprise_name: str
    opened_at: datetime
    claimed_by: UUID | None = None
    lease_until: datetime | None = None


def number_keys(event: Event) -> Sequence[str]:
    match event:
        case MaterialsReceived():
            return [event.materials.case.application_number]
        case (
            TaskOpened()
            | TaskClaimed()
            | ClaimRenewed()
            | ItemsChecked()
            | VerificationPassed()
            | VerificationFailed()
            | ReviewPassed()
            | ReviewFailed()
            | TaskWithdrawn()
            | CaseClosed()
            | RemarksRead()
        ):
            return []


def project_number(row: Numbered | None, fact: Fact[Event]) -> Numbered | None:
    """A number names its case for ever."""
    return row or Numbered(case_id=fact.stream)


def task_keys(event: Event) -> Sequence[str]:
    match event:
        case ReviewPassed():
            return [event.case.application_number]
        case (
            TaskOpened()
            | TaskClaimed()
            | ClaimRenewed()
            | VerificationPassed()
            | VerificationFailed()
            | ReviewFailed()
            | TaskWithdrawn()
            | CaseClosed()
        ):
            return [event.application_number]
        case MaterialsReceived() | ItemsChecked() | RemarksRead():
            return []


def project_task(row: TaskRow | None, fact: Fact[Event]) -> TaskRow | None:
    """The row stands while the task is open: at most one per case."""
    event = fact.event
    match event:
        case TaskOpened():
            return open_row(event)
        case TaskClaimed():
            return replace(row, claimed_by=event.person_id, lease_until=event.lease_until) if row else None
        case ClaimRenewed():
            return replace(row, lease_until=event.lease_until) if row else None
        case VerificationPassed() | VerificationFailed() | ReviewPassed() | ReviewFailed() | TaskWithdrawn() | CaseClosed():
            return None
        case MaterialsReceived() | ItemsChecked() | RemarksRead():
            return row


def open_row(event: TaskOpened) -> TaskRow:
    return TaskRow(
        number=event.application_number,
        stage=event.stage,
        round=event.round,
        body=event.body,
        enterprise_name=event.enterprise_name,
        opened_at=event.opened_at,
    )


def desk(stage: Stage, body: str) -> str:
    """The tag of a queue: one stage of one body."""
    return f"desk:{stage}:{body}"


def task_tags(row: TaskRow) -> Sequence[str]:
    return [desk(row.stage, row.body)]


def oldest_first(row: TaskRow) -> str:
    return f"{row.opened_at.isoformat()} {row.number}"


numbers: View[Event, Numbered] = View(name="numbers", version=1, row=Numbered, keys=number_keys, project=project_number)
tasks: View[Event, TaskRow] = View(
    name="tasks", version=1, row=TaskRow, keys=task_keys, project=project_task, tags=task_tags, order=oldest_first
)
