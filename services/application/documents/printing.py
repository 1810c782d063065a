"""How does a printout become the PDF that is downloaded, printed, signed and sealed?"""

import io
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC
from functools import cache
from pathlib import Path
from threading import Lock
from zoneinfo import ZoneInfo

import pylopdf_fonts_zh_cn
import segno
import typst

from services.application.documents.marks import mark_of
from services.application.documents.printout import Document, Printout

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_TEMPLATES = Path(__file__).parent
_UNSHOWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_OVERFULL = "does not fit on one page"
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

# One compiler keeps state between documents, so only one thread prints at a time.
_press = Lock()


class Unprintable(Exception):
    """The fonts have no glyph for these characters, or they would be invisible on paper."""

    def __init__(self, characters: Sequence[str]) -> None:
        super().__init__(f"cannot be printed: {' '.join(f'U+{ord(character):04X}' for character in characters)}")
        self.characters = tuple(characters)


class Overfull(Exception):
    """The content does not fit on one page even in the smallest type that may be printed."""


def print_document(printout: Printout) -> bytes:
    """One A4 page as PDF/A-2a and PDF/UA-1; the same printout gives the same bytes (`docs/domain.md §3`).

    Blocks for about 60 ms: call it from a worker thread. Raises `Unprintable` or `Overfull`.
    """
    if hidden := sorted({character for text in _texts(printout) for character in text if _is_hidden(character)}):
        raise Unprintable(hidden)
    content = json.dumps(_content(printout))
    try:
        with _press:
            pdf = _compiler(printout.document).compile(format="pdf", pdf_standards=["a-2a", "ua-1"], sys_inputs={"data": content})
    except typst.TypstError as error:
        raise _explained(error) from error
    assert isinstance(pdf, bytes)
    return pdf


def _texts(printout: Printout) -> Iterator[str]:
    yield printout.application_number
    for section in printout.fields:
        yield from (section.title_zh, section.title_en)
        for row in section.rows:
            yield from (row.label_zh, row.label_en, row.value)


def _is_hidden(character: str) -> bool:
    return character != "\n" and unicodedata.category(character) in _INVISIBLE


def _content(printout: Printout) -> dict[str, object]:
    mark = mark_of(printout)
    local, universal = printout.printed_at.astimezone(_SHANGHAI), printout.printed_at.astimezone(UTC)
    return {
        "number": printout.application_number,
        "revision": printout.revision,
        "hash": mark.hash8,
        "printed": f"{local:%Y-%m-%d %H:%M}",
        "date": [universal.year, universal.month, universal.day, universal.hour, universal.minute, universal.second],
        "qr": _qr(mark.text),
        "sections": [asdict(section) for section in printout.fields],
    }


def _qr(text: str) -> str:
    picture = io.BytesIO()
    code = segno.make(text, error="q", micro=False, boost_error=False)
    code.save(picture, kind="svg", border=4, xmldecl=False, omitsize=True)
    return picture.getvalue().decode()


@cache
def _compiler(document: Document) -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(pylopdf_fonts_zh_cn.serif_path().parent)],
    )
    return typst.Compiler(str(_TEMPLATES / f"{document}.typ"), root=str(_TEMPLATES), font_paths=fonts)


def _explained(error: typst.TypstError) -> Exception:
    if _OVERFULL in error.message:
        return Overfull(_OVERFULL)
    shown = "".join(_unescaped(text) for text in _UNSHOWN.findall(error.diagnostic))
    return Unprintable(sorted(set(shown))) if shown else error


def _unescaped(text: str) -> str:
    return re.sub(r"\\u\{([0-9a-f]+)\}|\\(.)", lambda found: chr(int(found[1], 16)) if found[1] else found[2], text)
