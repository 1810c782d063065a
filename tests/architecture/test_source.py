"""Does the source of the services keep the rules that neither the type checker nor the linter sees?"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.reading import ROOT, SERVICES, dotted, nodes, place, sources, tree

CHANCE_AND_CLOCKS = {"random", "secrets", "time", "uuid.uuid1", "uuid.uuid4", "uuid4", "uuid1"}
NOW = {"now", "utcnow", "today", "fromtimestamp"}
PURE = ("values", "policies", "events", "commands", "decider", "reactions", "announcements", "projections", "consequences")


OUTSIDE = ("policies", "values", "ports", "adapters", "api", "documents", "scans")


def role_of(file: Path) -> str:
    """The role of a service's file: `decider` for `services/delivery/decider/key/rules.py`."""
    return file.relative_to(ROOT).parts[2].removesuffix(".py") if len(file.relative_to(ROOT).parts) > 2 else ""


def catch_alls(pattern: ast.pattern) -> bool:
    """Whether it takes anything: `case _`, `case anything`, also as one of several, or for the first of a pair."""
    match pattern:
        case ast.MatchAs(pattern=None):
            return True
        case ast.MatchOr(patterns=patterns):
            return any(catch_alls(each) for each in patterns)
        case ast.MatchSequence(patterns=[first, *_]):
            return catch_alls(first)
        case _:
            return False


def swallowing(case: ast.match_case, role: str) -> bool:
    """Where text comes in from outside, what nobody knows may be raised; a rule, a word or a fold names every case."""
    refuses = role in OUTSIDE and all(isinstance(statement, ast.Raise) for statement in case.body)
    return catch_alls(case.pattern) and case.guard is None and not refuses


def test_no_match_of_a_service_swallows_what_comes_later() -> None:
    found = [
        place(file, case.pattern)
        for file, node in nodes("services")
        if isinstance(node, ast.Match)
        for case in node.cases
        if swallowing(case, role_of(file))
    ]
    assert found == []


def test_a_catch_all_is_found() -> None:
    found = [c.pattern for c in ast.parse("match x:\n case A() | _: ...\n case _, B(): ...\n case A(), _: ...").body[0].cases]  # pyright: ignore
    assert [catch_alls(pattern) for pattern in found] == [True, True, False]


def test_an_unknown_text_may_be_raised_at_the_edge_only() -> None:
    node = ast.parse("match x:\n case _: raise LookupError").body[0]
    assert isinstance(node, ast.Match)
    assert [swallowing(node.cases[0], role) for role in ("policies", "decider")] == [False, True]


def asks_clock_or_chance(node: ast.AST) -> bool:
    match node:
        case ast.Import(names=names):
            return any(name.name in CHANCE_AND_CLOCKS for name in names)
        case ast.ImportFrom(module=module, names=names):
            return module in CHANCE_AND_CLOCKS or any(f"{module}.{name.name}" in CHANCE_AND_CLOCKS for name in names)
        case ast.Call(func=ast.Attribute(value=value, attr=attr)):
            said = dotted(value)
            return f"{said}.{attr}" in CHANCE_AND_CLOCKS or (attr in NOW and said.split(".")[-1] in ("datetime", "date"))
        case _:
            return False


def test_no_service_asks_a_clock_or_chance_of_its_own() -> None:
    assert [place(file, node) for file, node in nodes("services") if asks_clock_or_chance(node)] == []


@pytest.mark.parametrize(
    "text",
    [
        "import random",
        "from uuid import uuid4",
        "from time import time",
        "datetime.now(UTC)",
        "datetime.date.today()",
        "uuid.uuid4()",
    ],
)
def test_a_clock_or_chance_is_found(text: str) -> None:
    assert any(asks_clock_or_chance(node) for node in ast.walk(ast.parse(text)))


def test_no_deciding_module_looks_at_the_clock_of_the_door() -> None:
    """Time and chance are arguments there, whoever provides them."""
    asked = [
        place(file, node)
        for file, node in nodes(*(f"services/{service}" for service in SERVICES))
        if role_of(file) in PURE and isinstance(node, ast.Attribute) and node.attr in ("clock", "chance")
    ]
    assert asked == []


def test_every_module_opens_with_the_question_that_it_answers() -> None:
    files = [
        file for file in sources("services", "chassis", "contracts", "deploy", "ekey") if file.read_text(encoding="utf-8").strip()
    ]
    assert [str(file.relative_to(ROOT)) for file in files if not ast.get_docstring(tree(file))] == []


def test_nothing_but_tests_is_imported_from_tests() -> None:
    def imported(file: Path) -> Iterator[str]:
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.ImportFrom):
                yield node.module or ""
            if isinstance(node, ast.Import):
                yield from (name.name for name in node.names)

    files = sources("services", "chassis", "contracts", "deploy", "ekey")
    assert [str(file) for file in files for module in imported(file) if module.split(".")[0] == "tests"] == []


def test_every_import_points_towards_the_facts() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([str(program), "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=110, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
