"""What is kept of verification's facts? The tasks and decisions of the two desks; of remarks only item and reason code."""

from typing import Literal, TypeAlias

from chassis.messages import value

Stage: TypeAlias = Literal["verification", "review"]


@value
class FailedItem:
    """An item to be corrected, and the code of the reason."""

    item: str
    reason_code: str


@value
class TaskOpened:
    """A desk has a new task."""

    type: Literal["TaskOpened"] = "TaskOpened"
    stage: Stage
    round: int
    body: str


@value
class TaskClaimed:
    """Somebody of the desk took it."""

    type: Literal["TaskClaimed"] = "TaskClaimed"
    stage: Stage
    round: int
    fence: int


@value
class VerificationPassed:
    """The issuing body passed this round."""

    type: Literal["VerificationPassed"] = "VerificationPassed"
    round: int
    body: str


@value
class VerificationFailed:
    """The issuing body failed this round."""

    type: Literal["VerificationFailed"] = "VerificationFailed"
    round: int
    failed: tuple[FailedItem, ...]


@value
class ReviewPassed:
    """The provider passed this round: approved."""

    type: Literal["ReviewPassed"] = "ReviewPassed"
    round: int


@value
class ReviewFailed:
    """The provider failed this round."""

    type: Literal["ReviewFailed"] = "ReviewFailed"
    round: int
    failed: tuple[FailedItem, ...]


@value
class TaskWithdrawn:
    """The open task was closed, because the applicant withdrew."""

    type: Literal["TaskWithdrawn"] = "TaskWithdrawn"
    stage: Stage
    round: int


@value
class CaseRefused:
    """The case ended: refused for good by two persons."""

    type: Literal["CaseRefused"] = "CaseRefused"
    stage: Stage
    round: int
    reason_code: str


@value
class CaseTaken:
    """The case went from a body that closed to its successor; clocks run on."""

    type: Literal["CaseTaken"] = "CaseTaken"
    former_body: str
    body: str


RoundStep: TypeAlias = (
    TaskOpened | TaskClaimed | VerificationPassed | VerificationFailed | ReviewPassed | ReviewFailed | TaskWithdrawn | CaseRefused
)
VerificationStep: TypeAlias = RoundStep | CaseTaken
