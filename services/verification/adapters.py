"""How are the bodies known? From the file that the setting `bodies` names."""

from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel

DEFAULT_PROVIDER = "P"


class Body(BaseModel):
    """The part of an entry that matters here."""

    code: str
    kind: Literal["issuing", "provider", "ministry"]


class BodiesFile(BaseModel):
    bodies: list[Body] = []


class FileBodies:
    """Read once, at start; without a file the provider is called `P`. Raises ValueError for a wrong file."""

    def __init__(self, path: Path | None) -> None:
        document: object = yaml.safe_load(path.read_text(encoding="utf-8")) if path else {}
        self._bodies = BodiesFile.model_validate(document).bodies

    def provider(self) -> str:
        return next((body.code for body in self._bodies if body.kind == "provider"), DEFAULT_PROVIDER)
