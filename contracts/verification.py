"""What does verification tell? The decisions of the two desks: issuing body ("verification") and key provider ("review")."""

from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

from chassis.published import Announcement, Part

Stage: TypeAlias = Literal["verification", "review"]


class FailedItem(Part):
    """An item that must be corrected; the remark itself stays in verification."""

    item: str
    reason_code: str


class TaskOpened(Announcement, key="case_id"):
    """A desk has a new task: one for each stage of each round."""

    case_id: UUID
    application_number: str
    stage: Stage
    round: int
    body: str
    opened_at: datetime


class TaskClaimed(Announcement, key="case_id"):
    """Somebody of the desk took the task, until the lease ends."""

    case_id: UUID
    application_number: str
    stage: Stage
    round: int
    fence: int
    claimed_at: datetime


class VerificationPassed(Announcement, key="case_id"):
    """Verification passed: the materials are complete and correct; the review begins."""

    case_id: UUID
    application_number: str
    account_id: UUID
    round: int
    body: str
    passed_at: datetime


class VerificationFailed(Announcement, key="case_id"):
    """Verification failed: back to the applicant, with what has to be corrected."""

    case_id: UUID
    application_number: str
    account_id: UUID
    round: int
    failed: tuple[FailedItem, ...]
    failed_at: datetime


class ReviewPassed(Announcement, key="case_id"):
    """Review passed: approved. It repeats what production needs, as it was reviewed."""

    case_id: UUID
    application_number: str
    account_id: UUID
    enterprise_name: str
    credit_code: str
    kind: str
    round: int
    issuing_body: str
    login_name: str
    licence_kinds: tuple[str, ...]
    policy_profile: str
    policy_version: str
    earlier_key: str = ""
    loss: Literal["lost", "damaged"] | None = None
    passed_at: datetime


class ReviewFailed(Announcement, key="case_id"):
    """Review failed: back to the applicant, with what has to be corrected."""

    case_id: UUID
    application_number: str
    account_id: UUID
    round: int
    failed: tuple[FailedItem, ...]
    failed_at: datetime


class TaskWithdrawn(Announcement, key="case_id"):
    """The open task was closed because the applicant withdrew."""

    case_id: UUID
    application_number: str
    stage: Stage
    round: int
    withdrawn_at: datetime


class CaseRefused(Announcement, key="case_id"):
    """The case ended: refused for good by an officer and a supervisor. Remark and how to appeal stay in verification."""

    case_id: UUID
    application_number: str
    account_id: UUID
    stage: Stage
    round: int
    reason_code: str
    refused_at: datetime


class CaseTaken(Announcement, key="case_id"):
    """An open case went from a body that closed to its successor, by one recorded act; claims are void, clocks run on."""

    case_id: UUID
    application_number: str
    former_body: str
    body: str
    account_id: UUID | None = None
    taken_at: datetime


Verification: TypeAlias = (
    TaskOpened
    | TaskClaimed
    | VerificationPassed
    | VerificationFailed
    | ReviewPassed
    | ReviewFailed
    | TaskWithdrawn
    | CaseRefused
    | CaseTaken
)
