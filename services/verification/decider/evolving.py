"""What does a fact make of the case before the desks?"""

from dataclasses import replace
from datetime import datetime

from services.verification.decider.states import (
    Approved,
    BetweenDesks,
    FinallyRefused,
    Judge,
    Judgement,
    Known,
    NotYet,
    Past,
    Read,
    Reviewing,
    State,
    Succession,
    Task,
    Tick,
    Verifying,
    WithApplicant,
    Withdrawn,
)
from services.verification.decider.taking import with_body
from services.verification.decider.working import at_desk
from services.verification.events import (
    CaseClosed,
    CaseEvent,
    CaseRefused,
    CaseTaken,
    ClaimRenewed,
    ItemsChecked,
    MaterialsReceived,
    RefusalDeclined,
    RefusalProposed,
    RemarksRead,
    ReviewFailed,
    ReviewPassed,
    TaskClaimed,
    TaskOpened,
    TaskWithdrawn,
    VerificationFailed,
    VerificationPassed,
)
from services.verification.values import Materials, Stage


def evolve(state: State, event: CaseEvent) -> State:
    """The history of a case begins with materials; everything else goes on from there."""
    match state:
        case NotYet():
            return begin(event)
        case BetweenDesks() | Verifying() | Reviewing() | WithApplicant() | Approved() | Withdrawn() | FinallyRefused():
            return go_on(state, event)


def begin(event: CaseEvent) -> State:
    match event:
        case MaterialsReceived():
            return received(event.materials, Past(first_confirmed_at=event.confirmed_at))
        case (
            TaskOpened()
            | TaskClaimed()
            | ClaimRenewed()
            | ItemsChecked()
            | VerificationPassed()
            | VerificationFailed()
            | ReviewPassed()
            | ReviewFailed()
            | TaskWithdrawn()
            | CaseClosed()
            | CaseTaken()
            | RefusalProposed()
            | RefusalDeclined()
            | CaseRefused()
            | RemarksRead()
        ):
            return NotYet()


def go_on(state: Known, event: CaseEvent) -> State:
    match event:
        case MaterialsReceived():
            return received(event.materials, state.past)
        case TaskOpened():
            return opened(state, event)
        case TaskClaimed() | ClaimRenewed() | ItemsChecked() | RefusalProposed() | RefusalDeclined() | CaseRefused():
            return at_desk(state, event)
        case VerificationPassed():
            return BetweenDesks(materials=state.materials, past=passed(state.past, "verification", event, event.passed_at))
        case VerificationFailed():
            return WithApplicant(materials=state.materials, past=failed(state.past, "verification", event), route="verification")
        case ReviewPassed():
            return Approved(materials=state.materials, past=passed(state.past, "review", event, event.passed_at))
        case ReviewFailed():
            return WithApplicant(materials=state.materials, past=failed(state.past, "review", event), route=event.route)
        case TaskWithdrawn() | CaseClosed():
            return Withdrawn(materials=state.materials, past=state.past)
        case CaseTaken():
            return taken(state, event)
        case RemarksRead():
            return replace(state, past=replace(state.past, read=Read(reader_id=event.reader_id, at=event.read_at)))


def received(materials: Materials, past: Past) -> BetweenDesks:
    """Whoever was the enterprise's person in any round stays one for this case."""
    persons = past.enterprise_persons.union(materials.enterprise_persons)
    return BetweenDesks(materials=materials, past=replace(past, enterprise_persons=persons))


def opened(state: Known, event: TaskOpened) -> State:
    """From then on the desk has it; the provider has seen a round once its review opened."""
    task = Task(task_id=event.task_id, stage=event.stage, body=event.body, opened_at=event.opened_at, kept=event.kept)
    match event.stage:
        case "verification":
            return Verifying(materials=state.materials, past=state.past, task=task)
        case "review":
            seen = state.past.reviewed_rounds | {event.round}
            past = replace(state.past, review_body=event.body, reviewed_rounds=seen)
            return Reviewing(materials=state.materials, past=past, task=task)


def taken(state: Known, event: CaseTaken) -> State:
    """Another issuing body; what lay on the desk of the former one lies there unclaimed."""
    succession = Succession(former_body=event.former_body, body=event.body)
    materials = with_body(state.materials, event.body)
    past = replace(state.past, successions=(*state.past.successions, succession))
    match state:
        case Verifying():
            task = replace(state.task, body=event.body, claim=None, proposal=None)
            return replace(state, materials=materials, past=past, task=task)
        case BetweenDesks() | Reviewing() | WithApplicant() | Approved() | Withdrawn() | FinallyRefused():
            return replace(state, materials=materials, past=past)


def passed(past: Past, stage: Stage, event: VerificationPassed | ReviewPassed, at: datetime) -> Past:
    judgement = Judgement(stage=stage, round=event.round, fence=event.fence, person_id=event.person_id, outcome="passed", at=at)
    return judged(past, judgement, past.ticks)


def failed(past: Past, stage: Stage, event: VerificationFailed | ReviewFailed) -> Past:
    """A failed item loses its ticks at both desks, even if it comes back unchanged."""
    judgement = Judgement(
        stage=stage,
        round=event.round,
        fence=event.fence,
        person_id=event.person_id,
        outcome="failed",
        failed=event.failed,
        remarks=event.remarks,
        at=event.failed_at,
    )
    items = {f.item for f in event.failed}
    return judged(past, judgement, frozenset(t for t in past.ticks if t.item not in items))


def judged(past: Past, judgement: Judgement, ticks: frozenset[Tick]) -> Past:
    judge = Judge(stage=judgement.stage, person_id=judgement.person_id)
    return replace(past, judgements=(*past.judgements, judgement), judges=past.judges | {judge}, ticks=ticks)
