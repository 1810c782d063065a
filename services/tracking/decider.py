"""What does tracking allow? Every fact may be heard once, in any order; where its producer wrote it tells it from all others."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Generic, TypeVar

from chassis.decider import Decider
from chassis.messages import value
from services.tracking.commands import HearAccountFact, HearCaseFact
from services.tracking.events import AccountFactHeard, CaseFactHeard
from services.tracking.values.told import Place

E = TypeVar("E")


@value
class Heard(Generic[E]):
    """What was heard so far, by where it was written."""

    facts: Mapping[Place, E] = field(default_factory=dict[Place, E])


def hear_case_fact(command: HearCaseFact, state: Heard[CaseFactHeard]) -> Sequence[CaseFactHeard]:
    """The fact, or nothing if it was heard before."""
    if command.told.place in state.facts:
        return []
    return [CaseFactHeard(case_id=command.case_id, told=command.told, cause=command.cause)]


def hear_account_fact(command: HearAccountFact, state: Heard[AccountFactHeard]) -> Sequence[AccountFactHeard]:
    """The fact, or nothing if it was heard before."""
    if command.told.place in state.facts:
        return []
    return [AccountFactHeard(account_id=command.account_id, told=command.told, cause=command.cause)]


def keep_case_fact(state: Heard[CaseFactHeard], event: CaseFactHeard) -> Heard[CaseFactHeard]:
    return Heard(facts={**state.facts, event.told.place: event})


def keep_account_fact(state: Heard[AccountFactHeard], event: AccountFactHeard) -> Heard[AccountFactHeard]:
    return Heard(facts={**state.facts, event.told.place: event})


case: Decider[HearCaseFact, Heard[CaseFactHeard], CaseFactHeard] = Decider(
    decide=hear_case_fact, evolve=keep_case_fact, initial=Heard()
)
account: Decider[HearAccountFact, Heard[AccountFactHeard], AccountFactHeard] = Decider(
    decide=hear_account_fact, evolve=keep_account_fact, initial=Heard()
)
