"""What has happened at the desks of a case, as long as it may still go either way?"""

from datetime import datetime
from typing import Annotated, TypeAlias
from uuid import UUID

from chassis.messages import Erased, Personal, event
from services.verification.values import Case, FailedItem, Materials, Remarks, Stage


@event
class MaterialsReceived:
    """The materials of a round lie before the desks; they are locked from here on."""

    materials: Materials
    confirmed_at: datetime


@event
class TaskOpened:
    """A desk has a new task. `kept` are the items that keep their tick, because they did not change since this desk ticked them."""

    case_id: UUID
    application_number: str
    task_id: UUID
    stage: Stage
    round: int
    body: str
    enterprise_name: str
    kept: tuple[str, ...]
    opened_at: datetime


@event
class TaskClaimed:
    """An officer took the task until the lease ends; `fence` is higher than that of any claim of the case before."""

    case_id: UUID
    application_number: str
    task_id: UUID
    stage: Stage
    round: int
    fence: int
    person_id: UUID
    account_id: UUID
    lease_until: datetime
    claimed_at: datetime


@event
class ClaimRenewed:
    """The officer who has the task keeps it longer, under the same fence."""

    case_id: UUID
    application_number: str
    task_id: UUID
    fence: int
    lease_until: datetime
    renewed_at: datetime


@event
class ItemsChecked:
    """The officer found these items in order."""

    case_id: UUID
    task_id: UUID
    fence: int
    person_id: UUID
    items: tuple[str, ...]
    checked_at: datetime


@event
class VerificationPassed:
    """Verification passed: complete and correct, says the issuing body."""

    case_id: UUID
    application_number: str
    account_id: UUID
    task_id: UUID
    round: int
    body: str
    fence: int
    person_id: UUID
    policy_version: str
    passed_at: datetime


@event
class VerificationFailed:
    """Verification failed: back to the applicant. The remarks belong to the person `subject_id`."""

    case_id: UUID
    application_number: str
    account_id: UUID
    task_id: UUID
    round: int
    body: str
    fence: int
    person_id: UUID
    policy_version: str
    failed: tuple[FailedItem, ...]
    subject_id: UUID
    remarks: Annotated[Remarks | Erased, Personal(of="subject_id")]
    failed_at: datetime


@event
class ReviewPassed:
    """Review passed: approved, exactly as it was reviewed."""

    case: Case
    task_id: UUID
    round: int
    body: str
    fence: int
    person_id: UUID
    passed_at: datetime


@event
class ReviewFailed:
    """Review failed: back to the applicant, then to the desk that `route` names (policy `resubmit.route`)."""

    case_id: UUID
    application_number: str
    account_id: UUID
    task_id: UUID
    round: int
    body: str
    fence: int
    person_id: UUID
    policy_version: str
    route: Stage
    failed: tuple[FailedItem, ...]
    subject_id: UUID
    remarks: Annotated[Remarks | Erased, Personal(of="subject_id")]
    failed_at: datetime


@event
class TaskWithdrawn:
    """The open task was closed, because the applicant withdrew."""

    case_id: UUID
    application_number: str
    task_id: UUID
    stage: Stage
    round: int
    withdrawn_at: datetime


@event
class CaseClosed:
    """The case ended by the applicant's wish while no desk had it; it comes back to none."""

    case_id: UUID
    application_number: str
    closed_at: datetime


@event
class RemarksRead:
    """Somebody was shown the remark texts of the case, or those of a refusal."""

    case_id: UUID
    reader_id: UUID
    read_at: datetime


@event
class CaseTaken:
    """The case went from a body that closed to its successor, in the transfer named. A claim of the former body is void, clocks run on."""

    case_id: UUID
    application_number: str
    account_id: UUID
    transfer_id: UUID
    former_body: str
    body: str
    taken_at: datetime


DeskEvent: TypeAlias = (
    MaterialsReceived
    | TaskOpened
    | TaskClaimed
    | ClaimRenewed
    | ItemsChecked
    | VerificationPassed
    | VerificationFailed
    | ReviewPassed
    | ReviewFailed
    | TaskWithdrawn
    | CaseClosed
    | RemarksRead
    | CaseTaken
)
