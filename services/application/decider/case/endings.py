"""How does a case end that nobody withdraws: lapsed, refused, unclaimed, or because its account was proven foreign?"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.application.commands.case import AbandonCase, EndCommand, EndUnclaimed, LapseCase, RefuseCase
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
    name_of,
    unfit,
)
from services.application.decider.case.withdrawing import end, reissue_ended, request
from services.application.events.case import CaseEvent, CaseLapsed, CaseRefused, CaseUnclaimed


def decide(command: EndCommand, state: State) -> Sequence[CaseEvent]:
    """The table of endings. A timer that rings too late, and whatever is heard of a case that has ended, is nothing."""
    match command, state:
        case LapseCase(), Draft() | Confirmed() | Uploading() | Correcting():
            return lapse(command, state)
        case LapseCase(), AtDesk() | Withdrawing() | Produced() | Completed() | Ended():
            return []
        case RefuseCase(), AtDesk() | Withdrawing():
            return refuse(command, state.dossier)
        case RefuseCase(), Ended():
            return []
        case EndUnclaimed(), Produced():
            return [unclaimed(command, state)]
        case EndUnclaimed(), Withdrawing():
            return unclaimed_withdrawing(command, state)
        case EndUnclaimed(), Ended():
            return []
        case AbandonCase(), Draft() | Confirmed() | Uploading() | Correcting():
            return end(state.dossier, command.at)
        case AbandonCase(), AtDesk():
            return [request(state, command.at)]
        case AbandonCase(), Withdrawing() | Produced() | Completed() | Ended():
            return []
        case LapseCase() | AbandonCase(), NotOpened():
            raise unfit(state)
        case RefuseCase(), NotOpened() | Draft() | Confirmed() | Uploading() | Correcting() | Produced() | Completed():
            raise unfit(state)
        case EndUnclaimed(), NotOpened() | Draft() | Confirmed() | Uploading() | Correcting() | AtDesk() | Completed():
            raise unfit(state)


def lapse(command: LapseCase, state: Draft | Confirmed | Uploading | Correcting) -> Sequence[CaseEvent]:
    """Whoever acted meanwhile has begun the time anew (`docs/domain.md §2`, `draft.lapse`, `correction.lapse`)."""
    dossier = state.dossier
    if command.at < lapses_at(dossier, untouched=command.untouched, uncorrected=command.uncorrected):
        return []
    opened = dossier.opened
    lapsed = CaseLapsed(
        case_id=opened.case_id,
        application_number=opened.application_number,
        account_id=opened.account_id,
        state=name_of(state),
        names=dossier.names,
        earlier_key=opened.earlier.key if opened.earlier else "",
        lapsed_at=command.at,
    )
    return [lapsed, *reissue_ended(dossier, command.at)]


def lapses_at(dossier: Dossier, *, untouched: timedelta, uncorrected: timedelta) -> datetime:
    """When the case lapses unless somebody acts."""
    return (dossier.acted_at or dossier.opened.opened_at) + (uncorrected if dossier.correction else untouched)


def refuse(command: RefuseCase, dossier: Dossier) -> Sequence[CaseEvent]:
    """The desks refuse for good, also while a withdrawal is under way to them: the owner of the stage decides."""
    opened = dossier.opened
    refused = CaseRefused(
        case_id=opened.case_id,
        application_number=opened.application_number,
        account_id=opened.account_id,
        stage=command.stage,
        round=command.round,
        reason_code=command.reason_code,
        names=dossier.names,
        earlier_key=opened.earlier.key if opened.earlier else "",
        refused_at=command.at,
    )
    return [refused, *reissue_ended(dossier, command.at)]


def unclaimed(command: EndUnclaimed, state: Produced | Withdrawing) -> CaseUnclaimed:
    """The key goes back and ends (`docs/states.md §7` 14); an earlier key ended when this one was issued."""
    if state.issued is None or state.issued.certificate_serial != command.certificate_serial:
        raise unfit(state)
    opened = state.dossier.opened
    return CaseUnclaimed(
        case_id=opened.case_id,
        account_id=opened.account_id,
        certificate_serial=command.certificate_serial,
        login_name=state.issued.login_name,
        earlier_key=opened.earlier.key if opened.earlier else "",
        unclaimed_at=command.at,
    )


def unclaimed_withdrawing(command: EndUnclaimed, state: Withdrawing) -> Sequence[CaseEvent]:
    """A withdrawal that production has declined but we have not heard of."""
    return [unclaimed(command, state)]
