"""What lies on a desk?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chassis.messages import value
from chassis.view import Fact, View
from services.verification.events import (
    CaseClosed,
    CaseRefused,
    CasesTransferred,
    CaseTaken,
    ClaimRenewed,
    Event,
    ItemsChecked,
    MaterialsReceived,
    RefusalDeclined,
    RefusalProposed,
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
    refusal_proposed: bool = False


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
            | RefusalProposed()
            | RefusalDeclined()
            | CaseRefused()
            | CaseTaken()
        ):
            return [event.application_number]
        case MaterialsReceived() | ItemsChecked() | RemarksRead() | CasesTransferred():
            return []


def project_task(row: TaskRow | None, fact: Fact[Event]) -> TaskRow | None:
    """The row stands while the task is open: at most one per case."""
    event = fact.event
    match event:
        case TaskOpened():
            return open_row(event)
        case TaskClaimed():
            return claimed_row(row, event) if row else None
        case ClaimRenewed():
            return replace(row, lease_until=event.lease_until) if row else None
        case RefusalProposed():
            return replace(row, refusal_proposed=True) if row else None
        case RefusalDeclined():
            return replace(row, refusal_proposed=False) if row else None
        case CaseTaken():
            return taken_row(row, event) if row else None
        case VerificationPassed() | VerificationFailed() | ReviewPassed() | ReviewFailed():
            return None
        case TaskWithdrawn() | CaseClosed() | CaseRefused():
            return None
        case MaterialsReceived() | ItemsChecked() | RemarksRead() | CasesTransferred():
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


def claimed_row(row: TaskRow, event: TaskClaimed) -> TaskRow:
    return replace(row, claimed_by=event.person_id, lease_until=event.lease_until, refusal_proposed=False)


def taken_row(row: TaskRow, event: CaseTaken) -> TaskRow:
    """What lay on the desk of the former body lies unclaimed on its successor's; the provider's desk is not touched."""
    if row.body != event.former_body:
        return row
    return replace(row, body=event.body, claimed_by=None, lease_until=None, refusal_proposed=False)


def desk(stage: Stage, body: str) -> str:
    """The tag of a queue: one stage of one body."""
    return f"desk:{stage}:{body}"


def task_tags(row: TaskRow) -> Sequence[str]:
    return [desk(row.stage, row.body)]


def oldest_first(row: TaskRow) -> str:
    return f"{row.opened_at.isoformat()} {row.number}"


tasks: View[Event, TaskRow] = View(
    name="tasks", version=2, row=TaskRow, keys=task_keys, project=project_task, tags=task_tags, order=oldest_first
)
