"""Is a case about this earlier key open already?"""

from collections.abc import Sequence
from typing import TypeAlias

from chassis.decider import Decider, Refused
from chassis.messages import value
from services.application.commands.open_keys import ClaimKey, OpenKeyCommand, UnclaimKey
from services.application.events.open_keys import KeyClaimed, KeyUnclaimed, OpenKeyEvent


@value
class Unclaimed:
    """No case about it is open."""


@value
class Claimed:
    """One is."""

    claim: KeyClaimed


State: TypeAlias = Unclaimed | Claimed


def decide(command: OpenKeyCommand, state: State) -> Sequence[OpenKeyEvent]:
    """One open case per key (`docs/domain.md §2`)."""
    match command, state:
        case ClaimKey(), Unclaimed():
            return [KeyClaimed(earlier_key=command.earlier_key, case_id=command.case_id, claimed_at=command.at)]
        case ClaimKey(), Claimed():
            return claim_again(command, state)
        case UnclaimKey(), Claimed():
            return unclaim(command, state)
        case UnclaimKey(), Unclaimed():
            return []


def claim_again(command: ClaimKey, state: Claimed) -> Sequence[OpenKeyEvent]:
    """The same case again is nothing, another one is refused."""
    if state.claim.case_id != command.case_id:
        raise Refused("key_has_open_case", zh="该钥匙已有一项未结束的申请", en="an application about that key is open already")
    return []


def unclaim(command: UnclaimKey, state: Claimed) -> Sequence[OpenKeyEvent]:
    """Only the case that has the claim gives it back."""
    if state.claim.case_id != command.case_id:
        return []
    return [KeyUnclaimed(earlier_key=command.earlier_key, case_id=command.case_id, unclaimed_at=command.at)]


def evolve(state: State, event: OpenKeyEvent) -> State:
    """The next state of the claim."""
    match event:
        case KeyClaimed():
            return Claimed(claim=event)
        case KeyUnclaimed():
            return Unclaimed()


open_key: Decider[OpenKeyCommand, State, OpenKeyEvent] = Decider(decide=decide, evolve=evolve, initial=Unclaimed())
