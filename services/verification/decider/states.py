"""Where can a case stand before the desks, and what is remembered of it over all rounds?"""

from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

from chassis.messages import Erased, value
from services.verification.values import FailedItem, Finding, Item, Materials, RefusalReason, RefusalText, Remarks, Stage


@value
class Tick:
    """This desk found this item, with this content, in order."""

    stage: Stage
    item: str
    fingerprint: str


@value
class Judge:
    """This person ticked or decided at this desk, in whatever round."""

    stage: Stage
    person_id: UUID


@value
class Judgement:
    """One decision of a desk."""

    stage: Stage
    round: int
    fence: int
    person_id: UUID
    outcome: Literal["passed", "failed"]
    failed: tuple[FailedItem, ...] = ()
    remarks: Remarks | Erased = Remarks(texts=())
    at: datetime

    def says(self, findings: tuple[Finding, ...]) -> bool:
        """Is this the decision that made these findings?"""
        failed = tuple(FailedItem(item=f.item, reason_code=f.reason_code) for f in findings)
        return self.failed == failed and self.remarks == Remarks(texts=tuple(f.remark for f in findings))


@value
class Read:
    """The latest recorded reading of the remarks."""

    reader_id: UUID
    at: datetime


@value
class Succession:
    """The case went from this body to that one."""

    former_body: str
    body: str


@value
class Past:
    """What holds over all rounds: persons, ticks, decisions, the highest fence, which rounds the provider saw, who took over."""

    first_confirmed_at: datetime
    enterprise_persons: frozenset[UUID] = frozenset()
    judges: frozenset[Judge] = frozenset()
    ticks: frozenset[Tick] = frozenset()
    judgements: tuple[Judgement, ...] = ()
    fence: int = 0
    review_body: str = ""
    reviewed_rounds: frozenset[int] = frozenset()
    proposals: int = 0
    successions: tuple[Succession, ...] = ()
    read: Read | None = None


@value
class Claim:
    """Who has the task, until when. A lapsed claim still decides until somebody else claims."""

    fence: int
    person_id: UUID
    lease_until: datetime


@value
class Proposal:
    """A final refusal that waits for its second person; the task stands still as long."""

    number: int
    fence: int
    person_id: UUID
    reason_code: RefusalReason
    text: RefusalText | Erased
    at: datetime


@value
class Declined:
    """The proposal that a supervisor did not follow last."""

    proposal: int
    person_id: UUID


@value
class Task:
    """What lies on a desk in one stage of one round."""

    task_id: UUID
    stage: Stage
    body: str
    opened_at: datetime
    kept: tuple[str, ...]
    claim: Claim | None = None
    proposal: Proposal | None = None
    declined: Declined | None = None


@value
class NotYet:
    """Nothing was confirmed yet."""


@value
class BetweenDesks:
    """The materials are here and no desk has its task yet: lasts only within one unit."""

    materials: Materials
    past: Past


@value
class Verifying:
    """The issuing body has the task."""

    materials: Materials
    past: Past
    task: Task


@value
class Reviewing:
    """The key provider has the task."""

    materials: Materials
    past: Past
    task: Task


@value
class WithApplicant:
    """Failed: the applicant corrects. The next round goes to the desk of `route`."""

    materials: Materials
    past: Past
    route: Stage


@value
class Approved:
    """Both desks passed it."""

    materials: Materials
    past: Past


@value
class Withdrawn:
    """Ended by the applicant's wish."""

    materials: Materials
    past: Past


@value
class FinallyRefused:
    """Ended: an officer proposed it and a supervisor confirmed it."""

    materials: Materials
    past: Past
    proposal: Proposal
    stage: Stage
    body: str
    confirmed_by: UUID
    at: datetime


OnDesk: TypeAlias = Verifying | Reviewing
Known: TypeAlias = BetweenDesks | Verifying | Reviewing | WithApplicant | Approved | Withdrawn | FinallyRefused
State: TypeAlias = NotYet | Known


def unchecked(state: OnDesk) -> tuple[str, ...]:
    """The items that this desk has not ticked with their present content, in the order of the materials."""
    return tuple(i.item for i in state.materials.items if tick(state.task.stage, i) not in state.past.ticks)


def tick(stage: Stage, item: Item) -> Tick:
    """The tick that this desk sets on this item with its present content."""
    return Tick(stage=stage, item=item.item, fingerprint=item.fingerprint)
