"""What was promised to readers? A JSON Schema per announcement and version, committed and never rewritten, each with a golden payload."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chassis.published import Announcement
from deploy.contracts import golden
from deploy.contracts.changes import Change, Schema, changes
from deploy.contracts.services import Services, told

FILE = re.compile(r"(?P<type>[A-Za-z]+)\.v(?P<version>\d+)\.json")
DIALECT = "https://json-schema.org/draft/2020-12/schema"
WRITE = "run `python -m deploy.contracts write`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One version of one announcement, as committed."""

    producer: str
    type: str
    version: int
    file: Path

    @property
    def golden(self) -> Path:
        """Its golden payload."""
        return self.file.with_name(f"{self.type}.v{self.version}.golden.json")

    def schema(self) -> Schema:
        """The JSON Schema."""
        return json.loads(self.file.read_text(encoding="utf-8"))

    def __str__(self) -> str:
        return f"{self.producer}/{self.type}.v{self.version}"


def schema_of(producer: str, model: type[Announcement], version: int) -> dict[str, Any]:
    """The JSON Schema that a reader of this announcement validates by; `x-key` names its key field."""
    schema = model.model_json_schema(mode="validation")
    identity = {"$schema": DIALECT, "$id": f"urn:ekey:promise:{producer}:{model.__name__}:v{version}", "x-key": model.key_field}
    return identity | schema


def committed(folder: Path, producer: str) -> Mapping[str, Sequence[Promise]]:
    """The promises of a producer by type, oldest version first."""
    found: dict[str, list[Promise]] = {}
    for file in sorted((folder / producer).glob("*.json")):
        if match := FILE.fullmatch(file.name):
            kind, version = match["type"], int(match["version"])
            found.setdefault(kind, []).append(Promise(producer=producer, type=kind, version=version, file=file))
    return {kind: sorted(some, key=lambda promise: promise.version) for kind, some in found.items()}


def check(found: Services, folder: Path) -> Iterator[str]:
    """What is broken, what has grown without a promise, and which golden payload is not understood any more."""
    for producer, models in told(found).items():
        promised = committed(folder, producer)
        by_name = {model.__name__: model for model in models}
        for kind in sorted(promised.keys() - by_name.keys()):
            yield f"{producer}/{kind}: was promised, is not told any more"
        for name, model in by_name.items():
            yield from _check_type(producer, model, promised.get(name, ()))
        for promise in (p for name in by_name for p in promised.get(name, ())):
            yield from golden.check(found, promise.golden, producer, by_name[promise.type])


def _check_type(producer: str, model: type[Announcement], promised: Sequence[Promise]) -> Iterator[str]:
    if not promised:
        yield f"{producer}/{model.__name__}: has no promise yet; {WRITE}"
    for promise, change in _differences(producer, model, promised):
        if change.kind == "broken":
            yield f"{promise}: {change.text}"
        elif promise is promised[-1]:
            yield f"{promise}: {change.text}; {WRITE}, it becomes v{promise.version + 1}"


def _differences(producer: str, model: type[Announcement], promised: Sequence[Promise]) -> list[tuple[Promise, Change]]:
    return [(promise, c) for promise in promised for c in changes(promise.schema(), schema_of(producer, model, promise.version))]


def write(found: Services, folder: Path) -> None:
    """Add first promises and grown versions. What breaks a promise is not written."""
    for producer, models in told(found).items():
        promised = committed(folder, producer)
        for model in models:
            versions = promised.get(model.__name__, ())
            if version := _next_version(producer, model, versions):
                _write_version(folder / producer, producer, model, version)


def _next_version(producer: str, model: type[Announcement], promised: Sequence[Promise]) -> int | None:
    """The version to write, or None when there is nothing to say or nothing may be said."""
    if not promised:
        return 1
    differences = _differences(producer, model, promised)
    if any(change.kind == "broken" for _, change in differences):
        return None
    grown = any(promise is promised[-1] for promise, _ in differences)
    return promised[-1].version + 1 if grown else None


def _write_version(folder: Path, producer: str, model: type[Announcement], version: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{model.__name__}.v{version}"
    write_json(folder / f"{stem}.json", schema_of(producer, model, version))
    write_json(folder / f"{stem}.golden.json", golden.payload(producer, model))


def write_json(file: Path, content: object) -> None:
    """Pretty, stable, UTF-8."""
    file.write_text(pretty(content), encoding="utf-8")


def pretty(content: object) -> str:
    """The text of a committed JSON file."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
