"""Do the printed documents say what they must, the same each time, and nothing that paper cannot show?"""

import hashlib
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pypdfium2
import pytest
import zxingcpp

from services.application.documents import (
    Mark,
    Overfull,
    Printout,
    Row,
    Section,
    Unprintable,
    mark_of,
    parse_mark,
    print_document,
)

MONDAY = datetime(2026, 2, 9, 2, 3, 4, tzinfo=UTC)


def row(value: str, label_zh: str = "企业名称", label_en: str = "Name of the enterprise") -> Row:
    return Row(label_zh=label_zh, label_en=label_en, value=value)


def section(*rows: Row) -> Section:
    return Section(title_zh="企业信息", title_en="Enterprise", rows=rows)


FORM = Printout(
    document="application_form",
    application_number="EK-7Q2M9XK4T0VB",
    revision=2,
    printed_at=MONDAY,
    fields=(
        section(row("蓝鹭贸易（杭州）有限公司 Blue Heron Trading"), row("91330100MA0EXA015R", "统一社会信用代码", "Credit code")),
    ),
)
LETTER = replace(FORM, document="signature_confirmation_letter")
BOTH = pytest.mark.parametrize("printout", [FORM, LETTER], ids=lambda printout: printout.document)

PRINT_ELSEWHERE = """
import hashlib
from tests.application.test_documents import FORM, LETTER, print_document
print(*(hashlib.sha256(print_document(printout)).hexdigest() for printout in (FORM, LETTER)))
"""


def saying(*values: str) -> Printout:
    return replace(FORM, fields=(section(*(row(value) for value in values)),))


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].get_textpage().get_text_range()


def codes_on(pdf: bytes) -> Sequence[zxingcpp.Barcode]:
    with pypdfium2.PdfDocument(pdf) as document:
        return zxingcpp.read_barcodes(document[0].render(scale=150 / 72).to_pil())


@BOTH
def test_a_document_is_one_a4_page_of_archival_and_accessible_pdf(printout: Printout) -> None:
    pdf = print_document(printout)
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        assert document[0].get_size() == pytest.approx((595.28, 841.89), abs=0.01)
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf


@BOTH
def test_the_same_printout_gives_the_same_bytes(printout: Printout) -> None:
    first = print_document(printout)
    print_document(saying("another one in between"))
    assert print_document(printout) == first


def test_another_process_in_another_time_zone_prints_the_same_bytes() -> None:
    expected = [hashlib.sha256(print_document(printout)).hexdigest() for printout in (FORM, LETTER)]
    environment = {"TZ": "America/New_York", "PYTHONHASHSEED": "7", "LC_ALL": "C", "PYTHONPATH": "."}
    answer = subprocess.run([sys.executable, "-c", PRINT_ELSEWHERE], env=environment, capture_output=True, text=True, check=True)
    assert answer.stdout.split() == expected


def test_many_threads_print_what_one_prints() -> None:
    printouts = [replace(FORM, revision=revision) for revision in range(1, 9)]
    with ThreadPoolExecutor(4) as threads:
        printed = list(threads.map(print_document, printouts))
    assert printed == [print_document(printout) for printout in printouts]


@BOTH
def test_the_mark_is_printed_twice(printout: Printout) -> None:
    codes = codes_on(print_document(printout))
    assert [parse_mark(code.text) for code in codes] == [mark_of(printout)] * 2
    top, foot = sorted(code.position.top_left.y for code in codes)
    assert top < 300
    assert foot > 1500


@BOTH
def test_a_document_carries_number_revision_check_and_time_in_beijing(printout: Printout) -> None:
    text = " ".join(text_of(print_document(printout)).split())
    for words in (
        "EK-7Q2M9XK4T0VB",
        "第 2 版",
        mark_of(printout).hash8,
        "2026-02-09 10:03",
        "蓝鹭贸易（杭州）有限公司",
        "Blue Heron Trading",
    ):
        assert words in text


def test_the_form_has_places_for_the_legal_representative_and_the_seal() -> None:
    text = text_of(print_document(FORM))
    for words in ("企业CA", "申请表", "法定代表人签字", "Signature of the legal representative", "企业公章", "Company seal"):
        assert words in text.replace("CA ", "CA").replace(" CA", "CA")


