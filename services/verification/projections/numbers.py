"""Which case bears an application number?"""

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
class Numbered:
    """The case that bears an application number."""

    case_id: UUID


def number_keys(event: Event) -> Sequence[str]:
    match event:
        case MaterialsReceived():
            return [event.materials.case.application_number]
        case TaskOpened() | TaskClaimed() | ClaimRenewed() | ItemsChecked() | TaskWithdrawn() | CaseClosed() | RemarksRead():
            return []
        case VerificationPassed() | VerificationFailed() | ReviewPassed() | ReviewFailed():
            return []
        case RefusalProposed() | RefusalDeclined() | CaseRefused() | CaseTaken() | CasesTransferred():
            return []


def project_number(row: Numbered | None, fact: Fact[Event]) -> Numbered | None:
    """A number names its case for ever."""
    return row or Numbered(case_id=fact.stream)


numbers: View[Event, Numbered] = View(name="numbers", version=1, row=Numbered, keys=number_keys, project=project_number)
