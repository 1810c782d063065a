"""Are uploads judged by their bytes alone, strictly, and are printed documents recognised on paper?"""

import hashlib
import io
import random
import struct
import zlib
from typing import Literal

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageDraw

from ekey.demo.paper import of_size, sign_and_scan, specimen
from ekey.demo.paper.styles import STYLES
from services.application.documents import Printout, mark_of, print_document
from services.application.scans import LIMIT_BYTES, Scan, Unacceptable, examine
from tests.application.test_documents import FORM, LETTER

PEOPLE = (("欧阳静雯", "蓝鹭贸易（杭州）有限公司"), ("李明", "东海塑料有限责任公司"), ("Ada Lovelace", "Blue Heron Trading"))


def encoded(picture: Image.Image, format_: str) -> bytes:
    target = io.BytesIO()
    picture.save(target, format_)
    return target.getvalue()


JPEG = encoded(Image.new("RGB", (60, 40), "white"), "JPEG")
PNG = encoded(Image.new("RGB", (60, 40), "white"), "PNG")


def look(content: bytes) -> Scan:
    return examine(content, limit_bytes=LIMIT_BYTES)


def refusal(content: bytes) -> str:
    with pytest.raises(Unacceptable) as refused:
        look(content)
    assert refused.value.zh
    assert refused.value.en
    return refused.value.code


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def blank_png(width: int, height: int) -> bytes:
    """A black and white PNG that is small on disk whatever its dimensions."""
    packer = zlib.compressobj(9)
    line = bytes(1 + (width + 7) // 8)
    body = b"".join(packer.compress(line) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("content", "format_"), [(JPEG, "jpeg"), (PNG, "png")])
def test_a_picture_is_described_by_its_bytes(content: bytes, format_: Literal["jpeg", "png"]) -> None:
    assert look(content) == Scan(
        format=format_,
        size=len(content),
        width=60,
        height=40,
        marks=(),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def test_204799_bytes_are_accepted_and_204800_are_not() -> None:
    assert look(of_size(JPEG, 204_799)).size == 204_799
    assert refusal(of_size(JPEG, 204_800)) == "too_large"


def test_the_limit_is_the_callers() -> None:
    assert examine(JPEG, limit_bytes=len(JPEG) + 1).size == len(JPEG)
    with pytest.raises(Unacceptable, match=f"{len(JPEG)} bytes"):
        examine(JPEG, limit_bytes=len(JPEG))


def test_an_empty_file_is_refused() -> None:
    assert refusal(b"") == "empty"


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 ...", b"GIF89a....", b"hello", b"\x00", b"\xff\xd8", encoded(Image.new("L", (9, 9)), "BMP")]
)
def test_other_files_are_not_images_whatever_their_name(content: bytes) -> None:
    assert refusal(content) == "not_an_image"


@pytest.mark.parametrize("content", [JPEG, PNG], ids=["jpeg", "png"])
def test_an_incomplete_picture_cannot_be_read(content: bytes) -> None:
    assert refusal(content[: len(content) // 2]) == "undecodable"


def test_a_document_that_only_begins_like_a_picture_cannot_be_read() -> None:
    assert refusal(b"\xff\xd8\xff" + b"not a picture" * 20) == "undecodable"
    assert refusal(b"\x89PNG\r\n\x1a\n" + b"not a picture" * 20) == "undecodable"


def test_damaged_files_are_refused_in_our_words_only() -> None:
    chance = random.Random(20260209)
    for _ in range(400):
        damaged = bytearray(chance.choice((JPEG, PNG)))
        for _ in range(chance.randint(1, 5)):
            damaged[chance.randrange(8, len(damaged))] = chance.randrange(256)
        try:
            look(bytes(damaged))
        except Unacceptable as refused:
            assert refused.code in {"undecodable", "too_many_pixels"}


def test_forty_megapixels_are_accepted_and_one_line_more_is_not() -> None:
    assert look(blank_png(8000, 5000)).width == 8000
    assert refusal(blank_png(8000, 5001)) == "too_many_pixels"


@pytest.mark.parametrize("side", [8_000, 12_000, 20_000])
def test_a_decompression_bomb_is_refused_by_its_header_alone(side: int) -> None:
    bomb = blank_png(side, side)
    assert len(bomb) < LIMIT_BYTES
    assert refusal(bomb) == "too_many_pixels"
    header_and_rubbish = bomb[:41] + b"rubbish"
    assert refusal(header_and_rubbish) == "too_many_pixels"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_looked_at(mode: str) -> None:
    assert look(encoded(Image.new(mode, (20, 20)), "PNG")).format == "png"


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_every_kind_of_jpeg_is_looked_at(mode: str) -> None:
    assert look(encoded(Image.new(mode, (20, 20)), "JPEG")).format == "jpeg"


@pytest.mark.parametrize("printout", [FORM, LETTER], ids=lambda printout: printout.document)
def test_a_signed_and_scanned_document_is_recognised(printout: Printout) -> None:
    pdf = print_document(printout)
    for seed in range(12):
        signer, company = PEOPLE[seed % len(PEOPLE)]
        scan = look(sign_and_scan(pdf, signer=signer, company=company, seed=seed))
        assert scan.marks == (mark_of(printout),)
        assert 120_000 <= scan.size <= 190_000


def test_either_code_alone_is_enough() -> None:
    page = Image.open(io.BytesIO(sign_and_scan(print_document(FORM), signer="李明", company="蓝鹭贸易", seed=5)))
    width, height = page.size
    for covered in ((0, 0, width, height // 5), (0, height * 4 // 5, width, height)):
        page_with_one = page.copy()
        page_with_one.paste("white", covered)
        assert examine(encoded(page_with_one, "JPEG"), limit_bytes=10**7).marks == (mark_of(FORM),)
    page.paste("white", (0, 0, width, height // 5))
    page.paste("white", (0, height * 4 // 5, width, height))
    assert examine(encoded(page, "JPEG"), limit_bytes=10**7).marks == ()


def test_a_red_seal_over_the_code_is_looked_through() -> None:
    page = Image.open(io.BytesIO(sign_and_scan(print_document(FORM), signer="李明", company="蓝鹭贸易", seed=5)))
    width, height = page.size
    page.paste("white", (0, height * 4 // 5, width, height))
    seal = Image.new("RGB", page.size, "white")
    ImageDraw.Draw(seal).ellipse((1000, 80, 1140, 220), fill=(190, 20, 30))
    page = ImageChops.multiply(page, seal)
    assert not zxingcpp.read_barcodes(page.convert("L"))
    assert examine(encoded(page, "PNG"), limit_bytes=10**8).marks == (mark_of(FORM),)


def test_a_scan_upside_down_is_recognised() -> None:
    page = Image.open(io.BytesIO(sign_and_scan(print_document(LETTER), signer="李明", company="蓝鹭贸易", seed=1)))
    turned = encoded(page.rotate(180), "JPEG")
    assert examine(turned, limit_bytes=10**7).marks == (mark_of(LETTER),)


def test_the_same_hand_and_seed_give_the_same_scan() -> None:
    pdf = print_document(FORM)
    first = sign_and_scan(pdf, signer="李明", company="蓝鹭贸易", seed=3)
    assert sign_and_scan(pdf, signer="李明", company="蓝鹭贸易", seed=3) == first
    assert sign_and_scan(pdf, signer="李明", company="蓝鹭贸易", seed=4) != first


def test_every_specimen_is_an_acceptable_picture_of_its_own() -> None:
    made = {
        specimen(slot, company="蓝鹭贸易", seed=seed, lines=lines)
        for slot in STYLES
        for seed in (1, 2)
        for lines in ([], ["姓名：李明", "a sentence without a label", "住所：" + "浙江省杭州市西湖区" * 12])
    }
    assert len(made) == 4 * len(STYLES)
    for picture in made:
        assert 120_000 <= look(picture).size <= 190_000
        assert look(picture).marks == ()


def test_a_picture_is_padded_to_exactly_the_size_wanted() -> None:
    for more in (0, 4, 5, 300, 65_537, 65_538, 65_539, 65_540, 65_541, 65_542, 131_074, 131_077, 180_000):
        padded = of_size(JPEG, len(JPEG) + more)
        assert len(padded) == len(JPEG) + more
        assert examine(padded, limit_bytes=10**6).width == 60


@pytest.mark.parametrize("size", [0, len(JPEG) - 1, len(JPEG) + 1, len(JPEG) + 3])
def test_a_size_that_no_padding_gives_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="cannot be padded"):
        of_size(JPEG, size)
