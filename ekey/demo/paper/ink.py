"""How does a pen move when a person signs, or writes a date?"""

import math
import random
from collections.abc import Iterator, Sequence
from typing import Final

from PIL import Image, ImageDraw

Point = tuple[float, float]
Stroke = Sequence[Point]

BLUE_BLACK: Final = (22, 28, 74)

_SUPERSAMPLING: Final = 3
_STEPS: Final = 14

_DIGITS: Final[dict[str, Stroke]] = {
    "0": ((0.6, 0.05), (0.15, 0.3), (0.15, 0.75), (0.5, 0.97), (0.85, 0.7), (0.82, 0.25), (0.5, 0.04)),
    "1": ((0.4, 0.2), (0.58, 0.03), (0.55, 0.5), (0.5, 0.97)),
    "2": ((0.15, 0.25), (0.5, 0.02), (0.8, 0.28), (0.45, 0.65), (0.12, 0.95), (0.5, 0.9), (0.9, 0.93)),
    "3": ((0.2, 0.1), (0.7, 0.08), (0.7, 0.35), (0.4, 0.48), (0.8, 0.65), (0.65, 0.95), (0.15, 0.9)),
    "4": ((0.55, 0.03), (0.15, 0.6), (0.5, 0.63), (0.9, 0.58), (0.68, 0.35), (0.66, 0.97)),
    "5": ((0.8, 0.05), (0.3, 0.07), (0.22, 0.45), (0.65, 0.42), (0.8, 0.7), (0.55, 0.96), (0.12, 0.9)),
    "6": ((0.7, 0.03), (0.3, 0.35), (0.15, 0.75), (0.5, 0.97), (0.8, 0.75), (0.5, 0.52), (0.2, 0.72)),
    "7": ((0.12, 0.1), (0.5, 0.07), (0.85, 0.06), (0.6, 0.5), (0.45, 0.97)),
    "8": ((0.75, 0.12), (0.4, 0.03), (0.25, 0.28), (0.75, 0.65), (0.5, 0.97), (0.2, 0.7), (0.6, 0.4), (0.75, 0.14)),
    "9": ((0.75, 0.2), (0.4, 0.04), (0.2, 0.3), (0.5, 0.5), (0.76, 0.22), (0.7, 0.6), (0.55, 0.97)),
}


def sign(sheet: Image.Image, name: str, place: tuple[float, float, float, float], chance: random.Random) -> None:
    """Sign `sheet` within `place` (left, top, right, bottom in pixels): one hand per name, never twice alike."""
    left, top, right, bottom = place
    letters = [letter for letter in name if not letter.isspace()][:6] or ["x"]
    pitch = min((right - left) / len(letters), (bottom - top) * 0.95)
    start = left + max(0.0, (right - left - pitch * len(letters)) * chance.uniform(0.2, 0.6))
    strokes: list[Stroke] = []
    for index, letter in enumerate(letters):
        hand = random.Random(f"{name}:{index}:{letter}")
        origin = (start + index * pitch * 0.92, top + (bottom - top) * 0.08 + chance.uniform(-0.04, 0.04) * pitch)
        strokes += [_placed(stroke, origin, (pitch * 1.05, bottom - top), chance) for stroke in _letter(hand)]
    strokes.append(_flourish(strokes[-1][-1], pitch, chance))
    _draw(sheet, strokes, width=chance.uniform(3.0, 4.2))


def write_number(sheet: Image.Image, digits: str, place: Point, height: float, chance: random.Random) -> None:
    """Write `digits` so that the last one ends at `place` (right, bottom in pixels)."""
    pitch = height * 0.62
    strokes = [
        _placed(
            _DIGITS[digit],
            (place[0] - (len(digits) - index) * pitch, place[1] - height),
            (pitch * 0.8, height),
            chance,
        )
        for index, digit in enumerate(digits)
    ]
    _draw(sheet, strokes, width=2.4)


def _letter(hand: random.Random) -> Iterator[Stroke]:
    """Strokes of one written character in a unit square: bars, falls and a hook, as cursive Chinese has them."""
    for level in sorted(hand.uniform(0.08, 0.6) for _ in range(hand.randint(1, 2))):
        begin = hand.uniform(0.08, 0.3)
        yield ((begin, level + 0.05), (begin + 0.3, level), (begin + hand.uniform(0.45, 0.6), level - 0.06))
    x = hand.uniform(0.35, 0.6)
    yield ((x, 0.04), (x + hand.uniform(-0.08, 0.05), 0.4), (x - hand.uniform(0.1, 0.35), hand.uniform(0.75, 0.95)))
    if hand.random() < 0.75:
        y = hand.uniform(0.3, 0.55)
        yield ((0.25, y), (0.72, y - 0.08), (0.62, y + 0.3), (hand.uniform(0.3, 0.5), 0.9), (0.5, 0.72), (0.92, 0.66))
    if hand.random() < 0.6:
        yield ((hand.uniform(0.5, 0.65), 0.48), (0.75, 0.7), (hand.uniform(0.88, 1.0), hand.uniform(0.8, 0.95)))


def _placed(stroke: Stroke, origin: Point, size: Point, chance: random.Random) -> Stroke:
    slant = 0.12
    return [
        (
            origin[0] + size[0] * (x + slant * (0.5 - y) + chance.gauss(0, 0.018)),
            origin[1] + size[1] * (y + chance.gauss(0, 0.018)),
        )
        for x, y in stroke
    ]


def _flourish(begin: Point, pitch: float, chance: random.Random) -> Stroke:
    reach = pitch * chance.uniform(0.5, 0.9)
    x, y = begin
    return ((x, y), (x + reach * 0.4, y - pitch * 0.12), (x + reach * 0.8, y - pitch * 0.02), (x + reach, y - pitch * 0.16))


def _draw(sheet: Image.Image, strokes: Sequence[Stroke], *, width: float) -> None:
    xs, ys = zip(*(point for stroke in strokes for point in stroke), strict=True)
    left, top = int(min(xs)) - 20, int(min(ys)) - 20
    size = (int(max(xs)) + 20 - left, int(max(ys)) + 20 - top)
    mask = Image.new("L", (size[0] * _SUPERSAMPLING, size[1] * _SUPERSAMPLING))
    pen = ImageDraw.Draw(mask)
    for stroke in strokes:
        for (x, y), pressure in _path(stroke):
            r = width * pressure * _SUPERSAMPLING / 2
            cx, cy = (x - left) * _SUPERSAMPLING, (y - top) * _SUPERSAMPLING
            pen.ellipse((cx - r, cy - r, cx + r, cy + r), fill=235)
    sheet.paste(BLUE_BLACK, (left, top), mask.reduce(_SUPERSAMPLING))


def _path(stroke: Stroke) -> Iterator[tuple[Point, float]]:
    """Points of a Catmull-Rom curve through the stroke, with the pen's pressure: firm at first, light at the end."""
    points = [stroke[0], *stroke, stroke[-1]]
    pieces = len(points) - 3
    for piece in range(pieces):
        a, b, c, d = points[piece : piece + 4]
        steps = max(_STEPS, int(math.dist(b, c) * 1.5))
        for step in range(steps + 1):
            t = step / steps
            done = (piece + t) / pieces
            yield (_spline(a[0], b[0], c[0], d[0], t), _spline(a[1], b[1], c[1], d[1], t)), 1.15 - 0.65 * done**1.6


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
