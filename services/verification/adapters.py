"""How are the bodies known? From the file that the setting `bodies` names."""

from datetime import date
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel

from services.verification.values import Closing

DEFAULT_PROVIDER = "P"


class Body(BaseModel):
    """The part of an entry that matters here: from `closes_on` (in Shanghai) its cases are the successor's."""

    code: str
    kind: Literal["issuing", "provider", "ministry"]
    closes_on: date | None = None
    successor: str = ""

    def closed(self, on: date) -> bool:
        return self.closes_on is not None and on >= self.closes_on


class BodiesFile(BaseModel):
    bodies: list[Body] = []


class FileBodies:
    """Read once, at start; without a file the provider is called `P`. Raises ValueError for a wrong file."""

    def __init__(self, path: Path | None) -> None:
        document: object = yaml.safe_load(path.read_text(encoding="utf-8")) if path else {}
        self._bodies = {body.code: body for body in BodiesFile.model_validate(document).bodies}

    def provider(self) -> str:
        return next((body.code for body in self._bodies.values() if body.kind == "provider"), DEFAULT_PROVIDER)

    def closing(self, body: str, on: date) -> Closing | None:
        found = self._bodies.get(body)
        if found is None or found.closes_on is None or found.successor not in self._bodies:
            return None
        return Closing(closes_on=found.closes_on, successor=self._in_charge(found.successor, on))

    def _in_charge(self, code: str, on: date) -> str:
        """The successor, or its own if that has closed as well; a circle ends where it began."""
        for _ in self._bodies:
            body = self._bodies.get(code)
            if body is None or not body.closed(on):
                break
            code = body.successor
        return code
