"""What do the other documents of an application look like: invented, and marked as specimens?"""

import math
import random
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from PIL import Image, ImageDraw, ImageFilter

from ekey.demo.paper.ink import sign
from ekey.demo.paper.scanner import scan
from ekey.demo.paper.seal import hei, song, stamp
from ekey.demo.paper.styles import CARD, PAGE, STYLES, Colour, Slot, Style

_INK: Final = (38, 38, 42)
_FAINT: Final = (120, 120, 124)
_PIECES: Final = re.compile(r"[!-~]+|\s+|.")
_CLOSING: Final = frozenset("，。；：、！？）》”")
_WATERMARK: Final = (200, 60, 60)


def specimen(slot: Slot, *, company: str, seed: int, lines: Sequence[str]) -> bytes:
    """A scan of an invented document, JPEG of 120 to 190 kB, marked SPECIMEN 样本; the same arguments give the same bytes.

    `lines` are printed in order; one that holds a colon (: or ：) becomes a label and a value.
    """
    chance = random.Random(f"{seed}:{slot}:{company}:{'|'.join(lines)}")
    style = STYLES[slot]
    sheet = Image.new("RGB", style.size, style.paper)
    if style.ornament:
        _guilloche(sheet, style.accent, chance)
    top = _titled(sheet, style)
    bottom = _written(sheet, style, top, lines)
    if style.portrait:
        _portrait(sheet, chance)
    if style.emblem:
        _emblem(sheet, style.accent)
    _attested(sheet, style, company, bottom, chance)
    _watermarked(sheet)
    return scan(_on_glass(sheet) if style.size == CARD else sheet, chance)


def _guilloche(sheet: Image.Image, accent: Colour, chance: random.Random) -> None:
    """Security lines as on a certificate, never the same twice, and a double frame."""
    pen = ImageDraw.Draw(sheet)
    width, height = sheet.size
    pale = _mixed(accent, (255, 255, 255), 0.8)
    waves, swing, drift = chance.uniform(2, 5), chance.uniform(30, 80), chance.uniform(0.6, 2.2)
    for index in range(26):
        y = height * (index + 0.5) / 26
        phase = index * drift
        line = [(x, y + swing * math.sin(x / width * waves * math.tau + phase)) for x in range(0, width + 12, 12)]
        pen.line(line, fill=pale, width=2)
    for inset, stroke in ((26, 7), (42, 2)):
        pen.rounded_rectangle((inset, inset, width - inset, height - inset), 18, outline=accent, width=stroke)


