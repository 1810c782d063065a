"""What do the desks allow? Every wish in every state of a case; the rules stand in the modules beside."""

from collections.abc import Sequence

from chassis.decider import Decider, Refused
from services.verification.commands import (
    CheckItems,
    ClaimTask,
    CloseCase,
    Command,
    FailTask,
    PassTask,
    ReadRemarks,
    ReceiveMaterials,
    WithdrawTask,
)
from services.verification.decider.claims import claim, decided_before, stale
from services.verification.decider.evolving import evolve
from services.verification.decider.judging import check, fail_review, fail_verification, pass_review, pass_verification
from services.verification.decider.reading import read_remarks
from services.verification.decider.rounds import close, receive_again, receive_first, receive_next, withdraw_task
from services.verification.decider.states import (
    Approved,
    BetweenDesks,
    NotYet,
    Reviewing,
    State,
    Verifying,
    WithApplicant,
    Withdrawn,
)
from services.verification.events import Event

__all__ = ["State", "decide", "evolve", "review"]


def decide(command: Command, state: State) -> Sequence[Event]:
    """The table: a decision sent again is nothing, one that came too late is stale."""
    match command, state:
        case ReceiveMaterials(), NotYet():
            return receive_first(command)
        case ReceiveMaterials(), WithApplicant():
            return receive_next(command, state)
        case ReceiveMaterials(), BetweenDesks() | Verifying() | Reviewing() | Approved() | Withdrawn():
            return receive_again(command, state)
        case ClaimTask(), Verifying() | Reviewing():
            return claim(command, state)
        case ClaimTask(), NotYet() | BetweenDesks() | WithApplicant() | Approved() | Withdrawn():
            raise no_open_task()
        case CheckItems(), Verifying() | Reviewing():
            return check(command, state)
        case PassTask() | FailTask(), (
            BetweenDesks() | Verifying() | Reviewing() | WithApplicant() | Approved() | Withdrawn()
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
        case CheckItems() | PassTask() | FailTask(), NotYet() | BetweenDesks() | WithApplicant() | Approved() | Withdrawn():
            raise stale()
        case WithdrawTask() | CloseCase(), Verifying() | Reviewing():
            return withdraw_task(command, state)
        case WithdrawTask(), NotYet() | BetweenDesks() | WithApplicant() | Approved() | Withdrawn():
            return []
        case CloseCase(), BetweenDesks() | WithApplicant() | Approved():
            return close(command, state)
        case CloseCase(), NotYet() | Withdrawn():
            return []
        case ReadRemarks(), NotYet():
            return []
        case ReadRemarks(), BetweenDesks() | Verifying() | Reviewing() | WithApplicant() | Approved() | Withdrawn():
            return read_remarks(command, state)


def no_open_task() -> Refused:
    return Refused("no_open_task", zh="该申请目前没有待办任务", en="no desk has a task of this application now")


review: Decider[Command, State, Event] = Decider(decide=decide, evolve=evolve, initial=NotYet())
