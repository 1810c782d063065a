"""What may be wished of the desks of a case? By the applicant's facts, by officers and by supervisors."""

from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from chassis.messages import command
from services.verification.values import Finding, Materials, Officer, RefusalReason, RefusalText, Stage


@command
class ReceiveMaterials:
    """Open the round that the applicant confirmed."""

    case_id: UUID
    materials: Materials
    at: datetime


@command
class ClaimTask:
    """Take the open task for `lease` (policy `claim.lease`); `fence` is the number the officer was promised."""

    case_id: UUID
    officer: Officer
    fence: int
    lease: timedelta
    at: datetime


@command
class CheckItems:
    """Tick these items as being in order."""

    case_id: UUID
    officer: Officer
    fence: int
    items: tuple[str, ...]
    at: datetime


@command
class PassTask:
    """Pass what is on the desk; after verification the task of `review_body` opens."""

    case_id: UUID
    officer: Officer
    fence: int
    review_body: str
    at: datetime


@command
class FailTask:
    """Return the case to the applicant; `route` is the desk a case comes back to after a failed review."""

    case_id: UUID
    officer: Officer
    fence: int
    findings: tuple[Finding, ...]
    route: Stage
    at: datetime


@command
class ProposeRefusal:
    """Ask a supervisor to refuse the case for good."""

    case_id: UUID
    officer: Officer
    fence: int
    reason_code: RefusalReason
    text: RefusalText
    at: datetime


@command
class ConfirmRefusal:
    """Refuse the case, as the second person; `proposal` is the one that the supervisor has read."""

    case_id: UUID
    supervisor: Officer
    proposal: int
    at: datetime


@command
class DeclineRefusal:
    """Leave the case at its desk."""

    case_id: UUID
    supervisor: Officer
    proposal: int
    at: datetime


@command
class TakeCase:
    """The successor of a body that closed has the case from now on."""

    case_id: UUID
    transfer_id: UUID
    former_body: str
    body: str
    at: datetime


@command
class WithdrawTask:
    """The applicant asked to withdraw: close the task, if a desk has one."""

    case_id: UUID
    at: datetime


@command
class CloseCase:
    """The case was withdrawn: close whatever is open."""

    case_id: UUID
    at: datetime


@command
class ReadRemarks:
    """Record that this account is shown the remarks."""

    case_id: UUID
    reader_id: UUID
    at: datetime


@command
class TransferCases:
    """Move these cases of a body that closed to its successor, in one act."""

    transfer_id: UUID
    former_body: str
    body: str
    cases: tuple[UUID, ...]
    at: datetime


RefusalCommand: TypeAlias = ProposeRefusal | ConfirmRefusal | DeclineRefusal
CaseCommand: TypeAlias = (
    ReceiveMaterials
    | ClaimTask
    | CheckItems
    | PassTask
    | FailTask
    | RefusalCommand
    | TakeCase
    | WithdrawTask
    | CloseCase
    | ReadRemarks
)
Command: TypeAlias = CaseCommand | TransferCases
