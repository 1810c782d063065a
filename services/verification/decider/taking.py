"""What becomes of a case whose issuing body closes? Its successor takes it as it stands (docs/states.md §7, 22)."""

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from services.verification.commands import TakeCase
from services.verification.decider.states import Known, Succession
from services.verification.events import CaseEvent, CaseTaken
from services.verification.values import Materials


def take_case(command: TakeCase, state: Known) -> Sequence[CaseEvent]:
    """Only from the body that has it; whoever has it already keeps it."""
    case = state.materials.case
    if case.issuing_body != command.former_body:
        return []
    taken = CaseTaken(
        case_id=case.case_id,
        application_number=case.application_number,
        account_id=case.account_id,
        transfer_id=command.transfer_id,
        former_body=command.former_body,
        body=command.body,
        taken_at=command.at,
    )
    return [taken]


def with_body(materials: Materials, body: str) -> Materials:
    """The same materials, before another issuing body."""
    return replace(materials, case=replace(materials.case, issuing_body=body))


def succeeded(materials: Materials, successions: Sequence[Succession]) -> Materials:
    """The applicant's side may name the former body a little longer: it has not heard yet."""
    return with_body(materials, reduce(_next, successions, materials.case.issuing_body))


def _next(body: str, succession: Succession) -> str:
    return succession.body if succession.former_body == body else body
