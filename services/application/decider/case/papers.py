"""When is the form frozen, printed, downloaded and opened again?"""

from collections.abc import Sequence

from chassis.decider import Refused
from services.application.commands.case import (
    ConfirmSubmission,
    DownloadDocument,
    KeepDocument,
    PaperCommand,
    ReopenForm,
    ShowRequirements,
)
from services.application.decider.case.faults import requirements_changed, submission_faults
from services.application.decider.case.states import (
    AtDesk,
    Completed,
    Confirmed,
    Correcting,
    Dossier,
    Draft,
    Ended,
    NotOpened,
    Produced,
    State,
    Uploading,
    Withdrawing,
    unfit,
)
from services.application.events.case import (
    CaseEvent,
    DocumentDownloaded,
    DocumentPrinted,
    FormReopened,
    ReissueDeclared,
    RequirementsShown,
    SubmissionConfirmed,
)


def decide(command: PaperCommand, state: State) -> Sequence[CaseEvent]:
    """The table of freezing, printing and opening again."""
    match command, state:
        case ShowRequirements(), Confirmed() | Uploading() | Correcting():
            return show(command, state.dossier)
        case ShowRequirements(), Draft() | AtDesk() | Withdrawing() | Produced() | Completed() | Ended():
            return []
        case ConfirmSubmission(), Draft():
            return confirm(command, state.dossier)
        case ConfirmSubmission(), Confirmed() | Uploading():
            return []
        case KeepDocument(), Confirmed():
            return keep(command, state.dossier)
        case KeepDocument(), Uploading() | Correcting() | AtDesk() | Withdrawing() | Produced() | Completed():
            return keep(command, state.dossier)
        case DownloadDocument(), Confirmed():
            return download(command, state.dossier)
        case DownloadDocument(), Uploading() | Correcting() | AtDesk() | Withdrawing() | Produced() | Completed() | Ended():
            return []
        case ReopenForm(), Confirmed() | Uploading() | Correcting():
            return [reopen(command, state.dossier)]
        case ReopenForm(), Draft():
            return []
        case ShowRequirements(), NotOpened():
            raise unfit(state)
        case ConfirmSubmission(), NotOpened() | Correcting() | AtDesk() | Withdrawing() | Produced() | Completed() | Ended():
            raise unfit(state)
        case KeepDocument(), NotOpened() | Draft() | Ended():
            raise unfit(state)
        case DownloadDocument(), NotOpened() | Draft():
            raise unfit(state)
        case ReopenForm(), NotOpened() | AtDesk() | Withdrawing() | Produced() | Completed() | Ended():
            raise unfit(state)


def show(command: ShowRequirements, dossier: Dossier) -> Sequence[CaseEvent]:
    """Remember what was shown where it is not what was shown before; pinned rules never change."""
    if dossier.pinned is not None or not requirements_changed(dossier, command.rules):
        return []
    return [RequirementsShown(case_id=command.case_id, rules=command.rules, shown_at=command.at)]


def confirm(command: ConfirmSubmission, dossier: Dossier) -> Sequence[CaseEvent]:
    """ "Confirm Submission": freeze the revision; a reissue suspends the earlier key from here on (`docs/domain.md §2`)."""
    filled, login = dossier.filled, dossier.login
    faults = submission_faults(dossier)
    if faults or filled is None or login is None:
        raise Refused("incomplete", zh="；".join(f.zh for f in faults), en="; ".join(f.en for f in faults))
    earlier = dossier.opened.earlier
    confirmed = SubmissionConfirmed(
        case_id=command.case_id,
        application_number=dossier.opened.application_number,
        account_id=dossier.opened.account_id,
        revision=dossier.revision,
        issuing_body=command.issuing_body,
        licence_kinds=filled.licence_kinds,
        login=login,
        rules=command.rules,
        earlier_key=earlier.key if earlier else "",
        live_keys=command.live_keys,
        confirmed_at=command.at,
    )
    return [confirmed, *_declare(command, dossier)]


def _declare(command: ConfirmSubmission, dossier: Dossier) -> Sequence[CaseEvent]:
    earlier, loss = dossier.opened.earlier, dossier.opened.loss
    if earlier is None or loss is None or dossier.reissue_declared:
        return []
    return [
        ReissueDeclared(
            case_id=command.case_id,
            application_number=dossier.opened.application_number,
            account_id=dossier.opened.account_id,
            earlier=earlier,
            loss=loss,
            declared_at=command.at,
        )
    ]


def keep(command: KeepDocument, dossier: Dossier) -> Sequence[CaseEvent]:
    """Keep the first bytes of each document of a revision, never others."""
    _check_revision(command.revision, dossier)
    if dossier.printed_now(command.document) is not None:
        return []
    return [
        DocumentPrinted(
            case_id=command.case_id,
            revision=command.revision,
            document=command.document,
            address=command.address,
            person_id=command.person_id,
            mark=command.mark,
            printed_at=command.at,
        )
    ]


def download(command: DownloadDocument, dossier: Dossier) -> Sequence[CaseEvent]:
    """A fact for the first download of each document; only after both is "Next" there."""
    _check_revision(command.revision, dossier)
    if command.document in dossier.downloaded:
        return []
    return [
        DocumentDownloaded(
            case_id=command.case_id, revision=command.revision, document=command.document, downloaded_at=command.at
        )
    ]


def _check_revision(revision: int, dossier: Dossier) -> None:
    if revision != dossier.revision:
        raise Refused("old_revision", zh="表格已有新的修订版", en="there is a newer revision of the form")


def reopen(command: ReopenForm, dossier: Dossier) -> FormReopened:
    """Edit again as the next revision; in a correction only if a desk failed a section of the form."""
    if dossier.correction is not None and not dossier.correction.sections:
        raise Refused(
            "form_not_open", zh="本次只需更正扫描件，表格不能修改", en="only scans are to be corrected; the form stays as it is"
        )
    return FormReopened(case_id=command.case_id, revision=dossier.revision + 1, reopened_at=command.at)
