"""Which cases has an issuing body in its care? All that were not withdrawn or refused: whether a key has arrived only delivery knows."""

from collections.abc import Sequence
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


@value
class InCustody:
    """A case, and the issuing body that has it."""

    case_id: UUID
    number: str
    body: str


def custody_keys(event: Event) -> Sequence[str]:
    match event:
        case MaterialsReceived():
            return [event.materials.case.application_number]
        case CaseTaken() | CaseRefused() | TaskWithdrawn() | CaseClosed():
            return [event.application_number]
        case TaskOpened() | TaskClaimed() | ClaimRenewed() | ItemsChecked() | RemarksRead():
            return []
        case VerificationPassed() | VerificationFailed() | ReviewPassed() | ReviewFailed():
            return []
        case RefusalProposed() | RefusalDeclined() | CasesTransferred():
            return []


def project_custody(row: InCustody | None, fact: Fact[Event]) -> InCustody | None:
    """From the first materials to the end that a desk or the applicant makes."""
    match fact.event:
        case MaterialsReceived() as received:
            case = received.materials.case
            return InCustody(case_id=case.case_id, number=case.application_number, body=case.issuing_body)
        case CaseTaken() as taken:
            return InCustody(case_id=taken.case_id, number=taken.application_number, body=taken.body)
        case CaseRefused() | TaskWithdrawn() | CaseClosed():
            return None
        case TaskOpened() | TaskClaimed() | ClaimRenewed() | ItemsChecked() | RemarksRead():
            return row
        case VerificationPassed() | VerificationFailed() | ReviewPassed() | ReviewFailed():
            return row
        case RefusalProposed() | RefusalDeclined() | CasesTransferred():
            return row


def in_care_of(body: str) -> str:
    """The tag of a body's cases."""
    return f"body:{body}"


custody: View[Event, InCustody] = View(
    name="custody",
    version=1,
    row=InCustody,
    keys=custody_keys,
    project=project_custody,
    tags=lambda row: [in_care_of(row.body)],
    order=lambda row: row.number,
)
