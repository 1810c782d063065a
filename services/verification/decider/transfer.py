"""Was this transfer done? Each is a fact of its own, which names the cases that it moved."""

from collections.abc import Sequence
from typing import TypeAlias

from chassis.decider import Decider, Refused
from chassis.messages import value
from services.verification.commands import TransferCases
from services.verification.events import CasesTransferred


@value
class Undone:
    """Not yet."""


@value
class Done:
    """Recorded; the cases have it in their own histories."""


TransferState: TypeAlias = Undone | Done


def decide(command: TransferCases, state: TransferState) -> Sequence[CasesTransferred]:
    """Raises Refused `same_body`. Whether the body has closed, and who succeeds it, is the register's word, asked at the door."""
    match state:
        case Undone():
            return [transferred(command)]
        case Done():
            return []


def transferred(command: TransferCases) -> CasesTransferred:
    if command.body == command.former_body:
        raise Refused("same_body", zh="不能移交给本机构", en="no body takes its own cases")
    return CasesTransferred(
        transfer_id=command.transfer_id,
        former_body=command.former_body,
        body=command.body,
        cases=command.cases,
        transferred_at=command.at,
    )


def evolve(state: TransferState, event: CasesTransferred) -> TransferState:
    return Done()


transfer: Decider[TransferCases, TransferState, CasesTransferred] = Decider(decide=decide, evolve=evolve, initial=Undone())
