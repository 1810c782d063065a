"""What may be heard of an account? Every fact once, in any order; where its producer wrote it tells it from all others."""

from collections.abc import Mapping, Sequence
from dataclasses import field

from chassis.decider import Decider
from chassis.messages import value
from services.tracking.commands import HearAccountFact
from services.tracking.events import AccountFactHeard
from services.tracking.values.told import Place


@value
class HeardOfAccount:
    """What was heard so far, by where it was written."""

    facts: Mapping[Place, AccountFactHeard] = field(default_factory=dict[Place, AccountFactHeard])


def hear(command: HearAccountFact, state: HeardOfAccount) -> Sequence[AccountFactHeard]:
    """The fact, or nothing if it was heard before."""
    if command.told.place in state.facts:
        return []
    return [AccountFactHeard(account_id=command.account_id, told=command.told, cause=command.cause)]


def keep(state: HeardOfAccount, event: AccountFactHeard) -> HeardOfAccount:
    return HeardOfAccount(facts={**state.facts, event.told.place: event})


account: Decider[HearAccountFact, HeardOfAccount, AccountFactHeard] = Decider(decide=hear, evolve=keep, initial=HeardOfAccount())
