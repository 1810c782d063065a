"""Does every application of a folder end as its file says, on a running system?"""

import asyncio
import contextlib
import ssl
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from rich.console import Console

from ekey.addresses import Addresses
from ekey.demo.calls import Clients
from ekey.demo.director import play_example
from ekey.demo.ending import Ending
from ekey.demo.format import Examples, read_examples
from ekey.demo.report import report
from ekey.demo.seeding import seed
from ekey.demo.stage import Stage
from ekey.demo.tenancy import together
from ekey.demo.timeline import Timeline
from ekey.show import terminal

_AT_ONCE = 12
_DOCUMENT = 1_000_000  # a document stays on its line


async def run_demo(addresses: Addresses, folder: Path, *, json: bool, clock: str = "") -> int:
    """Play a folder's examples through the services' HTTP APIs, with a live timeline; answers the exit status.

    `json`: one JSON document a line instead of the timeline and the tables; `clock`: the clock file of the services, for acts
    that say `at`. Raises WrongFile before anything is done.
    """
    examples = read_examples(folder)
    console = Console(width=_DOCUMENT) if json else terminal()
    began = time.monotonic()
    async with clients_of(addresses) as clients, _timeline(addresses, console, as_json=json):
        stage = Stage(world=examples.world, clients=clients, tokens=addresses.tokens, clock=Path(clock) if clock else None)
        await seed(stage, email=addresses.operator_email, password=addresses.operator_password)
        endings = await play_all(examples, stage)
        findings = await together(stage, endings)
    return report(console, endings, findings, seconds=time.monotonic() - began, as_json=json)


async def play_all(examples: Examples, stage: Stage) -> list[Ending]:
    """All applications at once, so many at a time, in the order of their names."""
    room = asyncio.Semaphore(_AT_ONCE)

    async def one(number: int) -> Ending:
        async with room:
            return await play_example(examples.examples[number], stage)

    return await asyncio.gather(*(one(number) for number in range(len(examples.examples))))


@asynccontextmanager
async def clients_of(addresses: Addresses) -> AsyncGenerator[Clients]:
    """An HTTP client for each service and the mailbox."""
    limits = httpx.Limits(max_connections=40, max_keepalive_connections=20)
    async with contextlib.AsyncExitStack() as open_clients:
        bases = {**addresses.services, "mailbox": addresses.mailbox}
        trust = ssl.create_default_context()  # once: reading the authorities takes longer than many requests
        yield {
            name: await open_clients.enter_async_context(
                httpx.AsyncClient(base_url=base, timeout=30.0, limits=limits, trust_env=False, verify=trust)
            )
            for name, base in bases.items()
        }


@asynccontextmanager
async def _timeline(addresses: Addresses, console: Console, *, as_json: bool) -> AsyncGenerator[None]:
    """Prints until the block is left, then what came last."""
    if not addresses.kafka:
        yield
        return
    timeline = Timeline(
        servers=addresses.kafka, options=addresses.kafka_options, console=console, since=time.time(), as_json=as_json
    )
    running = asyncio.create_task(timeline.run())
    try:
        yield
        await _at_rest(timeline, running)
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running


async def _at_rest(timeline: Timeline, running: "asyncio.Task[None]") -> None:
    """Until nothing new came for a second; raises what ended the timeline."""
    steps = -1
    while steps != timeline.steps and not running.done():
        steps = timeline.steps
        await asyncio.sleep(1)
    if running.done():
        running.result()
