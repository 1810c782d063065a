"""Which file, line and reason is wrong, before anything starts?"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar, cast

import yaml
from pydantic import BaseModel, ValidationError

M = TypeVar("M", bound=BaseModel)


class WrongFile(Exception):
    """A file that cannot be played; the text is `file:line: reason`."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason


class Source:
    """A YAML file, its content and where each part of it stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            text = path.read_text(encoding="utf-8")
            self._node = cast("yaml.Node | None", yaml.compose(text, Loader=yaml.SafeLoader))  # pyright: ignore[reportUnknownMemberType]
            self._refuse_repeats(self._node)
            self.content: object = yaml.safe_load(text)
        except OSError as error:
            raise WrongFile(path, 1, f"cannot be read ({error.strerror})") from error
        except UnicodeDecodeError as error:
            raise WrongFile(path, 1, "is not UTF-8 text") from error
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise WrongFile(path, line, f"is no YAML: {error.problem or error}") from error
        except yaml.YAMLError as error:
            raise WrongFile(path, 1, f"is no YAML: {error}") from error

    def read(self, model: type[M], **more: object) -> M:
        """The content as a model, with further fields. Raises WrongFile with the line of the first mistake."""
        if not isinstance(self.content, dict):
            raise WrongFile(self.path, 1, "is empty or no mapping")
        try:
            return model.model_validate({**cast("dict[str, object]", self.content), **more})
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"] if not str(part).startswith("function-"))
            reason = first["msg"].removeprefix("Value error, ")
            raise WrongFile(self.path, self.line(first["loc"]), f"{where}: {reason}" if where else reason) from error

    def says(self, name: str) -> bool:
        """Whether this is said at the top of the file."""
        return isinstance(self.content, dict) and name in cast("dict[str, object]", self.content)

    def wrong(self, reason: str, *where: str | int) -> WrongFile:
        """A mistake that only shows beside other files."""
        return WrongFile(self.path, self.line(where), reason)

    def line(self, where: Sequence[str | int]) -> int:
        """The line of this part, or of the smallest part around it that exists."""
        node, line = self._node, 1
        for part in where:
            found = _child(node, part)
            if found is None:
                break
            node, line = found
        return line

    def _refuse_repeats(self, node: yaml.Node | None) -> None:
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, child in _pairs(node):
                if str(key.value) in seen:
                    raise WrongFile(self.path, key.start_mark.line + 1, f"`{key.value}` is said twice")
                seen.add(str(key.value))
                self._refuse_repeats(child)
        elif isinstance(node, yaml.SequenceNode):
            for child in cast("list[yaml.Node]", node.value):
                self._refuse_repeats(child)


def _child(node: yaml.Node | None, part: str | int) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        children = cast("list[yaml.Node]", node.value)
        return (children[part], children[part].start_mark.line + 1) if part < len(children) else None
    if isinstance(node, yaml.MappingNode):
        for key, child in _pairs(node):
            if str(key.value) == str(part):
                return child, key.start_mark.line + 1
    return None


def _pairs(node: yaml.MappingNode) -> Sequence[tuple[yaml.ScalarNode, yaml.Node]]:
    return cast("list[tuple[yaml.ScalarNode, yaml.Node]]", node.value)


def written(document: Mapping[str, object]) -> str:
    """As YAML that people can read."""
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False)
