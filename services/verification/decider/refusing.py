"""When is a case refused for good? An officer proposes it, a supervisor of the same body, another person, confirms (docs/domain.md §2)."""

from collections.abc import Sequence

from chassis.decider import Refused
from services.verification.commands import ConfirmRefusal, DeclineRefusal, ProposeRefusal
from services.verification.decider.claims import holds_claim, refusal_proposed
from services.verification.decider.judging import subject
from services.verification.decider.states import Declined, FinallyRefused, Judge, OnDesk, Proposal
from services.verification.events import CaseEvent, CaseRefused, RefusalDeclined, RefusalProposed
from services.verification.values import Officer, other


def propose(command: ProposeRefusal, state: OnDesk) -> Sequence[CaseEvent]:
    """Under one's own claim, with both texts. While a proposal stands the task stands still; a new claim voids it (docs/states.md §7, 25)."""
    holds_claim(command, state)
    explained(command)
    standing = state.task.proposal
    if standing is not None:
        if (standing.reason_code, standing.text) == (command.reason_code, command.text):
            return []
        raise refusal_proposed()
    return [proposed(command, state)]


def proposed(command: ProposeRefusal, state: OnDesk) -> RefusalProposed:
    case = state.materials.case
    return RefusalProposed(
        case_id=command.case_id,
        application_number=case.application_number,
        enterprise_name=case.enterprise_name,
        task_id=state.task.task_id,
        proposal=state.past.proposals + 1,
        stage=state.task.stage,
        round=state.materials.round,
        body=state.task.body,
        fence=command.fence,
        person_id=command.officer.person_id,
        reason_code=command.reason_code,
        subject_id=subject(state.materials),
        text=command.text,
        proposed_at=command.at,
    )


def explained(command: ProposeRefusal) -> None:
    """Whoever is refused for good reads why, and how to appeal."""
    if not command.text.remark.strip():
        raise Refused("remark_missing", zh="请填写备注，说明不予办理的理由", en="say in the remark why the case is refused")
    if not command.text.appeal.strip():
        raise Refused("appeal_missing", zh="请告知申请人如何申诉", en="say how the applicant can appeal")


def confirm(command: ConfirmRefusal, state: OnDesk) -> Sequence[CaseEvent]:
    """The second person agrees: the case has ended. A withdrawal that was heard first has ended it before (docs/states.md §7, 1)."""
    standing = standing_proposal(command, state)
    second_person(command.supervisor, standing, state)
    case = state.materials.case
    refused = CaseRefused(
        case_id=command.case_id,
        application_number=case.application_number,
        account_id=case.account_id,
        task_id=state.task.task_id,
        proposal=standing.number,
        stage=state.task.stage,
        round=state.materials.round,
        body=state.task.body,
        proposed_by=standing.person_id,
        person_id=command.supervisor.person_id,
        reason_code=standing.reason_code,
        policy_version=case.policy_version,
        refused_at=command.at,
    )
    return [refused]


def confirm_again(command: ConfirmRefusal, state: FinallyRefused) -> Sequence[CaseEvent]:
    """The same confirmation sent again is nothing."""
    if (state.proposal.number, state.confirmed_by) == (command.proposal, command.supervisor.person_id):
        return []
    raise no_proposal()


def decline(command: DeclineRefusal, state: OnDesk) -> Sequence[CaseEvent]:
    """Back to the desk, to whoever has the claim."""
    if state.task.declined == Declined(proposal=command.proposal, person_id=command.supervisor.person_id):
        return []
    standing = standing_proposal(command, state)
    second_person(command.supervisor, standing, state)
    declined = RefusalDeclined(
        case_id=command.case_id,
        application_number=state.materials.case.application_number,
        task_id=state.task.task_id,
        proposal=standing.number,
        person_id=command.supervisor.person_id,
        declined_at=command.at,
    )
    return [declined]


def standing_proposal(command: ConfirmRefusal | DeclineRefusal, state: OnDesk) -> Proposal:
    """The proposal that was read must be the one that stands."""
    standing = state.task.proposal
    if standing is None or standing.number != command.proposal:
        raise no_proposal()
    return standing


def second_person(supervisor: Officer, proposal: Proposal, state: OnDesk) -> None:
    """Of the desk's own body, neither the proposer nor somebody of the other desk, nor a party to the case."""
    if supervisor.body != state.task.body:
        raise Refused("not_this_desk", zh="该任务不属于您的机构", en="this task is not your body's")
    if supervisor.person_id == proposal.person_id:
        raise Refused("second_person", zh="不予办理须由另一人确认", en="a final refusal is confirmed by another person")
    if Judge(stage=other(state.task.stage), person_id=supervisor.person_id) in state.past.judges:
        raise Refused(
            "same_person", zh="初审与复审须由不同人员办理", en="the two stages must be decided by two different persons"
        )
    if supervisor.person_id in state.past.enterprise_persons:
        raise Refused("own_case", zh="不能办理与本人有关的申请", en="nobody decides on an application of their own")


def no_proposal() -> Refused:
    return Refused("no_proposal", zh="没有待确认的不予办理意见", en="no proposal to refuse this case waits any more")
