"""What holds for histories that really happen? From every state on the way: deciding, codec, views and reactions keep their laws."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.aggregate import Aggregate
from chassis.clock import SystemClock
from chassis.projector import Projector
from chassis.store import RowChange
from chassis.store.memory import MemoryServer, MemoryStore, MemoryViews
from chassis.view import View
from chassis.wake import Wake
from tests.laws.histories import played
from tests.laws.worlds import BUILDS, SMALL, aggregates_of, commands_of, run, told

NAMES = list(BUILDS)


@pytest.fixture(scope="module", autouse=True)
def _play() -> None:
    played()


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_left_a_history(name: str) -> None:
    assert len(played()[name].facts) > 20


@pytest.mark.parametrize("name", NAMES)
def test_from_every_state_on_the_way_a_decider_decides_or_refuses_and_a_repeat_changes_nothing(name: str) -> None:
    for aggregate in aggregates_of(name):
        known = aggregate.event_types()
        streams = [h for h in played()[name].streams().values() if isinstance(h[0], known)]
        if not streams:
            continue
        longest = sorted(streams, key=lambda h: -len(h))[:6]
        states = [aggregate.decider.fold(h[:n]) for h in longest for n in range(len(h) + 1)]

        keep_the_law(aggregate, states)


def keep_the_law(aggregate: Aggregate[Any, Any, Any], states: list[Any]) -> None:
    @SMALL
    @given(st.sampled_from(states), st.lists(commands_of(aggregate), min_size=5, max_size=10))
    def law(state: Any, commands: list[Any]) -> None:
        for command in commands:
            for event in told(aggregate, command, state) or ():
                state = aggregate.decider.evolve(state, event)
            assert not told(aggregate, command, state), f"{type(command).__name__} repeated at {type(state).__name__}"

    law()


@pytest.mark.parametrize("name", NAMES)
def test_every_stored_fact_is_written_again_as_the_same_event(name: str) -> None:
    async def again() -> None:
        here = played()[name]
        triples = [(f.stream, f.version, e) for f, e in zip(here.facts, here.events, strict=True)]
        written = await here.service.codec.encode(triples)
        facts = [replace(f, state=state) for f, state in zip(here.facts, written, strict=True)]
        assert await here.service.codec.decode(facts) == here.events

    run(again())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("page", [1, 7, 500])
def test_a_rebuilt_view_equals_the_live_one(name: str, page: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chassis.projector.PAGE", page)
    here = played()[name]
    for view in here.service.blueprint.views:
        assert run(rebuilt(name, view)) == here.rows.get(view.table, {}), view.name


async def rebuilt(name: str, view: View[Any, Any]) -> dict[str, RowChange]:
    """The rows of the view, folded from nothing."""
    here, server, clock = played()[name], MemoryServer(), SystemClock()
    server.facts = list(here.facts)
    projector = Projector(
        view=view,
        store=MemoryStore(server),
        views=MemoryViews(server),
        codec=here.service.codec,
        clock=clock,
        wake=Wake(clock),
        viewed=Wake(clock),
    )
    while await projector.step():
        pass
    return server.rows.get(view.table, {})


@pytest.mark.parametrize("name", NAMES)
def test_a_message_heard_twice_changes_nothing(name: str) -> None:
    assert played()[name].told_twice == []
