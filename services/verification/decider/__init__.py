"""What do the desks allow? Every wish in every state of a case; the rules stand in the modules beside."""

from collections.abc import Sequence

from chassis.decider import Decider, Refused
from services.verification.commands import (
    CaseCommand,
    CheckItems,
    ClaimTask,
    CloseCase,
    ConfirmRefusal,
    DeclineRefusal,
    FailTask,
    PassTask,
    ProposeRefusal,
    ReadRemarks,
    ReceiveMaterials,
    TakeCase,
    WithdrawTask,
)
from services.verification.decider.claims import claim, decided_before, stale
from services.verification.decider.evolving import evolve
from services.verification.decider.judging import check, fail_review, fail_verification, pass_review, pass_verification
from services.verification.decider.reading import read_remarks
from services.verification.decider.refusing import confirm, confirm_again, decline, no_proposal, propose
from services.verification.decider.rounds import close, receive_again, receive_first, receive_next, withdraw_task
from services.verification.decider.states import (
    Approved,
    BetweenDesks,
    FinallyRefused,
    NotYet,
    Reviewing,
    State,
    Verifying,
    WithApplicant,
    Withdrawn,
)
from services.verification.decider.taking import take_case
from services.verification.events import CaseEvent

__all__ = ["State", "decide", "evolve", "review"]


def decide(command: CaseCommand, state: State) -> Sequence[CaseEvent]:
    """The table: a decision sent again is nothing, one that came too late is stale."""
    match command, state:
        case ReceiveMaterials(), NotYet():
            return receive_first(command)
        case ReceiveMaterials(), WithApplicant():
            return receive_next(command, state)
        case ReceiveMaterials(), BetweenDesks() | Verifying() | Reviewing() | Approved() | Withdrawn() | FinallyRefused():
            return receive_again(command, state)
        case ClaimTask(), Verifying() | Reviewing():
            return claim(command, state)
        case ClaimTask(), NotYet() | BetweenDesks() | WithApplicant() | Approved() | Withdrawn() | FinallyRefused():
            raise no_open_task()
        case CheckItems(), Verifying() | Reviewing():
            return check(command, state)
        case PassTask() | FailTask(), (
            BetweenDesks() | Verifying() | Reviewing() | WithApplicant() | Approved() | Withdrawn() | FinallyRefused()
        ) if decided_before(command, state.past):
            return []
        case PassTask(), Verifying():
            return pass_verification(command, state)
        case PassTask(), Reviewing():
            return pass_review(command, state)
        case FailTask(), Verifying():
            return fail_verification(command, state)
        case FailTask(), Reviewing():
            return fail_review(command, state)
        case ProposeRefusal(), Verifying() | Reviewing():
            return propose(command, state)
        case (
            CheckItems() | PassTask() | FailTask() | ProposeRefusal(),
            NotYet() | BetweenDesks() | WithApplicant() | Approved() | Withdrawn() | FinallyRefused(),
        ):
            raise stale()
        case ConfirmRefusal(), Verifying() | Reviewing():
            return confirm(command, state)
        case ConfirmRefusal(), FinallyRefused():
            return confirm_again(command, state)
        case DeclineRefusal(), Verifying() | Reviewing():
            return decline(command, state)
        case ConfirmRefusal(), NotYet() | BetweenDesks() | WithApplicant() | Approved() | Withdrawn():
            raise no_proposal()
        case DeclineRefusal(), NotYet() | BetweenDesks() | WithApplicant() | Approved() | Withdrawn() | FinallyRefused():
            raise no_proposal()
        case TakeCase(), BetweenDesks() | Verifying() | Reviewing() | WithApplicant() | Approved():
            return take_case(command, state)
        case TakeCase(), NotYet() | Withdrawn() | FinallyRefused():
            return []
        case WithdrawTask() | CloseCase(), Verifying() | Reviewing():
            return withdraw_task(command, state)
        case WithdrawTask(), NotYet() | BetweenDesks() | WithApplicant() | Approved() | Withdrawn() | FinallyRefused():
            return []
        case CloseCase(), BetweenDesks() | WithApplicant() | Approved():
            return close(command, state)
        case CloseCase(), NotYet() | Withdrawn() | FinallyRefused():
            return []
        case ReadRemarks(), NotYet():
            return []
        case (
            ReadRemarks(),
            BetweenDesks() | Verifying() | Reviewing() | WithApplicant() | Approved() | Withdrawn() | FinallyRefused(),
        ):
            return read_remarks(command, state)


def no_open_task() -> Refused:
    return Refused("no_open_task", zh="该申请目前没有待办任务", en="no desk has a task of this application now")


review: Decider[CaseCommand, State, CaseEvent] = Decider(decide=decide, evolve=evolve, initial=NotYet())
