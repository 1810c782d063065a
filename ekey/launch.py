"""How is a system started for its users: to play the examples once, or to stay up?"""

import asyncio
import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from deploy.local.ready import told_to_stop
from ekey.addresses import Addresses
from ekey.demo.format.folder import read_examples, write_world
from ekey.demo.format.world import Member, World
from ekey.running import Stack
from ekey.seed import seed
from ekey.settings import STATE, stack_settings
from ekey.stack import stack


@dataclass(frozen=True, kw_only=True)
class Launch:
    """What was asked for: the folder of examples, Apache Kafka or the embedded broker, ports, output for programs."""

    examples: Path
    apache: bool = False
    ports: Mapping[str, int]
    json: bool = False
    state: Path | None = None


async def demo(asked: Launch) -> int:
    """Start everything, play the examples, end everything; 0 only if each ended as its file says.

    Raises `WrongFile` before anything starts, `StackFailed`, `WrongSetting`.
    """
    from ekey.demo.run import run_demo

    world = read_examples(asked.examples).world
    settings = stack_settings(
        asked.state or STATE / "demo",
        brief=True,
        apache=asked.apache,
        ports=asked.ports,
        world=lambda folder: write_world(world, folder),
    )
    async with stack(settings, say=_Steps()) as running:
        return await running.during(run_demo(running.addresses, asked.examples, json=asked.json))


async def up(asked: Launch) -> None:
    """Start everything, seed the world's staff and tokens, say where all is, and stay until told to stop.

    Raises `WrongFile`, `StackFailed`, `WrongSetting`, `Unanswered`.
    """
    world = read_examples(asked.examples).world
    settings = stack_settings(
        asked.state or STATE / "state",
        brief=False,
        apache=asked.apache,
        ports=asked.ports,
        world=lambda folder: write_world(world, folder),
    )
    async with stack(settings, say=_Steps()) as running:
        await running.during(_stay(running, world, asked.json))


async def _stay(running: Stack, world: World, as_json: bool) -> None:
    staff = await asyncio.to_thread(seed, running.addresses, world)
    if as_json:
        print(json.dumps(_told(running.addresses, staff, world.staff_password), ensure_ascii=False), flush=True)
    else:
        _show(Console(), running.addresses, staff, world.staff_password)
    await told_to_stop()


class _Steps:
    """Says each step of the start with the seconds since the first, on standard error: standard output is the answer's."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._console = Console(stderr=True, highlight=False)

    def __call__(self, line: str) -> None:
        self._console.print(f"[dim]{time.monotonic() - self._began:5.1f} s[/]  {line}", soft_wrap=True)


def _told(addresses: Addresses, staff: Sequence[Member], password: str) -> dict[str, object]:
    return {
        "services": {name: {"url": url, "api": f"{url}/docs"} for name, url in addresses.services.items()},
        "mailbox": f"{addresses.mailbox}/mails",
        "kafka": list(addresses.kafka),
        "operator": {"email": addresses.operator_email, "password": addresses.operator_password},
        "staff": [
            {"account": one.account, "email": one.email, "password": password, "body": one.body, "roles": list(one.roles)}
            for one in staff
        ],
    }


def _show(console: Console, addresses: Addresses, staff: Sequence[Member], password: str) -> None:
    places = Table("service", "address", "API page", box=None, pad_edge=False, header_style="bold")
    for name, url in addresses.services.items():
        places.add_row(name, url, f"{url}/docs")
    places.add_row("mailbox", addresses.mailbox, f"{addresses.mailbox}/mails")
    people = Table("account", "e-mail", "body", "roles", "password", box=None, pad_edge=False, header_style="bold")
    people.add_row("operator", addresses.operator_email, "MOFCOM", "operator", addresses.operator_password)
    for one in staff:
        people.add_row(one.account, one.email, one.body, " ".join(one.roles), password)
    for table in (places, people):
        console.print()
        console.print(table)
    console.print(f"\nKafka: {', '.join(addresses.kafka)}\nEverything is up; Ctrl-C stops it.", highlight=False)
    sys.stdout.flush()
