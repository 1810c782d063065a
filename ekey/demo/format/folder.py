"""What is in a folder of examples: one world, and every application to be played?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ekey.demo.calendar import move
from ekey.demo.format.acts import Act, role_of
from ekey.demo.format.example import Example, Family, Single
from ekey.demo.format.generated import generated
from ekey.demo.format.reading import Source, WrongFile, written
from ekey.demo.format.world import SameWorld, World

PROVIDER_ROLES = {"reviewer", "producer", "dispatcher"}


@dataclass(frozen=True, kw_only=True)
class Examples:
    """A folder that was read: its world and its applications, in order of their names."""

    folder: Path
    world: World
    examples: Sequence[Example]


def read_examples(folder: Path) -> Examples:
    """Read and examine a whole folder. Raises WrongFile for the first mistake."""
    source = _world(folder)
    world = source.read(World)
    for name, acts in world.ways.items():
        _examine(source, world, acts, ("ways", name))
    for name, acts in world.ways.items():
        try:
            unfolded(world, acts)
        except ValueError as error:
            raise source.wrong(str(error), "ways", name) from error
    paths = [path for path in sorted(folder.glob("*.yaml")) if path.name != "world.yaml"]
    examples = [example for path in paths for example in _read(path, world)]
    if not examples:
        raise WrongFile(folder, 1, "holds no example")
    _refuse_twins(folder, examples)
    _refuse_crowd(folder, world, examples)
    return Examples(folder=folder, world=world, examples=examples)


def _world(folder: Path) -> Source:
    """The folder's world file, or the one it names: `as: ../world.yaml`."""
    source = Source(folder / "world.yaml")
    if not source.says("as"):
        return source
    other = folder / source.read(SameWorld).path
    if other == folder / "world.yaml":
        raise source.wrong("names itself", "as")
    return Source(other)


def _read(path: Path, world: World) -> Iterator[Example]:
    source = Source(path)
    key, _, name = path.stem.partition("-")
    if source.says("generate"):
        family = source.read(Family)
        for label, variant in family.generate.variants.items():
            _examine(source, world, variant.acts, ("generate", "variants", label, "acts"))
        unknown = [code for code in family.generate.bodies if _issuing(world, code) is None]
        if unknown:
            raise source.wrong(f"no issuing body is called {', '.join(unknown)}", "generate", "bodies")
        yield from generated(family, world, key=key, name=name)
        return
    single = source.read(Single)
    _examine(source, world, single.acts, ("acts",))
    body = world.body_of(single.enterprise.code)
    chosen = single.application.issuing_body or (body.code if body else None)
    if chosen is None or _issuing(world, chosen) is None:
        raise source.wrong("no issuing body of this world serves the enterprise", "enterprise", "code")
    yield source.read(Example, key=key, name=name, body=chosen)


def _issuing(world: World, code: str) -> str | None:
    return next((body.code for body in world.bodies if body.code == code and body.kind == "issuing"), None)


def _examine(source: Source, world: World, acts: Sequence[Act], where: tuple[str, ...]) -> None:
    for index, act in enumerate(acts):
        unknown = [way for way in act.way if way not in world.ways]
        if unknown:
            raise source.wrong(f"no way is called `{unknown[0]}`; there are: {', '.join(world.ways)}", *where, index)
        if role_of(act.who) != act.who and world.member(act.who) is None:
            raise source.wrong(f"`{act.who}` is no account of this world", *where, index)


def _refuse_twins(folder: Path, examples: Sequence[Example]) -> None:
    seen: dict[str, str] = {}
    for example in examples:
        for value in (example.enterprise.code, example.enterprise.email):
            if value in seen:
                raise WrongFile(folder, 1, f"{example.key} and {seen[value]} both use {value}")
            seen[value] = example.key


def _refuse_crowd(folder: Path, world: World, examples: Sequence[Example]) -> None:
    """A clock that acts move is everybody's: two applications would move it for each other."""
    moving = [example.key for example in examples if any(act.at for act in unfolded(world, example.acts))]
    if moving and world.clock is None:
        raise WrongFile(folder / "world.yaml", 1, f"{moving[0]} says `at`, but this world has no `clock`")
    if moving and len(examples) > 1:
        raise WrongFile(folder, 1, f"{moving[0]} moves the clock of this world, so it must be alone in it")


def unfolded(world: World, acts: Sequence[Act]) -> list[Act]:
    """The acts one by one, every way replaced by what it stands for. Raises ValueError for a way that leads to itself."""
    return list(_unfold(world, acts, ()))


def _unfold(world: World, acts: Sequence[Act], within: tuple[str, ...]) -> Iterator[Act]:
    for act in acts:
        if not act.way:
            yield act
        for way in act.way:
            if way in within:
                raise ValueError(f"the way `{way}` leads to itself")
            yield from _unfold(world, world.ways[way], (*within, way))


def write_world(world: World, folder: Path) -> dict[str, str]:
    """Write what the services read about the world; answers their settings (name → path)."""
    folder.mkdir(parents=True, exist_ok=True)
    documents: dict[str, tuple[str, dict[str, object]]] = {
        "EKEY_BODIES": ("bodies.yaml", {"bodies": [body.model_dump(mode="json", exclude_none=True) for body in world.bodies]}),
        "EKEY_EARLIER_KEYS": ("earlier_keys.yaml", {"keys": [key.model_dump(mode="json") for key in world.earlier_keys]}),
        "EKEY_ELECTROMECHANICAL": (
            "electromechanical.yaml",
            {"users": [user.model_dump(mode="json") for user in world.electromechanical]},
        ),
        "EKEY_PROFILES": (
            "profiles.yaml",
            {"profiles": [choice.model_dump(mode="json", exclude_none=True) for choice in world.profiles]},
        ),
    }
    for name, document in documents.values():
        (folder / name).write_text(written(document), encoding="utf-8")
    settings = {setting: str(folder / name) for setting, (name, _) in documents.items()}
    if world.clock is None:
        return settings
    move(folder / "clock", world.clock)
    return {**settings, "EKEY_CLOCK": str(folder / "clock")}
