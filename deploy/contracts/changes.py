"""What did a schema become? Whoever kept to the old one must still be understood, and must still understand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Schema: TypeAlias = Mapping[str, Any]
WORDS_ONLY = frozenset({"title", "description", "examples", "$schema", "$id", "$defs", "x-key"})
STRUCTURE = frozenset({"type", "format", "properties", "required", "items", "anyOf", "enum", "const", "default"})
SAME_FOR_ALL = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference. `broken`: the promise is broken; `grown`: a new version may say more."""

    kind: Literal["broken", "grown"]
    text: str


def changes(promised: Schema, present: Schema) -> list[Change]:
    """Every difference that a reader or a writer can notice; words do not count."""
    found = list(_compare("", _inlined(promised, promised), _inlined(present, present)))
    if promised.get("x-key") != present.get("x-key"):
        found.append(_broken("", f"the key was {promised.get('x-key')!r}, is {present.get('x-key')!r} now"))
    return found


def _inlined(schema: Any, whole: Schema) -> Any:
    """The schema with every reference replaced by what it means."""
    if isinstance(schema, list):
        return [_inlined(each, whole) for each in schema]  # pyright: ignore[reportUnknownVariableType]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inlined(whole["$defs"][str(schema["$ref"]).rsplit("/", 1)[1]], whole)  # pyright: ignore[reportUnknownArgumentType]
    return {name: _inlined(value, whole) for name, value in schema.items() if name != "$defs"}  # pyright: ignore[reportUnknownVariableType]


def _compare(path: str, old: Schema, new: Schema) -> Iterator[Change]:
    """Alternatives are matched by kind: each old one must still be there, and a new one is more than old readers know."""
    olds, news = _alternatives(old), _alternatives(new)
    for kind, one in olds.items():
        if kind not in news:
            yield _broken(path, f"was {_spoken(olds)}, is {_spoken(news)} now")
            return
        yield from _compare_alike(path, one, news[kind])
    if set(news) - set(olds):
        yield _broken(path, f"was {_spoken(olds)}, may be {_spoken(news)} now")


def _alternatives(schema: Schema) -> dict[str, Schema]:
    return {_kind(each): each for each in schema.get("anyOf", [schema])}


def _kind(schema: Schema) -> str:
    return str(schema.get("format") or schema.get("type") or "anything")


def _spoken(alternatives: Mapping[str, Schema]) -> str:
    return " or ".join(alternatives)


def _compare_alike(path: str, old: Schema, new: Schema) -> Iterator[Change]:
    yield from _compare_values(path, old, new)
    yield from _compare_limits(path, old, new)
    if "items" in old and "items" in new:
        yield from _compare(f"{path}[]", old["items"], new["items"])
    if "properties" in old or "properties" in new:
        yield from _compare_fields(path, old, new)


def _compare_values(path: str, old: Schema, new: Schema) -> Iterator[Change]:
    """Literals: none may be forgotten; a new one is growth; free text stays free, and literals stay literals."""
    was, now = _values(old), _values(new)
    if (was is None) != (now is None):
        yield _broken(path, "was one of a list, is free now" if now is None else f"was free, is one of {now} now")
    if was is None or now is None:
        return
    for value in was:
        if value not in now:
            yield _broken(path, f"no longer knows {value!r}")
    for value in now:
        if value not in was:
            yield Change(kind="grown", text=f"{_place(path)}knows {value!r} now")


def _values(schema: Schema) -> list[Any] | None:
    return [schema["const"]] if "const" in schema else schema.get("enum")


def _compare_limits(path: str, old: Schema, new: Schema) -> Iterator[Change]:
    """Whatever else a schema says (lengths, patterns, bounds) says the same for ever."""
    for word in sorted((set(old) | set(new)) - STRUCTURE - WORDS_ONLY):
        if old.get(word, SAME_FOR_ALL) != new.get(word, SAME_FOR_ALL):
            yield _broken(path, f"{word} was {old.get(word)!r}, is {new.get(word)!r} now")


def _compare_fields(path: str, old: Schema, new: Schema) -> Iterator[Change]:
    was, now = old.get("properties", {}), new.get("properties", {})
    needed, needs = old.get("required", []), new.get("required", [])
    for name in was:
        field = f"{path}.{name}".lstrip(".")
        if name not in now:
            yield _broken(field, "is gone")
            continue
        yield from _compare_presence(field, name in needed, name in needs)
        if name not in needed and name not in needs and was[name].get("default") != now[name].get("default"):
            missing_was, missing_is = was[name].get("default"), now[name].get("default")
            yield _broken(field, f"meant {missing_was!r} where it was missing, means {missing_is!r} now")
        yield from _compare(field, was[name], now[name])
    for name in now:
        if name not in was:
            field = f"{path}.{name}".lstrip(".")
            yield _broken(field, "is new and required") if name in needs else Change(kind="grown", text=f"`{field}` is new")


def _compare_presence(field: str, needed: bool, needs: bool) -> Iterator[Change]:
    if needs and not needed:
        yield _broken(field, "was optional, is required now")
    if needed and not needs:
        yield _broken(field, "was always there, may be missing now")


def _broken(path: str, text: str) -> Change:
    return Change(kind="broken", text=f"{_place(path)}{text}")


def _place(path: str) -> str:
    return f"`{path}` " if path else ""
