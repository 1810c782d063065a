"""How does a person sign and seal a printed document, and scan it?"""

import random
import re
from dataclasses import dataclass
from threading import Lock
from typing import Final, cast

import pypdfium2
from PIL import Image

from ekey.demo.paper.ink import sign, write_number
from ekey.demo.paper.scanner import DPI, scan
from ekey.demo.paper.seal import stamp

_SCALE: Final = DPI / 72
_MILLIMETRE: Final = DPI / 25.4
_PRINTED: Final = re.compile(r"制表时间.*?(\d{4})-(\d{2})-(\d{2})", re.DOTALL)

# PDFium may be used by one thread at a time.
_pdfium = Lock()

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A printed page, and what a person reads on it. Boxes are left, top, right, bottom in pixels."""

    picture: Image.Image
    signature: Box
    seal: Box
    date: tuple[str, str, str] | None
    date_words: tuple[Box, ...]


def sign_and_scan(pdf: bytes, *, signer: str, company: str, seed: int) -> bytes:
    """The printed page with signature, date and seal, as a JPEG of 120 to 190 kB; the same arguments give the same bytes.

    Raises ValueError when the page has no place to sign and to seal.
    """
    chance = random.Random(f"{seed}:{signer}:{company}")
    sheet = _printed(pdf)
    left, _, _, bottom = sheet.signature
    top = bottom + 5 * _MILLIMETRE
    sign(sheet.picture, signer, (left + 14 * _MILLIMETRE, top, left + 66 * _MILLIMETRE, top + 15 * _MILLIMETRE), chance)
    _write_dates(sheet, chance)
    left, _, _, bottom = sheet.seal
    centre = (left + chance.uniform(28, 40) * _MILLIMETRE, bottom + chance.uniform(13, 16) * _MILLIMETRE)
    stamp(sheet.picture, company, centre, int(38 * _MILLIMETRE), chance)
    return scan(sheet.picture, chance)


def _write_dates(sheet: Sheet, chance: random.Random) -> None:
    if sheet.date is None:
        return
    for index, (left, _, _, bottom) in enumerate(sheet.date_words):
        digits = sheet.date[index % 3].removeprefix("0")
        write_number(sheet.picture, digits, (left - 1.2 * _MILLIMETRE, bottom + 2), 3.6 * _MILLIMETRE, chance)


def _printed(pdf: bytes) -> Sheet:
    with _pdfium, pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        words = page.get_textpage()
        height = page.get_height()
        signature, seal = _places(_boxes(words, "签字", height), _boxes(words, "企业公章", height))
        below = [box for word in "年月日" for box in _boxes(words, word, height) if 0 < box[1] - seal[3] < 35 * _MILLIMETRE]
        printed = _PRINTED.search(words.get_text_range())
        return Sheet(
            picture=_picture(page),
            signature=signature,
            seal=seal,
            date=(printed[1], printed[2], printed[3]) if printed else None,
            date_words=tuple(sorted(below)),
        )


def _places(to_sign: list[Box], to_seal: list[Box]) -> tuple[Box, Box]:
    """The words that stand side by side in the two boxes, not the same words in a sentence elsewhere."""
    for seal in to_seal:
        for signature in to_sign:
            if abs(seal[1] - signature[1]) < _MILLIMETRE and seal[0] - signature[2] > 30 * _MILLIMETRE:
                return (min(signature[0], seal[0] - 87 * _MILLIMETRE), *signature[1:]), seal
    raise ValueError("the page has no place to sign and to seal")


# PDFium's binding is annotated only in part; what it returns is stated in these two.
def _picture(page: pypdfium2.PdfPage) -> Image.Image:
    picture = cast("Image.Image", page.render(scale=_SCALE).to_pil())  # pyright: ignore[reportUnknownMemberType, reportArgumentType]
    return picture.convert("RGB")


def _boxes(words: pypdfium2.PdfTextPage, text: str, page_height: float) -> list[Box]:
    search = words.search(text)  # pyright: ignore[reportUnknownMemberType]
    boxes: list[Box] = []
    while found := search.get_next():
        left, bottom, right, top = cast("Box", words.get_charbox(found[0]))  # pyright: ignore[reportUnknownMemberType]
        boxes.append((left * _SCALE, (page_height - top) * _SCALE, right * _SCALE, (page_height - bottom) * _SCALE))
    return boxes
