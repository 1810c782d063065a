"""Where does a case stand? A pure function of the set of facts heard: the fact that leads furthest decides, not the one heard last."""

from collections.abc import Sequence
from itertools import groupby

from chassis.messages import value
from services.tracking.projections.marks import Mark, attempt_of, mark
from services.tracking.projections.sets import furthest_round, steps
from services.tracking.values.delivery import KeyLossConfirmed
from services.tracking.values.production import KeyProduced, OrderOpened, TokenSpoiled
from services.tracking.values.told import Told


@value
class Standing:
    """The way so far, in the order of the way. `round` and `attempt` count from 1; 0 before the first."""

    way: tuple[Mark, ...]
    round: int
    attempt: int

    @property
    def now(self) -> Mark | None:
        """The furthest mark; None while nothing that moves a case was heard."""
        return self.way[-1] if self.way else None


def stand(facts: Sequence[Told]) -> Standing:
    """The standing that this set of facts means. A stretch told twice (decided here, begun there) began with the earlier of them."""
    marks = sorted(filter(None, (mark(told, facts) for told in facts)), key=lambda m: (m.rank, m.since))
    way = tuple(next(same) for _, same in groupby(marks, key=lambda m: m.rank))
    return Standing(way=way, round=furthest_round(facts), attempt=furthest_attempt(facts))


def furthest_attempt(facts: Sequence[Told]) -> int:
    """The attempt that the key has come to: a spoiled or lost one is followed by the next."""
    begun = [step.attempt for step in steps(facts, OrderOpened, KeyProduced)]
    spoiled = [step.attempt + 1 for step in steps(facts, TokenSpoiled)]
    lost = [attempt_of(step.token_serial, facts) + 1 for step in steps(facts, KeyLossConfirmed)]
    return max((*begun, *spoiled, *lost), default=0)
