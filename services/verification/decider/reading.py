"""Who may see a case, its task and its remarks? What one may not see looks like what does not exist (docs/domain.md §1)."""

from collections.abc import Sequence

from services.verification.commands import ReadRemarks
from services.verification.decider.states import (
    Approved,
    BetweenDesks,
    FinallyRefused,
    Judgement,
    Known,
    NotYet,
    OnDesk,
    Read,
    Reviewing,
    State,
    Verifying,
    WithApplicant,
    Withdrawn,
)
from services.verification.events import CaseEvent, RemarksRead
from services.verification.values import Officer


def task_seen(state: State, officer: Officer) -> OnDesk | None:
    """The open task, if it lies on this officer's desk."""
    match state:
        case Verifying() | Reviewing():
            return state if state.task.body == officer.body and state.task.stage in officer.stages else None
        case NotYet() | BetweenDesks() | WithApplicant() | Approved() | Withdrawn() | FinallyRefused():
            return None


def refusal_seen(state: State, body: str) -> OnDesk | FinallyRefused | None:
    """A refusal that a supervisor of this body may decide or has decided, or whose proposal is void by now."""
    match state:
        case Verifying() | Reviewing():
            return state if state.task.body == body and state.past.proposals else None
        case FinallyRefused():
            return state if state.body == body else None
        case NotYet() | BetweenDesks() | WithApplicant() | Approved() | Withdrawn():
            return None


def rounds_seen(state: Known, officer: Officer) -> frozenset[int]:
    """The rounds whose remarks this officer may read.

    The issuing body sees them all; the provider all of an approved case or one at its desk, otherwise those that it reviewed.
    """
    every = frozenset(range(1, state.materials.round + 1))
    if "verification" in officer.stages and officer.body == state.materials.case.issuing_body:
        return every
    if "review" not in officer.stages or officer.body != state.past.review_body:
        return frozenset()
    match state:
        case Reviewing() | Approved():
            return every
        case BetweenDesks() | Verifying() | WithApplicant() | Withdrawn() | FinallyRefused():
            return state.past.reviewed_rounds


def failures(state: Known, rounds: frozenset[int]) -> Sequence[Judgement]:
    """The failed decisions of these rounds, oldest first."""
    return [j for j in state.past.judgements if j.outcome == "failed" and j.round in rounds]


def read_remarks(command: ReadRemarks, state: Known) -> Sequence[CaseEvent]:
    """Showing remarks is recorded (docs/domain.md §9); where there are none, nothing is shown."""
    shown = state.past.proposals > 0 or any(j.outcome == "failed" for j in state.past.judgements)
    if not shown or state.past.read == Read(reader_id=command.reader_id, at=command.at):
        return []
    return [RemarksRead(case_id=command.case_id, reader_id=command.reader_id, read_at=command.at)]
