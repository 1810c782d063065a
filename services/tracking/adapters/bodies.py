"""Where do the bodies come from? From the file that the setting `bodies` names; without one there are none."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from services.tracking.ports import Body, BodyKind


class BodyEntry(BaseModel):
    """One entry of the file, as far as tracking reads it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    code: str
    kind: BodyKind
    zh: str
    en: str
    parent: str | None = None


class BodiesFile(BaseModel):
    """The file."""

    bodies: list[BodyEntry] = []


BODIES_FILE: TypeAdapter[BodiesFile] = TypeAdapter(BodiesFile)


class ListedBodies:
    """Bodies as a list tells them."""

    def __init__(self, bodies: Sequence[Body]) -> None:
        self._bodies = {body.code: body for body in bodies}

    def find(self, code: str) -> Body | None:
        return self._bodies.get(code)

    def below(self, code: str) -> Sequence[str]:
        return [other for other in self._bodies if other != code and code in self._above(other)]

    def _above(self, code: str) -> Sequence[str]:
        chain: list[str] = []
        found = self._bodies.get(code)
        while found and found.parent and found.parent not in chain:
            chain.append(found.parent)
            found = self._bodies.get(found.parent)
        return chain


def bodies_from(settings: Mapping[str, str]) -> ListedBodies:
    """The bodies of the file named by the setting `bodies`. Raises ValidationError where an entry is wrong."""
    path = settings.get("bodies", "")
    if not path:
        return ListedBodies([])
    file = BODIES_FILE.validate_python(yaml.safe_load(Path(path).read_text(encoding="utf-8")) or {})
    return ListedBodies([Body(code=b.code, kind=b.kind, zh=b.zh, en=b.en, parent=b.parent or "") for b in file.bodies])
