"""Is this gate still open? So many failures close it; the next window of time is another gate."""

from collections.abc import Sequence
from uuid import UUID

from chassis.decider import Decider, Refused
from chassis.messages import value
from services.registration.commands.gate import CountFailure
from services.registration.events.gate import FailureCounted


@value
class Gate:
    """The attempts that failed here."""

    failures: frozenset[UUID] = frozenset()

    def closed(self, limit: int) -> bool:
        """Nobody is let through any more."""
        return len(self.failures) >= limit


def decide(command: CountFailure, state: Gate) -> Sequence[FailureCounted]:
    """Raises Refused `too_many`: what is closed counts no further, so a gate never holds more than its limit."""
    if command.attempt_id in state.failures:
        return []
    if state.closed(command.limit):
        raise too_many()
    return [FailureCounted(gate_id=command.gate_id, attempt_id=command.attempt_id, counted_at=command.at)]


def evolve(state: Gate, event: FailureCounted) -> Gate:
    return Gate(failures=state.failures | {event.attempt_id})


def too_many() -> Refused:
    return Refused("too_many", zh="尝试次数过多，请稍后再试", en="too many attempts: try later")


gate: Decider[CountFailure, Gate, FailureCounted] = Decider(decide=decide, evolve=evolve, initial=Gate())
