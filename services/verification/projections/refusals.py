"""Which proposals to refuse a case for good wait for a supervisor?"""

from collections.abc import Sequence
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
from services.verification.values import RefusalReason, Stage


@value
class RefusalRow:
    """A proposal that waits, as the supervisor's queue shows it; the proposer is an opaque id, the texts are read one by one."""

    number: str
    proposal: int
    stage: Stage
    round: int
    body: str
    enterprise_name: str
    reason_code: RefusalReason
    proposed_by: UUID
    proposed_at: datetime


def refusal_keys(event: Event) -> Sequence[str]:
    match event:
        case RefusalProposed() | RefusalDeclined() | CaseRefused() | TaskClaimed() | TaskWithdrawn() | CaseClosed() | CaseTaken():
            return [event.application_number]
        case MaterialsReceived() | TaskOpened() | ClaimRenewed() | ItemsChecked() | RemarksRead():
            return []
        case VerificationPassed() | VerificationFailed() | ReviewPassed() | ReviewFailed() | CasesTransferred():
            return []


def project_refusal(row: RefusalRow | None, fact: Fact[Event]) -> RefusalRow | None:
    """From the proposal until it is decided or void: by a new claim, a withdrawal, or a transfer away from the body that has it."""
    match fact.event:
        case RefusalProposed() as proposed:
            return proposed_row(proposed)
        case RefusalDeclined() | CaseRefused() | TaskClaimed() | TaskWithdrawn() | CaseClosed():
            return None
        case CaseTaken() as taken:
            return row if row and row.body != taken.former_body else None
        case MaterialsReceived() | TaskOpened() | ClaimRenewed() | ItemsChecked() | RemarksRead():
            return row
        case VerificationPassed() | VerificationFailed() | ReviewPassed() | ReviewFailed() | CasesTransferred():
            return row


def proposed_row(event: RefusalProposed) -> RefusalRow:
    return RefusalRow(
        number=event.application_number,
        proposal=event.proposal,
        stage=event.stage,
        round=event.round,
        body=event.body,
        enterprise_name=event.enterprise_name,
        reason_code=event.reason_code,
        proposed_by=event.person_id,
        proposed_at=event.proposed_at,
    )


def waiting_at(body: str) -> str:
    """The tag of a supervisor's queue."""
    return f"supervisor:{body}"


refusals: View[Event, RefusalRow] = View(
    name="refusals",
    version=1,
    row=RefusalRow,
    keys=refusal_keys,
    project=project_refusal,
    tags=lambda row: [waiting_at(row.body)],
    order=lambda row: f"{row.proposed_at.isoformat()} {row.number}",
)
