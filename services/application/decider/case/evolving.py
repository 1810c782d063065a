"""What does each fact make of a case?"""

from dataclasses import replace

from services.application.decider.case.instants import happened_at
from services.application.decider.case.states import (
    AtDesk,
    Completed,
    Confirmed,
    Correcting,
    Correction,
    Dossier,
    Draft,
    Ended,
    Filed,
    Known,
    NotOpened,
    Produced,
    State,
    Uploading,
    Withdrawing,
)
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
from services.application.values.codes import DOCUMENTS
from services.application.values.form import LoginName


def evolve(state: State, event: CaseEvent) -> State:
    """The next state."""
    if isinstance(event, DraftOpened):
        return Draft(dossier=Dossier(opened=event))
    if isinstance(state, NotOpened):
        return state
    return _acted(_evolve_known(state, event), event)


def _acted(state: Known, event: CaseEvent) -> Known:
    return replace(state, dossier=replace(state.dossier, acted_at=happened_at(event)))


def _evolve_known(state: Known, event: CaseEvent) -> Known:
    dossier = state.dossier
    match event:
        case DraftOpened() | ReissueEnded():
            return state
        case FormFilled():
            return Draft(dossier=replace(dossier, filled=event))
        case LoginNameAssigned():
            return Draft(dossier=replace(_named(dossier, event.login, event.released), assigned=event.login))
        case LoginNameAdopted():
            return Draft(dossier=_named(dossier, event.login, event.released))
        case LoginNameRetained():
            return Draft(dossier=_named(dossier, event.login, ""))
        case RequirementsShown():
            return replace(state, dossier=replace(dossier, rules=event.rules))
        case SubmissionConfirmed():
            frozen = replace(_with_body(dossier, event.issuing_body), submitted=event, rules=event.rules, downloaded=())
            return Confirmed(dossier=frozen)
        case ReissueDeclared():
            return replace(state, dossier=replace(dossier, reissue_declared=True))
        case DocumentPrinted():
            return replace(state, dossier=replace(dossier, printed=(*dossier.printed, event)))
        case DocumentDownloaded():
            return downloaded(replace(dossier, downloaded=(*dossier.downloaded, event.document)))
        case FormReopened():
            return Draft(dossier=replace(dossier, revision=event.revision, downloaded=()))
        case ScanUploaded():
            return replace(state, dossier=replace(dossier, scans=(*_others(dossier, event), event)))
        case MaterialsConfirmed():
            return AtDesk(dossier=confirmed(_with_body(dossier, event.issuing_body), event), stage="verification")
        case MaterialsReturned():
            return returned(dossier, event)
        case MaterialsVerified() | CaseApproved() | WithdrawalRequested() | WithdrawalDeclined():
            return _moved(state, event)
        case KeyIssued():
            return issued(state, event)
        case CaseCompleted():
            return Completed(dossier=dossier, issued=state.issued) if isinstance(state, Produced) else state
        case IssuingBodyChanged():
            return replace(state, dossier=_with_body(dossier, event.body))
        case KeyVoided():
            return voided(state, event)
        case CertificateEnded():
            return replace(state, dossier=replace(dossier, ended=(*dossier.ended, event)))
        case CaseWithdrawn() | CaseLapsed() | CaseRefused() | CaseUnclaimed():
            return ended(state, event)


def ended(state: Known, event: CaseWithdrawn | CaseLapsed | CaseRefused | CaseUnclaimed) -> Ended:
    """Over, one way or another."""
    match event:
        case CaseWithdrawn():
            return Ended(dossier=state.dossier, end="withdrawn")
        case CaseLapsed():
            return Ended(dossier=state.dossier, end="lapsed")
        case CaseRefused():
            return Ended(dossier=state.dossier, end="refused")
        case CaseUnclaimed():
            issued = state.issued if isinstance(state, Produced | Withdrawing) else None
            return Ended(dossier=state.dossier, end="unclaimed", issued=issued)


