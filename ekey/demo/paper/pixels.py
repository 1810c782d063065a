"""How are a picture's size and tones changed?

Pillow's own annotations of these two name numpy, which is not installed: their types are stated here, once.
"""

from collections.abc import Sequence

from PIL import Image


def resized(picture: Image.Image, size: tuple[int, int], resampling: Image.Resampling) -> Image.Image:
    """The picture in another size, in pixels."""
    return picture.resize(size, resampling)  # pyright: ignore[reportUnknownMemberType]


def toned(picture: Image.Image, tones: Sequence[float]) -> Image.Image:
    """The picture with each tone replaced by `tones[tone]`: 256 of them for each band."""
    return picture.point(tones)  # pyright: ignore[reportUnknownMemberType]
