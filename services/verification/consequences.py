"""What must be decided together with a fact, on other histories of this service?"""

from collections.abc import Sequence
from uuid import UUID

from services.verification.commands import Command, TakeCase
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


def follow(event: Event) -> Sequence[Command]:
    """A transfer moves every case that it names, or none."""
    match event:
        case CasesTransferred():
            return [take(event, case_id) for case_id in event.cases]
        case MaterialsReceived() | TaskOpened() | TaskClaimed() | ClaimRenewed() | ItemsChecked():
            return []
        case VerificationPassed() | VerificationFailed() | ReviewPassed() | ReviewFailed():
            return []
        case RefusalProposed() | RefusalDeclined() | CaseRefused():
            return []
        case TaskWithdrawn() | CaseClosed() | CaseTaken() | RemarksRead():
            return []


def take(event: CasesTransferred, case_id: UUID) -> TakeCase:
    """The wish for one of its cases."""
    return TakeCase(
        case_id=case_id,
        transfer_id=event.transfer_id,
        former_body=event.former_body,
        body=event.body,
        at=event.transferred_at,
    )