def test_the_letter_confirms_in_both_languages_and_is_signed_by_the_authorised_user() -> None:
    text = text_of(print_document(LETTER))
    for words in ("本企业郑重确认", "同等法律效力", "same legal effect", "授权用户（经办人）签字", "企业公章"):
        assert words in text


def test_markup_in_a_value_stays_literal() -> None:
    text = text_of(print_document(saying('$x^2$ #panic() *not bold* <a@b> \\u{41} "quoted"')))
    assert '$x^2$ #panic() *not bold* <a@b> \\u{41} "quoted"' in " ".join(text.split())


def test_characters_without_a_glyph_are_all_named() -> None:
    with pytest.raises(Unprintable) as refused:
        print_document(saying("吉野家 𠮷", "𠮷 and 😀"))
    assert refused.value.characters == ("😀", "𠮷")


@pytest.mark.parametrize("hidden", ["\x00", "\x07", "\u202e", "\u200b", "\ud800", "\ue000"], ids=ascii)
def test_characters_that_paper_would_not_show_are_refused(hidden: str) -> None:
    with pytest.raises(Unprintable) as refused:
        print_document(saying(f"Blue{hidden}Heron"))
    assert refused.value.characters == (hidden,)


def test_a_refused_document_does_not_spoil_the_next() -> None:
    first = print_document(FORM)
    with pytest.raises(Unprintable):
        print_document(saying("😀"))
    assert print_document(FORM) == first


def test_a_long_form_is_set_smaller_and_stays_one_page() -> None:
    pdf = print_document(saying(*(f"第 {number} 行 line {number}" for number in range(40))))
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
    assert "line 39" in text_of(pdf)


def test_a_form_that_cannot_fit_is_refused() -> None:
    with pytest.raises(Overfull):
        print_document(saying(*("一" * 200 for _ in range(60))))


def test_a_mark_reads_back_from_its_text() -> None:
    mark = mark_of(LETTER)
    assert mark.text == f"EKEY1;EK-7Q2M9XK4T0VB;signature_confirmation_letter;2;{mark.hash8}"
    assert parse_mark(mark.text) == mark


def test_a_mark_follows_every_part_of_the_content() -> None:
    others = [
        replace(FORM, revision=3),
        replace(FORM, application_number="EK-7Q2M9XK4T0VC"),
        replace(FORM, printed_at=MONDAY + timedelta(seconds=1)),
        saying("Blue Heron Trading."),
        LETTER,
    ]
    assert len({mark_of(printout).hash8 for printout in (FORM, *others)}) == 6


def test_a_mark_does_not_depend_on_the_zone_in_which_the_instant_is_written() -> None:
    assert mark_of(replace(FORM, printed_at=MONDAY.astimezone(timezone(timedelta(hours=8))))) == mark_of(FORM)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.com",
        "EKEY1;EK-7Q2M9XK4T0VB;application_form;2",
        "EKEY2;EK-7Q2M9XK4T0VB;application_form;2;0123abcd",
        "EKEY1;EK-7Q2M9XK4T0VB;business_licence;2;0123abcd",
        "EKEY1;EK-7Q2M9XK4T0VU;application_form;2;0123abcd",
        "EKEY1;EK-7Q2M9XK4T0VB;application_form;0;0123abcd",
        "EKEY1;EK-7Q2M9XK4T0VB;application_form;٢;0123abcd",
        "EKEY1;EK-7Q2M9XK4T0VB;application_form;2;0123ABCD",
        "EKEY1;EK-7Q2M9XK4T0VB;application_form;2;0123abcd\n",
    ],
)
def test_other_codes_are_not_marks(text: str) -> None:
    assert parse_mark(text) is None


def test_a_well_formed_text_is_a_mark() -> None:
    expected = Mark(application_number="EK-7Q2M9XK4T0VB", document="application_form", revision=12, hash8="0123abcd")
    assert parse_mark("EKEY1;EK-7Q2M9XK4T0VB;application_form;12;0123abcd") == expected
