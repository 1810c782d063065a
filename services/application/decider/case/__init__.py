"""What may happen to a case, while whom it belongs to?"""

from collections.abc import Sequence

from chassis.decider import Decider
from services.application.commands.case import (
    AbandonCase,
    ApproveCase,
    AssignLoginName,
    CaseCommand,
    ChangeIssuingBody,
    CompleteCase,
    ConfirmSubmission,
    ConfirmUpload,
    DeclineWithdrawal,
    DownloadDocument,
    EndCertificate,
    EndUnclaimed,
    EndWithdrawn,
    EnterLoginName,
    FillIn,
    KeepDocument,
    LapseCase,
    LoseKey,
    OpenDraft,
    PassVerification,
    RecordIssue,
    RefuseCase,
    ReopenForm,
    RequestWithdrawal,
    ReturnMaterials,
    ShowRequirements,
    SpoilAttempt,
    UploadScan,
)
from services.application.decider.case import attempts, desks, endings, filling, papers, scanning, withdrawing
from services.application.decider.case.evolving import evolve
from services.application.decider.case.states import NotOpened, State
from services.application.events.case import CaseEvent


def decide(command: CaseCommand, state: State) -> Sequence[CaseEvent]:
    """Each group of wishes has a table of its own."""
    match command:
        case OpenDraft() | FillIn() | AssignLoginName() | EnterLoginName():
            return filling.decide(command, state)
        case ShowRequirements() | ConfirmSubmission() | KeepDocument() | DownloadDocument() | ReopenForm():
            return papers.decide(command, state)
        case UploadScan() | ConfirmUpload():
            return scanning.decide(command, state)
        case PassVerification() | ReturnMaterials() | ApproveCase() | RecordIssue() | CompleteCase() | ChangeIssuingBody():
            return desks.decide(command, state)
        case RequestWithdrawal() | EndWithdrawn() | DeclineWithdrawal():
            return withdrawing.decide(command, state)
        case SpoilAttempt() | LoseKey() | EndCertificate():
            return attempts.decide(command, state)
        case LapseCase() | RefuseCase() | EndUnclaimed() | AbandonCase():
            return endings.decide(command, state)


case: Decider[CaseCommand, State, CaseEvent] = Decider(decide=decide, evolve=evolve, initial=NotOpened())
