"""What holds for every decider? It decides or refuses, its own events evolve, and a wish repeated at once changes nothing."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given

from chassis.aggregate import Aggregate
from tests.laws.worlds import SMALL, aggregates, told, wishes


@pytest.mark.parametrize("aggregate", aggregates())
def test_a_decider_decides_or_refuses_and_its_own_events_evolve(aggregate: Aggregate[Any, Any, Any]) -> None:
    known = set(aggregate.event_types())
    met = Counter[str]()

    @SMALL
    @given(wishes(aggregate))
    def law(commands: list[Any]) -> None:
        state = aggregate.decider.initial
        for command in commands:
            for event in told(aggregate, command, state) or ():
                assert type(event) in known
                met[type(event).__name__] += 1
                state = aggregate.decider.evolve(state, event)

    law()
    assert met, "no command was ever obeyed: the law said nothing"


@pytest.mark.parametrize("aggregate", aggregates())
def test_a_wish_repeated_at_once_changes_nothing(aggregate: Aggregate[Any, Any, Any]) -> None:
    @SMALL
    @given(wishes(aggregate))
    def law(commands: list[Any]) -> None:
        state = aggregate.decider.initial
        for command in commands:
            for event in told(aggregate, command, state) or ():
                state = aggregate.decider.evolve(state, event)
            assert not told(aggregate, command, state), f"{type(command).__name__} repeated at {type(state).__name__}"

    law()


@pytest.mark.parametrize("aggregate", aggregates())
def test_deciding_has_no_memory_and_no_clock(aggregate: Aggregate[Any, Any, Any]) -> None:
    @SMALL
    @given(wishes(aggregate))
    def law(commands: list[Any]) -> None:
        histories: list[list[Any]] = []
        for _ in range(2):
            state, history = aggregate.decider.initial, list[Any]()
            for command in commands:
                events = told(aggregate, command, state) or ()
                history.extend(events)
                for event in events:
                    state = aggregate.decider.evolve(state, event)
            histories.append(history)
            assert aggregate.decider.fold(history) == state
        assert histories[0] == histories[1]

    law()
