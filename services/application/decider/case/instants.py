"""When did a fact of a case happen?"""

from datetime import datetime

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


def happened_at(event: CaseEvent) -> datetime:
    """The instant that the fact itself states."""
    match event:
        case DraftOpened():
            return event.opened_at
        case FormFilled():
            return event.filled_at
        case LoginNameAssigned():
            return event.assigned_at
        case LoginNameAdopted():
            return event.adopted_at
        case LoginNameRetained():
            return event.retained_at
        case RequirementsShown():
            return event.shown_at
        case SubmissionConfirmed():
            return event.confirmed_at
        case ReissueDeclared():
            return event.declared_at
        case ReissueEnded():
            return event.ended_at
        case DocumentPrinted():
            return event.printed_at
        case DocumentDownloaded():
            return event.downloaded_at
        case FormReopened():
            return event.reopened_at
        case ScanUploaded():
            return event.uploaded_at
        case MaterialsConfirmed():
            return event.confirmed_at
        case MaterialsVerified():
            return event.verified_at
        case MaterialsReturned():
            return event.returned_at
        case CaseApproved():
            return event.approved_at
        case WithdrawalRequested():
            return event.requested_at
        case WithdrawalDeclined():
            return event.declined_at
        case CaseWithdrawn():
            return event.withdrawn_at
        case CaseLapsed():
            return event.lapsed_at
        case CaseRefused():
            return event.refused_at
        case CaseUnclaimed():
            return event.unclaimed_at
        case IssuingBodyChanged():
            return event.changed_at
        case KeyIssued():
            return event.issued_at
        case KeyVoided():
            return event.voided_at
        case CertificateEnded():
            return event.ended_at
        case CaseCompleted():
            return event.completed_at
