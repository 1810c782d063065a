"""How does a sheet of paper become the JPEG that somebody uploads?"""

import io
import random
from collections.abc import Iterator
from typing import Final

from PIL import Image, ImageChops

from ekey.demo.paper.pixels import resized, toned

DPI: Final = 150
PAPER: Final = (252, 251, 247)

_SMALLEST, _LARGEST = 122_000, 188_000
_QUALITIES: Final = range(18, 93)
_GRAIN: Final = 256
_LONGEST_COMMENT: Final = 0xFFFF - 2


def scan(sheet: Image.Image, chance: random.Random) -> bytes:
    """A JPEG of 120 to 190 kB: the sheet lies a little crooked, paper has grain, and light falls off at one edge."""
    crooked = sheet.rotate(chance.uniform(-0.9, 0.9), Image.Resampling.BILINEAR, fillcolor=PAPER)
    grainy = ImageChops.multiply(crooked, _grain(crooked.size, chance))
    return _jpeg(ImageChops.multiply(grainy, _light(crooked.size, chance)))


def of_size(image: bytes, size: int) -> bytes:
    """The same JPEG with comment segments that make it exactly `size` bytes; raises ValueError if it cannot be."""
    missing = size - len(image)
    if missing == 0:
        return image
    if not image.startswith(b"\xff\xd8") or missing < 4:
        raise ValueError(f"a picture of {len(image)} bytes cannot be padded to {size}")
    return image[:2] + b"".join(_comments(missing)) + image[2:]


def _grain(size: tuple[int, int], chance: random.Random) -> Image.Image:
    tile = Image.frombytes("RGB", (_GRAIN, _GRAIN), chance.randbytes(3 * _GRAIN * _GRAIN))
    tile = toned(tile, [244 + value * 11 // 255 for value in range(256)] * 3)
    grain = Image.new("RGB", size)
    for left in range(0, size[0], _GRAIN):
        for top in range(0, size[1], _GRAIN):
            grain.paste(tile, (left, top))
    return grain


def _light(size: tuple[int, int], chance: random.Random) -> Image.Image:
    darkest = chance.randint(226, 240)
    fall = toned(Image.linear_gradient("L"), [min(255, darkest + value * 2) for value in range(256)])
    if chance.random() < 0.5:
        fall = fall.transpose(Image.Transpose.ROTATE_90)
    return Image.merge("RGB", [resized(fall, size, Image.Resampling.BILINEAR)] * 3)


def _jpeg(picture: Image.Image) -> bytes:
    """The first quality found whose size fits; a picture too plain for that is padded."""
    low, high, quality = _QUALITIES.start, _QUALITIES.stop - 1, 62
    smaller = b""
    while low <= high:
        content = _encoded(picture, quality)
        if _SMALLEST <= len(content) <= _LARGEST:
            return content
        if len(content) > _LARGEST:
            high = quality - 1
        else:
            low, smaller = quality + 1, content
        quality = (low + high) // 2
    return of_size(smaller, _SMALLEST)


def _encoded(picture: Image.Image, quality: int) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=quality, dpi=(DPI, DPI))
    return target.getvalue()


def _comments(total: int) -> Iterator[bytes]:
    # A segment needs four bytes of its own, so what is left after a full one must be nothing or at least four.
    while total:
        length = min(total - 2, _LONGEST_COMMENT + 2)
        if 0 < total - 2 - length < 4:
            length -= 4
        yield b"\xff\xfe" + length.to_bytes(2, "big") + b" " * (length - 2)
        total -= length + 2
