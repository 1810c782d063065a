"""How do small worlds come from types? Strategies with two ids, a few words and three days, and the services' blueprints over memory."""

import asyncio
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from chassis.aggregate import Aggregate
from chassis.blueprint import Blueprint
from chassis.decider import Refused
from chassis.doors import Doors
from chassis.mail import MemoryMail
from chassis.testing import SeededChance, memory_doors
from chassis.vault import MemoryVault
from chassis.virtual import START
from services.application.main import build as application
from services.delivery.main import build as delivery
from services.production.main import build as production
from services.registration.main import build as registration
from services.tracking.main import build as tracking
from services.verification.main import build as verification
from tests.chassis.rig import HandClock

BUILDS: Mapping[str, Callable[[Doors], Blueprint]] = {
    "registration": registration,
    "application": application,
    "verification": verification,
    "production": production,
    "delivery": delivery,
    "tracking": tracking,
}

SMALL = settings(
    max_examples=40,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)

IDS = [UUID(int=1), UUID(int=2)]
DAYS = [START, START + timedelta(hours=1), START + timedelta(days=3)]
WORDS = ["ZJ", "P", "a", "slot:business_licence", "913302007900000007"]

st.register_type_strategy(UUID, st.sampled_from(IDS))
st.register_type_strategy(datetime, st.sampled_from(DAYS))
st.register_type_strategy(date, st.sampled_from([day.astimezone(UTC).date() for day in DAYS]))
st.register_type_strategy(str, st.sampled_from(WORDS))
st.register_type_strategy(int, st.integers(0, 3))
st.register_type_strategy(timedelta, st.sampled_from([timedelta(minutes=1), timedelta(days=2)]))
st.register_type_strategy(bytes, st.sampled_from([b"", b"a"]))


def small(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a type in a small world: sequences of at most two."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return small(parts[0])
    if origin is tuple and len(parts) == 2 and parts[1] is ...:
        return st.lists(small(parts[0]), max_size=2).map(tuple)
    return st.from_type(hint)


@cache
def blueprint(name: str) -> Blueprint:
    """A service over doors in memory."""
    return BUILDS[name](doors())


def doors() -> Doors:
    return memory_doors(
        clock=HandClock(),
        vault=MemoryVault(),
        mail=MemoryMail(),
        chance=SeededChance(),
        folder=Path(tempfile.gettempdir()),
        settings={},
    )


def aggregates() -> Sequence[Any]:
    """Every aggregate of every service, for parametrising."""
    import pytest

    return [pytest.param(a, id=f"{name}-{a.name}") for name in BUILDS for a in blueprint(name).aggregates]


def aggregates_of(name: str) -> Sequence[Aggregate[Any, Any, Any]]:
    """The aggregates of a service."""
    return blueprint(name).aggregates


def commands_of(aggregate: Aggregate[Any, Any, Any]) -> st.SearchStrategy[Any]:
    """Any command that the aggregate takes."""
    return st.one_of([small(kind) for kind in aggregate.command_types()])


def wishes(aggregate: Aggregate[Any, Any, Any]) -> st.SearchStrategy[list[Any]]:
    """Enough commands that some are obeyed, for most are refused; first those that begin a history, which stand first in their union."""
    beginnings = st.lists(small(aggregate.command_types()[0]), min_size=5, max_size=8)
    return st.tuples(beginnings, st.lists(commands_of(aggregate), min_size=20, max_size=40)).map(
        lambda both: [*both[0], *both[1]]
    )


def told(aggregate: Aggregate[Any, Any, Any], command: object, state: object) -> Sequence[Any] | None:
    """The events, or None for a refusal."""
    try:
        return aggregate.decider.decide(command, state)
    except Refused:
        return None


def run(work: Any) -> Any:
    """Run a coroutine to its end."""
    return asyncio.run(work)
