"""How does a withdrawal end (`docs/states.md §6`)?"""

from collections.abc import Sequence
from datetime import datetime

from services.application.commands.case import DeclineWithdrawal, EndWithdrawn, RequestWithdrawal, WithdrawalCommand
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
    CaseWithdrawn,
    KeyIssued,
    ReissueEnded,
    WithdrawalDeclined,
    WithdrawalRequested,
)


def decide(command: WithdrawalCommand, state: State) -> Sequence[CaseEvent]:
    """The table of withdrawing: at once while the applicant holds the case, otherwise as a request."""
    match command, state:
        case RequestWithdrawal(), Draft() | Confirmed() | Uploading() | Correcting():
            return end(state.dossier, command.at)
        case RequestWithdrawal(), AtDesk():
            return [request(state, command.at)]
        case RequestWithdrawal(), Withdrawing() | Ended():
            return []
        case EndWithdrawn(), Withdrawing():
            return end(state.dossier, command.at, state.issued)
        case EndWithdrawn(), Ended():
            return []
        case DeclineWithdrawal(), Withdrawing():
            return [decline(command, state)]
        case DeclineWithdrawal(), Produced() | Completed():
            return []
        case RequestWithdrawal(), NotOpened() | Produced() | Completed():
            raise unfit(state)
        case EndWithdrawn(), NotOpened() | Draft() | Confirmed() | Uploading() | Correcting() | AtDesk():
            raise unfit(state)
        case EndWithdrawn(), Produced() | Completed():
            raise unfit(state)
        case DeclineWithdrawal(), NotOpened() | Draft() | Confirmed() | Uploading() | Correcting() | AtDesk() | Ended():
            raise unfit(state)


def request(state: AtDesk, at: datetime) -> WithdrawalRequested:
    """Ask the owner of the stage."""
    opened = state.dossier.opened
    return WithdrawalRequested(
        case_id=opened.case_id, application_number=opened.application_number, stage=state.stage, requested_at=at
    )


def end(dossier: Dossier, at: datetime, issued: KeyIssued | None = None) -> Sequence[CaseEvent]:
    """The case is over; an earlier key is told that nothing replaces it."""
    opened = dossier.opened
    withdrawn = CaseWithdrawn(
        case_id=opened.case_id,
        application_number=opened.application_number,
        account_id=opened.account_id,
        names=dossier.names,
        earlier_key=opened.earlier.key if opened.earlier else "",
        withdrawn_at=at,
        certificate_serial=issued.certificate_serial if issued else "",
    )
    return [withdrawn, *([] if issued else reissue_ended(dossier, at))]


def reissue_ended(dossier: Dossier, at: datetime) -> Sequence[CaseEvent]:
    """Nothing replaces the earlier key, if it was suspended and not replaced before (`docs/states.md §7` 7)."""
    opened = dossier.opened
    if opened.earlier is None or opened.loss is None or not dossier.reissue_declared or dossier.voided:
        return []
    return [ReissueEnded(case_id=opened.case_id, earlier=opened.earlier, loss=opened.loss, ended_at=at)]


def decline(command: DeclineWithdrawal, state: Withdrawing) -> WithdrawalDeclined:
    """The key exists: the case goes on. Production tells of the certificate first, so its absence means too early."""
    if state.issued is None:
        raise unfit(state)
    return WithdrawalDeclined(
        case_id=command.case_id, application_number=state.dossier.opened.application_number, declined_at=command.at
    )
