"""What does a company's round red seal look like on paper?"""

import math
import random
from functools import cache
from typing import Final

import pylopdf_fonts_zh_cn
from PIL import Image, ImageChops, ImageDraw, ImageFont

from ekey.demo.paper.pixels import resized, toned

RED: Final = (206, 28, 36)

_SUPERSAMPLING: Final = 2
_ARC: Final = math.radians(250)


@cache
def song(size: int) -> ImageFont.FreeTypeFont:
    """Song type (serif) of this size in pixels."""
    return ImageFont.truetype(str(pylopdf_fonts_zh_cn.serif_path()), size)


@cache
def hei(size: int) -> ImageFont.FreeTypeFont:
    """Hei type (sans serif) of this size in pixels."""
    return ImageFont.truetype(str(pylopdf_fonts_zh_cn.sans_path()), size)


def stamp(sheet: Image.Image, owner: str, centre: tuple[float, float], diameter: int, chance: random.Random) -> None:
    """Press the owner's seal on `sheet`, as transparent ink: what is written below stays readable."""
    mask = _worn(_face(owner, diameter * _SUPERSAMPLING), chance).rotate(chance.uniform(-14, 14), Image.Resampling.BILINEAR)
    mask = mask.reduce(_SUPERSAMPLING)
    left, top = int(centre[0] - diameter / 2), int(centre[1] - diameter / 2)
    below = sheet.crop((left, top, left + diameter, top + diameter))
    ink = Image.composite(Image.new("RGB", mask.size, RED), Image.new("RGB", mask.size, "white"), mask)
    sheet.paste(ImageChops.multiply(below, ink), (left, top))


@cache
def _face(owner: str, size: int) -> Image.Image:
    face = Image.new("L", (size, size))
    pen = ImageDraw.Draw(face)
    line = size // 32
    pen.ellipse((line, line, size - line, size - line), outline=255, width=line)
    pen.polygon(_star(size / 2, size * 0.17), fill=255)
    _lettered(face, owner, size)
    return face


def _star(centre: float, radius: float) -> list[tuple[float, float]]:
    return [
        (centre + r * math.sin(math.pi * corner / 5), centre - r * math.cos(math.pi * corner / 5))
        for corner in range(10)
        for r in [radius if corner % 2 == 0 else radius * 0.382]
    ]


def _lettered(face: Image.Image, owner: str, size: int) -> None:
    """The owner's name along the upper arc, each letter upright on its radius."""
    height = size // 7
    room = _ARC * (size / 2 - size // 32 - height)
    font = song(max(8, min(height, int(height * room / max(1.0, song(height).getlength(owner) * 1.12)))))
    widths = [font.getlength(letter) for letter in owner]
    gap = min(font.size * 0.8, (room - sum(widths)) / max(1, len(owner) - 1))
    span = sum(widths) + gap * (len(owner) - 1)
    radius = size / 2 - size / 32 - height * 0.72
    along = -span / 2
    for letter, width in zip(owner, widths, strict=True):
        _letter(face, letter, font, angle=(along + width / 2) / (radius * 0.93), radius=radius)
        along += width + gap


def _letter(face: Image.Image, letter: str, font: ImageFont.FreeTypeFont, *, angle: float, radius: float) -> None:
    side = int(font.size * 1.8)
    tile = Image.new("L", (side, side))
    ImageDraw.Draw(tile).text((side / 2, side / 2), letter, font=font, fill=255, anchor="mm", stroke_width=max(1, side // 60))
    tile = tile.rotate(-math.degrees(angle), Image.Resampling.BICUBIC)
    x = face.width / 2 + radius * math.sin(angle) - side / 2
    y = face.height / 2 - radius * math.cos(angle) - side / 2
    face.paste(255, (int(x), int(y)), tile)


def _worn(face: Image.Image, chance: random.Random) -> Image.Image:
    """Ink takes unevenly: patches of it are thin, and the grain of the paper shows through."""
    patches = resized(Image.frombytes("L", (9, 9), chance.randbytes(81)), face.size, Image.Resampling.BICUBIC)
    grain = resized(Image.frombytes("L", (128, 128), chance.randbytes(128 * 128)), face.size, Image.Resampling.BILINEAR)
    uneven = toned(Image.blend(patches, grain, 0.5), [min(240, 140 + value) for value in range(256)])
    return ImageChops.multiply(face, uneven)
