"""Was this look at an address recorded? Each is a fact of its own, so that looking never hinders the account."""

from collections.abc import Sequence
from typing import TypeAlias

from chassis.decider import Decider
from chassis.messages import value
from services.registration.commands.reading import RecordAddressRead
from services.registration.events.reading import AddressRead


@value
class Unread:
    """Not yet."""


@value
class Read:
    """Recorded."""


ReadingState: TypeAlias = Unread | Read


def decide(command: RecordAddressRead, state: ReadingState) -> Sequence[AddressRead]:
    """Nobody is refused here: who may look is decided by the account's bodies, at the door."""
    match state:
        case Unread():
            return [AddressRead(read_id=command.read_id, account_id=command.account_id, body=command.body, read_at=command.at)]
        case Read():
            return []


def evolve(state: ReadingState, event: AddressRead) -> ReadingState:
    return Read()


reading: Decider[RecordAddressRead, ReadingState, AddressRead] = Decider(decide=decide, evolve=evolve, initial=Unread())
