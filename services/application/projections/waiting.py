"""Which applications wait for their applicant, and since when has nobody acted on them?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chassis.messages import value
from chassis.view import Fact, View
from services.application.events import Event
from services.application.events.case import (
    CaseApproved,
    CaseCompleted,
    CaseEvent,
    CaseLapsed,
    CaseRefused,
    CaseUnclaimed,
    CaseWithdrawn,
    CertificateEnded,
    DocumentDownloaded,
    DocumentPrinted,
    DraftOpened,
    FormFilled,
    FormReopened,
    IssuingBodyChanged,
    KeyIssued,
    KeyVoided,
    LoginNameAdopted,
    LoginNameAssigned,
    LoginNameRetained,
    MaterialsConfirmed,
    MaterialsReturned,
    MaterialsVerified,
    ReissueDeclared,
    ReissueEnded,
    RequirementsShown,
    ScanUploaded,
    SubmissionConfirmed,
    WithdrawalDeclined,
    WithdrawalRequested,
)
from services.application.projections.keys import case_of, of_a_case


@value
class Waiting:
    """An open application. `held` while its applicant has it, `in_correction` since a desk sent it back; `since` is the last act."""

    case_id: UUID
    credit_code: str
    issuing_body: str
    held: bool
    in_correction: bool
    since: datetime


def project(row: Waiting | None, fact: Fact[Event]) -> Waiting | None:
    """The row after this fact; none once the application is over."""
    event = fact.event
    if isinstance(event, DraftOpened):
        return Waiting(
            case_id=event.case_id,
            credit_code=event.credit_code,
            issuing_body="",
            held=True,
            in_correction=False,
            since=fact.at,
        )
    if row is None or not of_a_case(event):
        return row
    return changed(replace(row, since=fact.at), event)


def changed(row: Waiting, event: CaseEvent) -> Waiting | None:
    """What each fact changes for who waits."""
    match event:
        case FormFilled() | SubmissionConfirmed():
            return replace(row, issuing_body=event.issuing_body)
        case IssuingBodyChanged():
            return replace(row, issuing_body=event.body)
        case MaterialsConfirmed():
            return replace(row, issuing_body=event.issuing_body, held=False, in_correction=False)
        case MaterialsReturned():
            return replace(row, held=True, in_correction=True)
        case CaseCompleted() | CaseWithdrawn() | CaseLapsed() | CaseRefused() | CaseUnclaimed():
            return None
        case DraftOpened() | LoginNameAssigned() | LoginNameAdopted() | LoginNameRetained() | RequirementsShown():
            return row
        case ReissueDeclared() | ReissueEnded() | DocumentPrinted() | DocumentDownloaded() | FormReopened() | ScanUploaded():
            return row
        case MaterialsVerified() | CaseApproved() | WithdrawalRequested() | WithdrawalDeclined():
            return row
        case KeyIssued() | KeyVoided() | CertificateEnded():
            return row


def waiting(lapses_at: Callable[[Waiting], datetime]) -> View[Event, Waiting]:
    """The view, due when a held application lapses; `lapses_at` knows the policy."""
    return View(
        name="waiting",
        version=1,
        row=Waiting,
        keys=case_of,
        project=project,
        due=lambda row: lapses_at(row) if row.held else None,
    )