def voided(state: Known, event: KeyVoided) -> AtDesk | Withdrawing:
    """Production makes the next; an unanswered request to withdraw may be granted again."""
    dossier = replace(state.dossier, voided=(*state.dossier.voided, event.certificate_serial))
    if isinstance(state, Withdrawing):
        return replace(state, dossier=dossier, issued=None)
    return AtDesk(dossier=dossier, stage="production")


def _others(dossier: Dossier, upload: ScanUploaded) -> tuple[ScanUploaded, ...]:
    """What stays beside an upload: other slots, and other pages of this slot that were uploaded for the same round."""
    same_slot = (scan for scan in dossier.scans if scan.slot == upload.slot)
    replaced = [scan for scan in same_slot if scan.page == upload.page or scan.round < upload.round]
    return tuple(scan for scan in dossier.scans if scan not in replaced)


def _with_body(dossier: Dossier, body: str) -> Dossier:
    return replace(
        dossier,
        filled=replace(dossier.filled, issuing_body=body) if dossier.filled else None,
        filed=_filed_with(dossier.filed, body),
        verified=_filed_with(dossier.verified, body),
    )


def _filed_with(filed: Filed | None, body: str) -> Filed | None:
    return replace(filed, filled=replace(filed.filled, issuing_body=body)) if filed else None


def _named(dossier: Dossier, login: LoginName, released: str) -> Dossier:
    kept = tuple(name for name in dossier.names if name not in {released, login.name})
    return replace(dossier, login=login, names=(*kept, login.name))


def downloaded(dossier: Dossier) -> Confirmed | Uploading | Correcting:
    """Only after both documents scans may be uploaded."""
    if set(DOCUMENTS) - set(dossier.downloaded):
        return Confirmed(dossier=dossier)
    return Correcting(dossier=dossier) if dossier.correction else Uploading(dossier=dossier)


def confirmed(dossier: Dossier, event: MaterialsConfirmed) -> Dossier:
    """The round is filed as it lay there; the first one pins the rules."""
    filed = dossier.filed
    if dossier.filled is not None and dossier.login is not None:
        filed = Filed(
            round=event.round,
            revision=event.revision,
            filled=dossier.filled,
            login=dossier.login,
            scans=dossier.scans,
            items=event.items,
            confirmed_at=event.confirmed_at,
        )
    return replace(dossier, round=event.round, pinned=event.rules, rules=event.rules, correction=None, filed=filed)


def returned(dossier: Dossier, event: MaterialsReturned) -> Draft | Correcting:
    """Back to the applicant: to the form where a section of it failed, otherwise to the scans."""
    correction = Correction(stage=event.stage, round=event.round, failed=event.failed, slots=event.slots, sections=event.sections)
    open_again = replace(dossier, correction=correction, revision=event.revision)
    if event.sections:
        return Draft(dossier=replace(open_again, downloaded=()))
    return Correcting(dossier=open_again)


def _moved(state: Known, event: MaterialsVerified | CaseApproved | WithdrawalRequested | WithdrawalDeclined) -> Known:
    match event, state:
        case MaterialsVerified(), AtDesk() | Withdrawing():
            return replace(state, stage="review", dossier=replace(state.dossier, verified=state.dossier.filed))
        case CaseApproved(), AtDesk() | Withdrawing():
            return replace(state, stage="production", dossier=replace(state.dossier, verified=state.dossier.filed))
        case WithdrawalRequested(), _:
            return Withdrawing(dossier=state.dossier, stage=event.stage)
        case WithdrawalDeclined(), Withdrawing(issued=KeyIssued() as key):
            return Produced(dossier=state.dossier, issued=key)
        case (
            MaterialsVerified() | CaseApproved() | WithdrawalDeclined(),
            Draft() | Confirmed() | Uploading() | Correcting() | AtDesk() | Withdrawing() | Produced() | Completed() | Ended(),
        ):
            return state


def issued(state: Known, event: KeyIssued) -> Produced | Withdrawing:
    """The case has a key; an unanswered request to withdraw stays unanswered."""
    if isinstance(state, Withdrawing):
        return replace(state, stage="production", issued=event)
    return Produced(dossier=state.dossier, issued=event)
