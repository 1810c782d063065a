"""Which bodies are there? As the file of bodies says."""

from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path

import yaml
from pydantic import BaseModel, ValidationError

from chassis.policy import SHANGHAI
from services.registration.values import BodyKind, Closing


class BodyEntry(BaseModel):
    """A body, as far as registration looks at it."""

    code: str
    kind: BodyKind
    closes_on: date | None = None
    successor: str = ""


class BodyFile(BaseModel):
    """The file: `bodies: [{code, kind, closes_on?, successor?, …}]`."""

    bodies: list[BodyEntry] = []


class FiledBodies:
    """The bodies of a file, read once."""

    def __init__(self, bodies: Mapping[str, BodyEntry]) -> None:
        self._bodies = bodies

    def kind_of(self, body: str) -> BodyKind | None:
        return self._bodies[body].kind if body in self._bodies else None

    def closing(self, body: str) -> Closing | None:
        """The day begins in Shanghai."""
        found = self._bodies.get(body)
        if found is None or found.closes_on is None:
            return None
        return Closing(at=datetime.combine(found.closes_on, time.min, tzinfo=SHANGHAI), successor=found.successor)


def filed_bodies(path: str) -> FiledBodies:
    """Read the file named by the setting `bodies`; without one there are no bodies. Raises ValueError naming file and place."""
    if not path:
        return FiledBodies({})
    document: object = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    try:
        file = BodyFile.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"{path}: {place}: {first['msg']}") from error
    return FiledBodies({entry.code: entry for entry in file.bodies})
