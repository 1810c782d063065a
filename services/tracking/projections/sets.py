"""What can be picked out of a set of facts? Those of one kind, typed and in their producer's order; the latest; the round they came to.

Facts are given as `gather` keeps them: by place, whatever order they were heard in.
"""

from collections.abc import Sequence
from typing import TypeVar

from services.tracking.values.application import MaterialsConfirmed
from services.tracking.values.told import Step, Told
from services.tracking.values.verification import RoundStep

S = TypeVar("S", bound=Step)


def found(facts: Sequence[Told], *kinds: type[S]) -> Sequence[tuple[Told, S]]:
    """The facts of these kinds with their steps; kinds of one producer are asked for together, and stand in its order."""
    return [(told, told.step) for told in facts if isinstance(told.step, kinds)]


def steps(facts: Sequence[Told], *kinds: type[S]) -> Sequence[S]:
    """The steps of these kinds, in their producer's order."""
    return [step for _, step in found(facts, *kinds)]


def latest(facts: Sequence[Told], *kinds: type[S]) -> S | None:
    """The last that their producer said, whenever it was heard."""
    return next(iter(reversed(steps(facts, *kinds))), None)


def round_of(step: Step) -> int:
    """The round that a step names; 0 where it names none."""
    return step.round if isinstance(step, MaterialsConfirmed | RoundStep) else 0


def furthest_round(facts: Sequence[Told]) -> int:
    """The highest round that any fact names; 0 before the first."""
    return max((round_of(told.step) for told in facts), default=0)
