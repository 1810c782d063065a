"""Is an uploaded file an acceptable scan, and which printed document does it show?"""

import hashlib
import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import zxingcpp
from PIL import Image, ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from services.application.documents.marks import Mark, parse_mark

Format = Literal["jpeg", "png"]
Fault = Literal["empty", "too_large", "not_an_image", "undecodable", "too_many_pixels"]

LIMIT_BYTES: Final = 204_800
LIMIT_PIXELS: Final = 40_000_000

_QR_CODES: Final = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
_ENOUGH_PIXELS: Final = 10_000_000
_BROKEN: Final = (OSError, SyntaxError, ValueError, LookupError, struct.error, zlib.error)
_READERS: Final[dict[Format, type[ImageFile.ImageFile]]] = {"jpeg": JpegImageFile, "png": PngImageFile}
_SIGNATURES: Final[tuple[tuple[bytes, Format], ...]] = ((b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A picture that may be stored as received; `size` in bytes, `width` and `height` in pixels, `marks` as read from its QR codes."""

    format: Format
    size: int
    width: int
    height: int
    marks: tuple[Mark, ...]
    sha256: str


class Unacceptable(Exception):
    """The file is not a scan that may be stored; says why in Chinese and English."""

    def __init__(self, code: Fault, *, zh: str, en: str) -> None:
        super().__init__(en)
        self.code: Fault = code
        self.zh = zh
        self.en = en


def examine(content: bytes, *, limit_bytes: int = LIMIT_BYTES) -> Scan:
    """What a file holds, judged by its bytes alone, never by its name (`docs/domain.md §3`).

    `limit_bytes` is the first size refused. Decodes the whole picture, so call it from a worker thread.
    Raises `Unacceptable`.
    """
    _weigh(content, limit_bytes)
    format_ = _format_of(content)
    with _opened(content, format_) as picture:
        _count_pixels(picture)
        _decode(picture)
        return Scan(
            format=format_,
            size=len(content),
            width=picture.width,
            height=picture.height,
            marks=_marks_in(picture),
            sha256=hashlib.sha256(content).hexdigest(),
        )


def _weigh(content: bytes, limit_bytes: int) -> None:
    if not content:
        raise Unacceptable("empty", zh="文件是空的。", en="The file is empty.")
    if len(content) >= limit_bytes:
        raise Unacceptable(
            "too_large",
            zh=f"文件为 {len(content):,} 字节，必须小于 {limit_bytes:,} 字节。请降低分辨率或图像质量后重新扫描。",
            en=f"The file has {len(content):,} bytes and must have fewer than {limit_bytes:,}. "
            "Scan it again with a lower resolution or quality.",
        )


def _format_of(content: bytes) -> Format:
    for signature, format_ in _SIGNATURES:
        if content.startswith(signature):
            return format_
    raise Unacceptable(
        "not_an_image",
        zh="文件不是 JPEG 或 PNG 图像（按内容判断，与文件名无关）。",
        en="The file is not a JPEG or PNG picture (judged by its content, whatever its name).",
    )


def _opened(content: bytes, format_: Format) -> ImageFile.ImageFile:
    # `Image.open` would judge the dimensions by a limit of the whole process, and only warn up to twice that limit.
    try:
        return _READERS[format_](io.BytesIO(content))
    except _BROKEN as error:
        raise _undecodable() from error


def _count_pixels(picture: ImageFile.ImageFile) -> None:
    if picture.width * picture.height > LIMIT_PIXELS:
        raise Unacceptable(
            "too_many_pixels",
            zh=f"图像为 {picture.width} × {picture.height} 像素，最多 {LIMIT_PIXELS // 1_000_000} 百万像素。请降低分辨率后重新扫描。",
            en=f"The picture has {picture.width} × {picture.height} pixels; {LIMIT_PIXELS // 1_000_000} million is the most. "
            "Scan it again with a lower resolution.",
        )


def _decode(picture: ImageFile.ImageFile) -> None:
    try:
        picture.load()
    except _BROKEN as error:
        raise _undecodable() from error


def _undecodable() -> Unacceptable:
    return Unacceptable(
        "undecodable",
        zh="图像已损坏或不完整，无法读取。请重新扫描后上传。",
        en="The picture is damaged or incomplete and cannot be read. Scan it again and upload it.",
    )


def _marks_in(picture: Image.Image) -> tuple[Mark, ...]:
    for grey in _views(picture):
        sharp_enough = grey.reduce(2) if grey.width * grey.height > _ENOUGH_PIXELS else grey
        codes = zxingcpp.read_barcodes(sharp_enough, formats=_QR_CODES)
        if marks := dict.fromkeys(mark for code in codes if (mark := parse_mark(code.text))):
            return tuple(marks)
    return ()


def _views(picture: Image.Image) -> Iterator[Image.Image]:
    """The whole picture, then its red channel alone, where a red seal over a code is as white as the paper."""
    yield picture.convert("L")
    yield picture.convert("RGB").getchannel("R")
