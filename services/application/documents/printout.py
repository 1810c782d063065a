"""What stands on a printed document of an application?"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Literal

Document = Literal["application_form", "signature_confirmation_letter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One printed answer, with its label in both languages."""

    label_zh: str
    label_en: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Answers that belong together, under one title in both languages."""

    title_zh: str
    title_en: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Printout:
    """Everything one document says. `printed_at` is aware: the instant its revision was frozen, not that of the download."""

    document: Document
    application_number: str
    revision: int
    printed_at: datetime
    fields: Sequence[Section]


def canonical(printout: Printout) -> bytes:
    """The printout as JSON that is the same for the same content in every process and time zone."""
    content = asdict(printout) | {"printed_at": printout.printed_at.astimezone(UTC).isoformat()}
    return json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()
