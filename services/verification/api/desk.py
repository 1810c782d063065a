"""Who stands at the door, and what do they see from there? Everything else answers like what does not exist."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias
from uuid import UUID

from chassis import problem
from chassis.actor import Actor
from chassis.aggregate import Aggregate
from chassis.door import Door
from chassis.policy import Policy
from services.verification.commands import CaseCommand
from services.verification.decider import State
from services.verification.decider.reading import rounds_seen, task_seen
from services.verification.decider.states import Known, NotYet, OnDesk
from services.verification.events import CaseEvent
from services.verification.ports import Bodies
from services.verification.projections import numbers
from services.verification.values import Officer, Stage

Review: TypeAlias = Aggregate[CaseCommand, State, CaseEvent]

STAGES: dict[str, Stage] = {"verifier": "verification", "reviewer": "review"}


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The door together with what lies behind it."""

    door: Door
    review: Review
    bodies: Bodies

    async def case(self, number: str) -> Known:
        """The case that bears this number. Raises Problem 404."""
        row = await self.door.get(numbers, number)
        if row is None:
            raise problem.not_found()
        state = await self.door.load(self.review, row.case_id)
        if isinstance(state, NotYet):
            raise problem.not_found()
        return state

    async def task(self, number: str, officer: Officer) -> OnDesk:
        """The open task, if it lies on this officer's desk. Raises Problem 404."""
        task = task_seen(await self.case(number), officer)
        if task is None:
            raise problem.not_found()
        return task

    async def known(self, number: str, officer: Officer) -> Known:
        """The case, if it ever was on this officer's desk: an act that came too late is told so. Raises Problem 404."""
        state = await self.case(number)
        if not rounds_seen(state, officer):
            raise problem.not_found()
        return state

    def policy(self, state: Known) -> Policy:
        """The rules that the case pinned at its first Confirm Upload."""
        return self.door.doors.policy.in_force(state.past.first_confirmed_at, state.materials.case.policy_profile)

    def lease(self, state: Known) -> timedelta:
        return self.policy(state).duration("claim.lease")

    def route(self, state: Known) -> Stage:
        """Where a case comes back to after a failed review."""
        return "review" if self.policy(state).text("resubmit.route") == "review" else "verification"


def officer_of(who: Actor) -> Officer:
    """The officer behind a staff account; the desk follows from the roles. Raises Problem 403 for an account of no person."""
    if who.person_id is None or who.account_id is None:
        raise problem.forbidden()
    stages: frozenset[Stage] = frozenset(stage for role, stage in STAGES.items() if role in who.roles)
    return Officer(person_id=who.person_id, account_id=who.account_id, body=who.body, stages=stages)


def reader_of(who: Actor) -> UUID:
    """The account that reads. Raises Problem 403 for none."""
    if who.account_id is None:
        raise problem.forbidden()
    return who.account_id
