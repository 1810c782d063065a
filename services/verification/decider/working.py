"""What does work at a desk make of the case: claims, ticks, proposals to refuse it?"""

from dataclasses import replace
from typing import TypeAlias
from uuid import UUID

from services.verification.decider.states import (
    Approved,
    BetweenDesks,
    Claim,
    Declined,
    FinallyRefused,
    Judge,
    Known,
    OnDesk,
    Past,
    Proposal,
    Reviewing,
    State,
    Verifying,
    WithApplicant,
    Withdrawn,
    tick,
)
from services.verification.events import (
    CaseRefused,
    ClaimRenewed,
    ItemsChecked,
    RefusalDeclined,
    RefusalProposed,
    TaskClaimed,
)

AtDesk: TypeAlias = TaskClaimed | ClaimRenewed | ItemsChecked | RefusalProposed | RefusalDeclined | CaseRefused


def at_desk(state: Known, event: AtDesk) -> State:
    match state:
        case Verifying() | Reviewing():
            return worked(state, event)
        case BetweenDesks() | WithApplicant() | Approved() | Withdrawn() | FinallyRefused():
            return state


def worked(state: OnDesk, event: AtDesk) -> State:
    match event:
        case TaskClaimed():
            return claimed(state, event)
        case ClaimRenewed():
            held = state.task.claim
            claim = replace(held, lease_until=event.lease_until) if held else None
            return replace(state, task=replace(state.task, claim=claim))
        case ItemsChecked():
            return ticked(state, event)
        case RefusalProposed():
            return proposed(state, event)
        case RefusalDeclined():
            declined = Declined(proposal=event.proposal, person_id=event.person_id)
            return replace(
                state, task=replace(state.task, proposal=None, declined=declined), past=judging(state, event.person_id)
            )
        case CaseRefused():
            return refused(state, event)


def claimed(state: OnDesk, event: TaskClaimed) -> State:
    """A new claim voids a proposal that nobody has confirmed."""
    claim = Claim(fence=event.fence, person_id=event.person_id, lease_until=event.lease_until)
    task = replace(state.task, claim=claim, proposal=None)
    return replace(state, task=task, past=replace(state.past, fence=event.fence))


def proposed(state: OnDesk, event: RefusalProposed) -> State:
    proposal = Proposal(
        number=event.proposal,
        fence=event.fence,
        person_id=event.person_id,
        reason_code=event.reason_code,
        text=event.text,
        at=event.proposed_at,
    )
    past = replace(judging(state, event.person_id), proposals=event.proposal)
    return replace(state, task=replace(state.task, proposal=proposal), past=past)


def refused(state: OnDesk, event: CaseRefused) -> State:
    if state.task.proposal is None:
        return state
    return FinallyRefused(
        materials=state.materials,
        past=judging(state, event.person_id),
        proposal=state.task.proposal,
        stage=event.stage,
        body=event.body,
        confirmed_by=event.person_id,
        at=event.refused_at,
    )


def judging(state: OnDesk, person_id: UUID) -> Past:
    """Who proposes, confirms or declines judges: the other stage is closed to that person."""
    judge = Judge(stage=state.task.stage, person_id=person_id)
    return replace(state.past, judges=state.past.judges | {judge})


def ticked(state: OnDesk, event: ItemsChecked) -> State:
    """Who ticks judges: the other stage is closed to that person."""
    ticks = {tick(state.task.stage, i) for i in state.materials.items if i.item in event.items}
    past = judging(state, event.person_id)
    return replace(state, past=replace(past, ticks=past.ticks | ticks))
