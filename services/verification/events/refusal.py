"""What has happened on the way to a final refusal? It takes two persons (docs/domain.md §2)."""

from datetime import datetime
from typing import Annotated, TypeAlias
from uuid import UUID

from chassis.messages import Erased, Personal, event
from services.verification.values import RefusalReason, RefusalText, Stage


@event
class RefusalProposed:
    """The officer who has the task wants the case refused for good; a supervisor decides. `proposal` counts those of the case, from 1.

    Remark and appeal belong to the person `subject_id`.
    """

    case_id: UUID
    application_number: str
    enterprise_name: str
    task_id: UUID
    proposal: int
    stage: Stage
    round: int
    body: str
    fence: int
    person_id: UUID
    reason_code: RefusalReason
    subject_id: UUID
    text: Annotated[RefusalText | Erased, Personal(of="subject_id")]
    proposed_at: datetime


@event
class RefusalDeclined:
    """A supervisor did not follow: the task goes on at its desk, under the claim it had."""

    case_id: UUID
    application_number: str
    task_id: UUID
    proposal: int
    person_id: UUID
    declined_at: datetime


@event
class CaseRefused:
    """A supervisor followed, as the second person: the case has ended. Its texts are those of the proposal."""

    case_id: UUID
    application_number: str
    account_id: UUID
    task_id: UUID
    proposal: int
    stage: Stage
    round: int
    body: str
    proposed_by: UUID
    person_id: UUID
    reason_code: RefusalReason
    policy_version: str
    refused_at: datetime


RefusalEvent: TypeAlias = RefusalProposed | RefusalDeclined | CaseRefused
