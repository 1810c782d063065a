"""Does `docs/settings.md` list every setting that the code reads, and no other?"""

import ast
import re
from collections.abc import Iterator

from ekey.addresses import SERVICES
from tests.architecture.reading import ROOT, dotted, nodes

VARIABLE = re.compile(r"EKEY_[A-Z_]*[A-Z]\b(?!_)")
CODE = ("chassis", "services", "deploy", "ekey")
OTHERS = ("Makefile", ".ci/run", "pyproject.toml", "tests/conftest.py")


def asked(node: ast.AST) -> Iterator[str]:
    """The settings that an expression names: `settings.get("port")`, `settings["port"]`, `needed(settings, "port")`, or a whole EKEY_ name."""
    match node:
        case ast.Call(func=ast.Attribute(value=value, attr="get"), args=[ast.Constant(value=str(name)), *_]) if is_settings(
            value
        ):
            yield f"EKEY_{name.upper()}"
        case ast.Subscript(value=value, slice=ast.Constant(value=str(name))) if is_settings(value):
            yield f"EKEY_{name.upper()}"
        case ast.Call(func=ast.Name(id="needed"), args=[_, ast.Constant(value=str(name))]):
            yield f"EKEY_{name.upper()}"
        case ast.Constant(value=str(text)):
            yield from VARIABLE.findall(text)
        case _:
            return


def is_settings(node: ast.AST) -> bool:
    return dotted(node).split(".")[-1] == "settings"


def in_code() -> set[str]:
    named = {name for _, node in nodes(*CODE) for name in asked(node)}
    written = {name for file in OTHERS for name in VARIABLE.findall((ROOT / file).read_text(encoding="utf-8"))}
    return named | written | {f"EKEY_URL_{service.upper()}" for service in SERVICES}


def listed() -> set[str]:
    """Every variable of the first column."""
    rows = [line.split(" | ")[0] for line in (ROOT / "docs" / "settings.md").read_text(encoding="utf-8").splitlines()]
    return {name for cell in rows if cell.startswith("| `") for name in VARIABLE.findall(cell)}


def test_every_setting_is_listed_and_nothing_else() -> None:
    assert listed() ^ in_code() == set()


def test_a_setting_is_found_however_it_is_read() -> None:
    code = (
        'a.settings.get("one", "")\nsettings["two"]\nneeded(settings, "three")\nos.environ.get("EKEY_FOUR")\nf"EKEY_URL_{name}"'
    )
    assert {name for node in ast.walk(ast.parse(code)) for name in asked(node)} == {
        "EKEY_ONE",
        "EKEY_TWO",
        "EKEY_THREE",
        "EKEY_FOUR",
    }
