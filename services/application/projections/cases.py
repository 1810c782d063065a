"""Which applications are there, and how does each stand?"""

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
from services.application.values.codes import DOCUMENTS, CaseKind


@value
class CaseRow:
    """One application in a list. `downloaded` are the documents of the present revision, `in_correction` tells of a failed round."""

    case_id: UUID
    application_number: str
    account_id: UUID
    enterprise_name: str
    kind: CaseKind
    state: str
    revision: int
    round: int
    issuing_body: str
    login_name: str
    downloaded: tuple[str, ...]
    in_correction: bool
    opened_at: datetime
    changed_at: datetime


def project(row: CaseRow | None, fact: Fact[Event]) -> CaseRow | None:
    """The row after this fact."""
    event = fact.event
    if isinstance(event, DraftOpened):
        return opened(event)
    if row is None or not of_a_case(event):
        return row
    return replace(changed(row, event), changed_at=fact.at)


def opened(event: DraftOpened) -> CaseRow:
    """A new line in the list."""
    return CaseRow(
        case_id=event.case_id,
        application_number=event.application_number,
        account_id=event.account_id,
        enterprise_name=event.enterprise_name,
        kind=event.kind,
        state="draft",
        revision=1,
        round=0,
        issuing_body="",
        login_name="",
        downloaded=(),
        in_correction=False,
        opened_at=event.opened_at,
        changed_at=event.opened_at,
    )


def changed(row: CaseRow, event: CaseEvent) -> CaseRow:
    """What each fact changes in the line."""
    match event:
        case FormFilled():
            return replace(row, issuing_body=event.issuing_body)
        case LoginNameAssigned() | LoginNameAdopted() | LoginNameRetained():
            return replace(row, login_name=event.login.name)
        case SubmissionConfirmed():
            return replace(row, state="confirmed", revision=event.revision, downloaded=())
        case DocumentDownloaded():
            return downloaded(row, event)
        case FormReopened():
            return replace(row, state="draft", revision=event.revision, downloaded=())
        case MaterialsConfirmed():
            return replace(row, state="verifying", round=event.round, issuing_body=event.issuing_body, in_correction=False)
        case MaterialsVerified():
            return row if row.state == "withdrawing" else replace(row, state="reviewing")
        case MaterialsReturned():
            state = "draft" if event.sections else "correcting"
            return replace(row, state=state, revision=event.revision, in_correction=True, downloaded=())
        case CaseApproved():
            return row if row.state == "withdrawing" else replace(row, state="producing")
        case WithdrawalRequested():
            return replace(row, state="withdrawing")
        case WithdrawalDeclined():
            return replace(row, state="produced")
        case KeyIssued():
            return row if row.state == "withdrawing" else replace(row, state="produced")
        case CaseCompleted():
            return replace(row, state="completed")
        case CaseWithdrawn():
            return replace(row, state="withdrawn")
        case CaseLapsed():
            return replace(row, state="lapsed")
        case CaseRefused():
            return replace(row, state="refused")
        case CaseUnclaimed():
            return replace(row, state="unclaimed")
        case IssuingBodyChanged():
            return replace(row, issuing_body=event.body)
        case KeyVoided():
            return row if row.state == "withdrawing" else replace(row, state="producing")
        case CertificateEnded():
            return row
        case DraftOpened() | RequirementsShown() | ReissueDeclared() | ReissueEnded() | DocumentPrinted() | ScanUploaded():
            return row


def downloaded(row: CaseRow, event: DocumentDownloaded) -> CaseRow:
    """Both documents open the upload."""
    have = (*row.downloaded, event.document)
    after_both = "correcting" if row.in_correction else "uploading"
    return replace(row, downloaded=have, state=row.state if set(DOCUMENTS) - set(have) else after_both)


def place(opened_at: datetime, application_number: str) -> str:
    """Where an application stands in a list: by the time of its opening."""
    return f"{opened_at.isoformat()}|{application_number}"


cases: View[Event, CaseRow] = View(
    name="cases",
    version=1,
    row=CaseRow,
    keys=case_of,
    project=project,
    tags=lambda row: [f"account:{row.account_id}", f"body:{row.issuing_body}", f"state:{row.state}"],
    order=lambda row: place(row.opened_at, row.application_number),
)
