"""Is the table of rules true and whole? Its files and tests exist, its quotes are the documents' own, and nothing of them is missing."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from tests.architecture.reading import ROOT, tree

SECTIONS = ("1", "2", "3", "4", "5", "6", "8", "9")
CLAUSE = re.compile(r'(S\d+|§\d) "(.+)"')
PLACE = re.compile(r"`([\w./]+)`")
TEST = re.compile(r"`([\w./]+\.py)::(\w+)`")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One rule: which clause it is from, in which words, and its two cells of proof."""

    clause: str
    quote: str
    file: str
    test: str

    @property
    def is_open(self) -> bool:
        return self.file.startswith("open: ")


def text(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def plain(words: str) -> str:
    """Words alone: no marks of emphasis, code or table, one blank between two."""
    return " ".join(re.sub(r"[*`]", "", words).replace("|", " ").split())


@cache
def rows() -> tuple[Row, ...]:
    """Every row of the table. Raises ValueError for one that does not begin with a clause and its quote."""
    cells = [line.strip("| ").split(" | ") for line in text("rules.md").splitlines() if line.startswith(("| S", "| §"))]
    return tuple(row_of(each) for each in cells)


def row_of(cells: list[str]) -> Row:
    clause, _, file, test = cells
    found = CLAUSE.fullmatch(clause)
    if found is None:
        raise ValueError(f"no clause with a quote: {clause}")
    return Row(clause=found[1], quote=found[2], file=file, test=test)


def sentences(source: str) -> dict[str, str]:
    """S1, S2, … in their order: a line is cut after a full stop, semicolon or colon and a blank, but not after a number's full stop."""
    pieces = [piece for line in source.splitlines() if line.strip() for piece in re.split(r"(?<=[^\d][.;:])\s+", line.strip())]
    return {f"S{number}": piece for number, piece in enumerate(pieces, 1)}


def section(number: str) -> str:
    """One section of the domain, without its heading."""
    return re.split(rf"^## {number}\. .*$", text("domain.md"), flags=re.MULTILINE)[1].split("\n## ")[0]


def lines(number: str) -> list[str]:
    """What a section says, line by line; headings of tables and fences of code say nothing."""
    said = section(number).splitlines()
    heads = {place - 1 for place, line in enumerate(said) if line.startswith("|---")}
    marks = ("|---", "```")
    return [plain(line) for place, line in enumerate(said) if line.strip() and place not in heads and not line.startswith(marks)]


def unquoted(number: str, quotes: list[str]) -> Iterator[str]:
    """The lines of a section of which no quote holds a word; a quote may run over the end of a line."""
    said = lines(number)
    whole, begin = " ".join(said), 0
    spans = [(found.start(), found.end()) for quote in quotes for found in re.finditer(re.escape(plain(quote)), whole)]
    for line in said:
        end = begin + len(line)
        if not any(start < end and begin < stop for start, stop in spans):
            yield line
        begin = end + 1


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.clause} {row.quote[:30]}")
def test_a_rule_is_quoted_right_and_has_its_file_and_its_test(row: Row) -> None:
    said = sentences(text("source.txt")).get(row.clause, "") if row.clause.startswith("S") else " ".join(lines(row.clause[1:]))
    assert plain(row.quote) in plain(said)
    if row.is_open:
        assert row.test == "–"
        return
    file, test = PLACE.fullmatch(row.file), TEST.fullmatch(row.test)
    assert file and (ROOT / file[1]).is_file(), f"no file: {row.file}"
    assert test and (ROOT / test[1]).is_file(), f"no test: {row.test}"
    functions = {node.name for node in tree(ROOT / test[1]).body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    assert test[2] in functions


def test_every_sentence_of_the_source_has_a_row() -> None:
    assert set(sentences(text("source.txt"))) - {row.clause for row in rows()} == set()


@pytest.mark.parametrize("number", SECTIONS)
def test_every_line_of_the_domain_has_a_row(number: str) -> None:
    assert list(unquoted(number, [row.quote for row in rows() if row.clause == f"§{number}"])) == []


def test_the_open_rules_are_counted() -> None:
    counted = re.search(r"^(\d+) rows, (\d+) of them open\.$", text("rules.md"), flags=re.MULTILINE)
    assert counted and (int(counted[1]), int(counted[2])) == (len(rows()), sum(row.is_open for row in rows()))


def test_a_source_is_cut_into_sentences() -> None:
    assert sentences("1. Title\n\nFirst: one; two. Third 2.5 days.\n") == {
        "S1": "1. Title",
        "S2": "First:",
        "S3": "one;",
        "S4": "two.",
        "S5": "Third 2.5 days.",
    }


def test_a_line_that_nobody_quotes_is_found() -> None:
    assert len(list(unquoted("9", ["encrypted under one key per person"]))) == len(lines("9")) - 1
