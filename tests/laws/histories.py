"""What really happens? The histories that the examples leave in every service, played once for all laws."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import httpx
import pytest

from chassis.decider import Refused
from chassis.heard import Meta
from chassis.plan import Plan
from chassis.service import Service
from chassis.store import RowChange, StoredFact
from chassis.testing import MemoryWorld, memory_world
from ekey.demo.director import play_example
from ekey.demo.format import write_world
from ekey.demo.seeding import seed
from ekey.demo.stage import Stage
from tests.journeys.test_examples import EVERY, EXAMPLES, OPERATOR, SERVICES, letters_of

CHOSEN = [example for example in EVERY if example.key in {"E01", "E09", "E11"}]


@dataclass
class Played:
    """What one service had after the examples: its facts, their events, the rows of its views, and what repeated reactions did."""

    service: Service
    facts: Sequence[StoredFact]
    events: Sequence[Any]
    rows: dict[str, dict[str, RowChange]]
    told_twice: list[str] = field(default_factory=list[str])

    def streams(self) -> dict[UUID, list[Any]]:
        """The history of every stream."""
        found: dict[UUID, list[Any]] = {}
        for fact, event in zip(self.facts, self.events, strict=True):
            found.setdefault(fact.stream, []).append(event)
        return found


@cache
def played() -> dict[str, Played]:
    """Every service after the examples."""
    with TemporaryDirectory() as folder:
        return asyncio.run(play(Path(folder)))


async def play(folder: Path) -> dict[str, Played]:
    repeated: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Plan, "decide", deciding_twice(repeated))
        async with AsyncExitStack() as stack:
            files = {name.removeprefix("EKEY_").lower(): path for name, path in write_world(EXAMPLES.world, folder).items()}
            world = await stack.enter_async_context(
                memory_world(SERVICES, settings={**files, **OPERATOR}, folder=folder, twice=True)
            )
            mailbox = httpx.AsyncClient(transport=httpx.ASGITransport(app=letters_of(world.mail)), base_url="http://mailbox")
            clients = {**world.clients, "mailbox": await stack.enter_async_context(mailbox)}
            stage = Stage(world=EXAMPLES.world, clients=clients, tokens=folder / "tokens")
            await seed(stage, email=OPERATOR["operator_email"], password=OPERATOR["operator_password"])
            for example in CHOSEN:
                ending = await play_example(example, stage)
                assert not ending.play.failure, f"{example.key}: {ending.play.failure}"
            await world.settle()
            return {name: await kept(world, name, repeated) for name in SERVICES}


async def kept(world: MemoryWorld, name: str, repeated: list[str]) -> Played:
    service, server = world.services[name], world.servers[name]
    facts = list(server.facts)
    mine = [said for said in repeated if said.startswith(name + ":")]
    rows = {table: dict(held) for table, held in server.rows.items()}
    return Played(service=service, facts=facts, events=await service.codec.decode(facts), rows=rows, told_twice=mine)


def deciding_twice(repeated: list[str]) -> Any:
    """Every reaction is decided twice; what the repeat would have added is noted, and forgotten by the plan."""
    really = Plan.decide

    async def decide(plan: Any, commands: Sequence[object], meta: Meta) -> Sequence[object]:
        events = await really(plan, commands, meta)
        if meta.actor.kind == "service" and not meta.causation.startswith("timer:"):
            states, decided = dict(plan._states), list(plan.decided)
            try:
                more = await really(plan, commands, meta)
            except Refused:
                more = []
            plan._states, plan.decided = states, decided
            if more:
                wished, told = [type(c).__name__ for c in commands], [type(e).__name__ for e in more]
                repeated.append(f"{meta.actor.service}: {meta.causation}: {wished} -> {told}")
        return events

    return decide
