"""Which services are there to be described? All six, put together over memory; none is started."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from chassis.asyncapi import announcements
from chassis.clock import SystemClock
from chassis.published import Announcement
from chassis.service import Service
from chassis.testing import BUILDS, SeededChance, make_service, memory_doors, new_world

Services: TypeAlias = Mapping[str, Service]
NOWHERE = Path("/nonexistent")


def services() -> Services:
    """The services by name, as `main.py` of each builds them."""
    world = new_world(SystemClock())
    doors = memory_doors(
        clock=world.clock, vault=world.vault, mail=world.mail, chance=SeededChance(), folder=NOWHERE, settings={}
    )
    return {name: make_service(world, name, import_module(f"services.{name}.main").build, doors) for name in BUILDS}


def told(found: Services) -> Mapping[str, Sequence[type[Announcement]]]:
    """The announcements of every producer."""
    return {name: announcements(service.blueprint.tells) for name, service in found.items()}
