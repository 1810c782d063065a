"""Do the committed documents say what the code does? `asyncapi.json` for the topics, `openapi/<service>.json` for the doors."""

from collections.abc import Iterator
from pathlib import Path

from chassis.asyncapi import asyncapi
from deploy.contracts.promises import WRITE, pretty
from deploy.contracts.services import Services


def documents(found: Services) -> Iterator[tuple[str, str]]:
    """Every document: its file name below `contracts/`, and its text as it must be."""
    blueprints = [service.blueprint for service in found.values()]
    yield "asyncapi.json", pretty(asyncapi(blueprints, title="ekey"))
    for name, service in found.items():
        yield f"openapi/{name}.json", pretty(service.app.openapi())


def check(found: Services, folder: Path) -> Iterator[str]:
    """Which of them are missing or say something else."""
    for name, text in documents(found):
        file = folder / name
        if not file.exists():
            yield f"{name}: is missing; {WRITE}"
        elif file.read_text(encoding="utf-8") != text:
            yield f"{name}: is not what the code says; {WRITE}"
    known = {name for name, _ in documents(found)}
    for file in sorted((folder / "openapi").glob("*.json")):
        if f"openapi/{file.name}" not in known:
            yield f"openapi/{file.name}: describes no service"


def write(found: Services, folder: Path) -> None:
    """All of them, anew."""
    for name, text in documents(found):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
