"""What does the QR code of a printed document say, and which document does a read code name?"""

import hashlib
import re
from dataclasses import dataclass
from typing import get_args

from services.application.documents.printout import Document, Printout, canonical

_PATTERN = re.compile(r"EKEY1;(EK-[0-9A-HJKMNP-TV-Z]{12});([a-z_]+);([1-9][0-9]{0,5});([0-9a-f]{8})", re.ASCII)
_DOCUMENTS: dict[str, Document] = {document: document for document in get_args(Document)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Which revision of which document a sheet of paper is. `hash8` is the start of the SHA-256 of its content (`docs/domain.md §3`)."""

    application_number: str
    document: Document
    revision: int
    hash8: str

    @property
    def text(self) -> str:
        """What the QR code holds: no personal data, only what is printed beside it."""
        return f"EKEY1;{self.application_number};{self.document};{self.revision};{self.hash8}"


def mark_of(printout: Printout) -> Mark:
    """The mark that belongs on this printout."""
    return Mark(
        application_number=printout.application_number,
        document=printout.document,
        revision=printout.revision,
        hash8=hashlib.sha256(canonical(printout)).hexdigest()[:8],
    )


def parse_mark(text: str) -> Mark | None:
    """The mark that a code's text holds; None for any other code that happens to be on the paper."""
    found = _PATTERN.fullmatch(text)
    if found is None or found[2] not in _DOCUMENTS:
        return None
    return Mark(application_number=found[1], document=_DOCUMENTS[found[2]], revision=int(found[3]), hash8=found[4])
