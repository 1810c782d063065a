"""How is a rule told? given(events).when(command).then(events | refused | nothing)."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from chassis.decider import Decider, Refused

C = TypeVar("C")
S = TypeVar("S")
E = TypeVar("E")


class Outcome(Generic[E]):
    """What a decision came to."""

    def __init__(self, events: Sequence[E] | None, refusal: Refused | None) -> None:
        self.events = events
        self.refusal = refusal

    def then(self, *expected: E) -> None:
        assert self.refusal is None, f"refused: {self.refusal}"
        assert list(self.events or []) == list(expected)

    def then_events(
        self, check: Callable[[Sequence[E]], bool] | None = None, *, types: Sequence[type] | None = None
    ) -> Sequence[E]:
        """The events themselves; optionally their types in order."""
        assert self.refusal is None, f"refused: {self.refusal}"
        events = list(self.events or [])
        if types is not None:
            assert [type(e) for e in events] == list(types)
        if check is not None:
            assert check(events)
        return events

    def then_nothing(self) -> None:
        assert self.refusal is None, f"refused: {self.refusal}"
        assert list(self.events or []) == []

    def then_refused(self, code: str) -> Refused:
        assert self.refusal is not None, f"not refused, but {self.events}"
        assert self.refusal.code == code
        assert self.refusal.zh
        assert self.refusal.en
        return self.refusal


class Given(Generic[C, S, E]):
    """A history, and the state that it makes."""

    def __init__(self, decider: Decider[C, S, E], events: Sequence[E]) -> None:
        self.decider = decider
        self.events = events

    def state(self) -> S:
        return self.decider.fold(self.events)

    def when(self, command: C) -> Outcome[E]:
        try:
            return Outcome(self.decider.decide(command, self.state()), None)
        except Refused as refusal:
            return Outcome(None, refusal)


def scenarios(decider: Decider[C, S, E]) -> Callable[..., Given[C, S, E]]:
    """`given = scenarios(decider)`; then `given(*events).when(command).then_refused("code")`."""

    def given(*events: E) -> Given[C, S, E]:
        return Given(decider, events)

    return given
