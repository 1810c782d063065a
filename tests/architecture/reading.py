"""How is the source read? As syntax trees, once per file."""

import ast
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SERVICES = ("registration", "application", "verification", "production", "delivery", "tracking")


def sources(*folders: str) -> Sequence[Path]:
    """Every Python file below these folders of the project."""
    return [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def nodes(*folders: str) -> Iterator[tuple[Path, ast.AST]]:
    for file in sources(*folders):
        for node in ast.walk(tree(file)):
            yield file, node


def place(file: Path, node: ast.AST) -> str:
    """Where it stands, for people."""
    return f"{file.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def dotted(node: ast.AST) -> str:
    """`datetime.now` of the expression that says so; empty for anything else."""
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            return f"{dotted(node.value)}.{node.attr}"
        case _:
            return ""
