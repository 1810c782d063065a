"""How is a system started for its users: to play the examples once, or to stay up?"""

import json
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from deploy.local.ready import told_to_stop
from ekey.addresses import Addresses
from ekey.demo.format import World, read_examples, write_world
from ekey.demo.run import clients_of, run_demo
from ekey.demo.seeding import seed
from ekey.demo.stage import Stage
from ekey.running import Stack
from ekey.settings import StackSettings, stack_settings, state_folder
from ekey.show import terminal
from ekey.stack import stack


@dataclass(frozen=True, kw_only=True)
class Launch:
    """What was asked for: the folder of examples, Apache Kafka or the embedded broker, ports, output for programs."""

    examples: Path
    apache: bool = False
    ports: Mapping[str, int]
    json: bool = False


async def demo(asked: Launch) -> int:
    """Start everything, play the examples, end everything; 0 only if each ended as its file says.

    Raises `WrongFile` before anything starts, `StackFailed`, `WrongSetting`.
    """
    world = read_examples(asked.examples).world
    async with stack(_settings(asked, "demo", world, brief=True), say=_Steps()) as running:
        clock = running.environments["tracking"]["EKEY_CLOCK"]
        return await running.during(run_demo(running.addresses, asked.examples, json=asked.json, clock=clock))


async def up(asked: Launch) -> None:
    """Start everything, seed the world's staff and tokens, say where all is, and stay until told to stop.

    Raises `WrongFile`, `StackFailed`, `WrongSetting`.
    """
    world = read_examples(asked.examples).world
    async with stack(_settings(asked, "state", world, brief=False), say=_Steps()) as running:
        await running.during(_stay(running, world, asked.json))


def _settings(asked: Launch, name: str, world: World, *, brief: bool) -> StackSettings:
    return stack_settings(
        state_folder(os.environ) / name,
        brief=brief,
        apache=asked.apache,
        ports=asked.ports,
        world=lambda folder: write_world(world, folder),
    )


async def _stay(running: Stack, world: World, as_json: bool) -> None:
    await _seed(running.addresses, world)
    if as_json:
        print(json.dumps(_told(running.addresses, world), ensure_ascii=False), flush=True)
    else:
        _show(terminal(), running.addresses, world)
    await told_to_stop()


async def _seed(addresses: Addresses, world: World) -> None:
    async with clients_of(addresses) as clients:
        stage = Stage(world=world, clients=clients, tokens=addresses.tokens)
        await seed(stage, email=addresses.operator_email, password=addresses.operator_password)


class _Steps:
    """Says each step of the start with the seconds since the first, on standard error: standard output is the answer's."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._console = Console(stderr=True, highlight=False)

    def __call__(self, line: str) -> None:
        self._console.print(f"[dim]{time.monotonic() - self._began:5.1f} s[/]  {line}", soft_wrap=True)


def _told(addresses: Addresses, world: World) -> dict[str, object]:
    return {
        "services": {name: {"url": url, "api": f"{url}/docs"} for name, url in addresses.services.items()},
        "mailbox": f"{addresses.mailbox}/mails",
        "kafka": list(addresses.kafka),
        "operator": {"email": addresses.operator_email, "password": addresses.operator_password},
        "staff": [
            {
                "account": one.account,
                "email": one.email,
                "password": world.staff_password,
                "body": one.body,
                "roles": list(one.roles),
            }
            for one in world.staff
        ],
    }


def _show(console: Console, addresses: Addresses, world: World) -> None:
    places = Table("service", "address", "API page", box=None, pad_edge=False, header_style="bold")
    for name, url in addresses.services.items():
        places.add_row(name, url, f"{url}/docs")
    places.add_row("mailbox", addresses.mailbox, f"{addresses.mailbox}/mails")
    people = Table("account", "e-mail", "body", "roles", "password", box=None, pad_edge=False, header_style="bold")
    people.add_row("operator", addresses.operator_email, "MOFCOM", "operator", addresses.operator_password)
    for one in world.staff:
        people.add_row(one.account, one.email, one.body, " ".join(one.roles), world.staff_password)
    for table in (places, people):
        console.print()
        console.print(table)
    console.print(f"\nKafka: {', '.join(addresses.kafka)}\nEverything is up; Ctrl-C stops it.", highlight=False)
    sys.stdout.flush()
