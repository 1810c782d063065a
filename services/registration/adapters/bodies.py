"""Which bodies are there? As the file of bodies says."""

from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic import BaseModel, ValidationError

from services.registration.values import BodyKind


class BodyEntry(BaseModel):
    """A body, as far as registration looks at it."""

    code: str
    kind: BodyKind


class BodyFile(BaseModel):
    """The file: `bodies: [{code, kind, …}]`."""

    bodies: list[BodyEntry] = []


class FiledBodies:
    """The bodies of a file, read once."""

    def __init__(self, kinds: Mapping[str, BodyKind]) -> None:
        self._kinds = kinds

    def kind_of(self, body: str) -> BodyKind | None:
        return self._kinds.get(body)


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
    return FiledBodies({entry.code: entry.kind for entry in file.bodies})
