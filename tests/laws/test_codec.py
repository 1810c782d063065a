"""Does every event survive being stored? Any event of any service, made from its type, comes back equal."""

from dataclasses import fields
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings

from chassis.codec import Codec, personal_fields
from chassis.messages import Erased
from chassis.store import StoredFact
from chassis.vault import MemoryVault
from chassis.virtual import START
from tests.laws.worlds import BUILDS, SMALL, aggregates_of, blueprint, run, small

EVENTS = [
    pytest.param(name, kind, id=f"{name}-{kind.__name__}")
    for name in BUILDS
    for aggregate in aggregates_of(name)
    for kind in aggregate.event_types()
]
STREAM = UUID(int=5)


@pytest.mark.parametrize(("name", "kind"), EVENTS)
def test_an_event_comes_back_as_it_was(name: str, kind: type) -> None:
    @settings(SMALL, max_examples=12)
    @given(small(kind))
    def law(event: Any) -> None:
        run(there_and_back(name, event))

    law()


async def there_and_back(name: str, event: Any) -> None:
    """Encoded and decoded: equal; without keys: erased in every personal field, and equal in all others."""
    vault, personal = MemoryVault(), personal_fields(type(event))
    codec = Codec(aggregates_of(name), vault, blueprint(name).upcasters)
    (state,) = await codec.encode([(STREAM, 1, event)])
    fact = StoredFact(stream=STREAM, version=1, type=type(event).__name__, state=state, position=1, epoch=0, meta=b"", at=START)
    assert await codec.decode([fact]) == [event]
    blind = codec.decode_blind(fact)
    for field in fields(event):
        if field.name in personal:
            assert isinstance(getattr(blind, field.name), Erased)
        else:
            assert getattr(blind, field.name) == getattr(event, field.name)
