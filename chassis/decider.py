"""What does it mean to decide? The three outcomes of a decision: events, nothing, refused."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

C = TypeVar("C")
S = TypeVar("S")
E = TypeVar("E")


class Refused(Exception):
    """A rule forbids the wish; nothing changes.

    `code` is stable (it becomes the problem type at the door, snake_case), `zh` and `en` are shown to people and carry nothing personal.
    """

    def __init__(self, code: str, *, zh: str, en: str) -> None:
        super().__init__(f"{code}: {en}")
        self.code = code
        self.zh = zh
        self.en = en


@dataclass(frozen=True, kw_only=True)
class Decider(Generic[C, S, E]):
    """`decide(command, state) -> events` and `evolve(state, event) -> state`, both pure and total, over an initial state."""

    decide: Callable[[C, S], Sequence[E]]
    evolve: Callable[[S, E], S]
    initial: S

    def fold(self, events: Iterable[E]) -> S:
        """The state that this history makes."""
        state = self.initial
        for event in events:
            state = self.evolve(state, event)
        return state