def _titled(sheet: Image.Image, style: Style) -> int:
    """Writes the title; returns where the text below it may begin."""
    pen = ImageDraw.Draw(sheet)
    middle, y = sheet.width // 2 + (150 if style.emblem else 0), int(sheet.height * 0.085)
    if style.title:
        size = 64 if style.size != PAGE else 52
        pen.text((middle, y + size // 2), style.title, font=song(size), fill=style.accent, anchor="mm", stroke_width=1)
        y += size + 16
    pen.text((middle, y + 14), style.title_en, font=song(28), fill=_FAINT, anchor="mm")
    return y + 70


def _written(sheet: Image.Image, style: Style, top: int, lines: Sequence[str]) -> int:
    """Writes the lines in columns of label and value, smaller when there are many; returns where they end."""
    pen = ImageDraw.Draw(sheet)
    left, right = int(sheet.width * 0.09), int(sheet.width * (0.66 if style.portrait else 0.91))
    left += int(sheet.width * 0.2) if style.emblem else 0
    room = sheet.height * (0.7 if style.sealed else 0.9) - top
    largest = 46 if style.size == CARD else 34
    size = max(20, min(largest, int(room / max(1, len(lines)) / 2.1)))
    font, label_font = hei(size), song(size)
    labels = [_split(line)[0] for line in lines]
    column = left + min(int((right - left) * 0.45), int(max((label_font.getlength(label) for label in labels), default=0)) + size)
    y = top
    for line in lines:
        label, value = _split(line)
        begin = column if label else left
        wrapped = list(_wrapped(value, font.getlength, right - begin))
        height = int(size * 1.35) * len(wrapped) + int(size * 0.65)
        if style.table:
            pen.rectangle((left - 20, y - size // 3, right + 20, y - size // 3 + height), outline=_FAINT, width=2)
        pen.text((left, y), label, font=label_font, fill=style.accent)
        for index, piece in enumerate(wrapped):
            pen.text((begin, y + index * int(size * 1.35)), piece, font=font, fill=_INK)
        y += height
    return y


def _split(line: str) -> tuple[str, str]:
    label, colon, value = line.replace("：", ":", 1).partition(":")
    return (label.strip(), value.strip()) if colon else ("", line)


def _wrapped(text: str, length: Callable[[str], float], room: float) -> Iterator[str]:
    """Lines that fit: Latin words stay whole, Chinese breaks anywhere but before a closing mark."""
    line = ""
    for piece in _PIECES.findall(text):
        if line and piece not in _CLOSING and length(line + piece) > room:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
    yield line


def _portrait(sheet: Image.Image, chance: random.Random) -> None:
    """A drawn figure without a face, so that nobody is shown."""
    width, height = int(sheet.width * 0.22), int(sheet.height * 0.5)
    photo = Image.new("RGB", (width, height), (214, 226, 236))
    pen = ImageDraw.Draw(photo)
    shade = chance.randint(70, 120)
    coat = (shade // 2, shade // 2 + chance.randint(0, 30), shade)
    pen.ellipse((width * 0.06, height * 0.66, width * 0.94, height * 1.4), fill=coat)
    pen.rectangle((width * 0.41, height * 0.52, width * 0.59, height * 0.72), fill=(222, 196, 172))
    hair = chance.uniform(0.15, 0.2)
    pen.ellipse((width * 0.27, height * hair, width * 0.73, height * 0.55), fill=(52, 46, 44))
    pen.ellipse((width * 0.3, height * 0.22, width * 0.7, height * 0.61), fill=(230, 206, 184))
    sheet.paste(photo.filter(ImageFilter.GaussianBlur(1.2)), (int(sheet.width * 0.7), int(sheet.height * 0.2)))


def _emblem(sheet: Image.Image, accent: Colour) -> None:
    """A plain rosette where a real card has an emblem."""
    pen = ImageDraw.Draw(sheet)
    x, y, r = sheet.width * 0.16, sheet.height * 0.3, 92
    for step in range(24):
        angle = math.tau * step / 24
        cx, cy = x + r * 0.55 * math.cos(angle), y + r * 0.55 * math.sin(angle)
        pen.ellipse((cx - r * 0.45, cy - r * 0.45, cx + r * 0.45, cy + r * 0.45), outline=accent, width=3)


def _attested(sheet: Image.Image, style: Style, company: str, bottom: int, chance: random.Random) -> None:
    width, height = sheet.size
    y = max(bottom + 130, int(height * 0.78))
    if style.signed:
        pen = ImageDraw.Draw(sheet)
        pen.text((width * 0.09, y - 20), "签字 Signature", font=song(26), fill=_INK)
        sign(sheet, company[:3], (width * 0.27, y - 60, width * 0.47, y + 30), chance)
    if style.sealed:
        owner = "样本登记机关" if style.ornament else company
        stamp(sheet, owner, (width * 0.76, min(y, height - 170)), 232, chance)


def _watermarked(sheet: Image.Image) -> None:
    mark = Image.new("L", (1000, 190))
    ImageDraw.Draw(mark).text((500, 95), "SPECIMEN 样本", font=hei(124), fill=88, anchor="mm", stroke_width=2)
    mark = mark.rotate(24, Image.Resampling.BILINEAR, expand=True)
    for part in (1, 3) if sheet.height > sheet.width else (2,):
        place = ((sheet.width - mark.width) // 2, sheet.height * part // 4 - mark.height // 2)
        sheet.paste(_WATERMARK, place, mark)


def _on_glass(card: Image.Image) -> Image.Image:
    """A card covers only a part of the scanner's glass."""
    glass = Image.new("RGB", (card.width + 180, card.height + 180), (228, 230, 231))
    corners = Image.new("L", card.size)
    ImageDraw.Draw(corners).rounded_rectangle((0, 0, card.width - 1, card.height - 1), 48, fill=255)
    glass.paste((196, 198, 200), (98, 100), corners)
    glass.paste(card, (90, 90), corners)
    return glass


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (int(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
