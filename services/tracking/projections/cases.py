"""Which cases are there, and whose? One row per case: the set of facts heard of it, tagged for those who may ask."""

from collections.abc import Sequence
from datetime import UTC
from uuid import UUID

from chassis.messages import value
from chassis.view import Fact, View
from services.tracking.events import (
    AccountFactHeard,
    CalendarApplied,
    CaseFactHeard,
    DeadlineMissed,
    DeadlineReminded,
    Event,
    MissVoided,
)
from services.tracking.projections.sets import found, round_of, steps
from services.tracking.projections.status import CaseStatus, status_of
from services.tracking.values.application import ApplicationStep, MaterialsConfirmed
from services.tracking.values.registration import MailStep
from services.tracking.values.told import Told, by_place, gather
from services.tracking.values.verification import ReviewFailed, VerificationPassed


@value
class CaseRow:
    """What was heard of one case."""

    case_id: UUID
    facts: tuple[Told, ...]


def cases_of(event: Event) -> Sequence[str]:
    match event:
        case CaseFactHeard():
            return [str(event.case_id)]
        case AccountFactHeard() | DeadlineReminded() | DeadlineMissed() | MissVoided() | CalendarApplied():
            return []


def keep(row: CaseRow | None, fact: Fact[Event]) -> CaseRow | None:
    """The row with this fact in its set."""
    match fact.event:
        case CaseFactHeard(case_id=case_id, told=told):
            return CaseRow(case_id=case_id, facts=gather(row.facts if row else (), told))
        case AccountFactHeard() | DeadlineReminded() | DeadlineMissed() | MissVoided() | CalendarApplied():
            return row


def as_the_provider_sees(facts: Sequence[Told]) -> tuple[Told, ...]:
    """Nothing before a round passed verification; after a failed review only the rounds it reviewed, until verified again (docs/domain.md §1)."""
    given = max((step.round for step in steps(facts, VerificationPassed)), default=0)
    if not given:
        return ()
    if all(step.round < given for step in steps(facts, ReviewFailed)):
        return tuple(facts)
    materials = [told for told, step in found(facts, MaterialsConfirmed) if step.round <= given]
    return tuple(told for told in facts if within(told, given, materials[-1] if materials else None))


def within(told: Told, given: int, materials: Told | None) -> bool:
    """Whether a fact belongs to the rounds up to `given`, whose materials were confirmed by that fact."""
    if isinstance(told.step, ApplicationStep):
        return materials is not None and by_place(told) <= by_place(materials)
    return round_of(told.step) <= given and not isinstance(told.step, MailStep)


def tags(row: CaseRow) -> Sequence[str]:
    """The words one may ask by; none while the opening was not heard, so that nobody finds half a case."""
    status = status_of(row.facts)
    if status is None:
        return []
    said = ["case", f"number:{status.opened.number}", f"account:{status.opened.account_id}"]
    said += [f"state:{status.state}", f"body:{status.body}"]
    seen = status_of(as_the_provider_sees(row.facts))
    return [*said, "provider", f"provider-state:{seen.state}"] if seen else said


def order(row: CaseRow) -> str:
    """In the order of opening."""
    status = status_of(row.facts)
    return ordered_by(status) if status else ""


def ordered_by(status: CaseStatus) -> str:
    """Always of one width, so that every collation sorts it alike."""
    return f"{status.opened_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f} {status.opened.number}"


cases: View[Event, CaseRow] = View(name="cases", version=1, row=CaseRow, keys=cases_of, project=keep, tags=tags, order=order)
