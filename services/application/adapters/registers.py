"""How are bodies, earlier keys and electromechanical user names read from files, and login names assigned without another system?"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from chassis.keyed import Keyed, normal
from services.application.values.form import Body, EarlierKey, EarlierKeyState

T = TypeVar("T", bound=BaseModel)


class _KeyRow(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    key: str
    credit_code: str
    login_name: str
    state: EarlierKeyState = "active"
    issued_at: datetime | None = None
    expires_at: datetime | None = None


class _UserRow(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    credit_code: str
    login_name: str


class _ProfileRow(BaseModel):
    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

    credit_code: str = ""
    body: str = ""
    profile: str


_BODIES = TypeAdapter(tuple[Body, ...])


def bodies_from(path: str) -> "FileBodies":
    """The bodies of a YAML file (`bodies: [...]`); no path, no bodies. Raises ValueError for a wrong row."""
    try:
        bodies = _BODIES.validate_python(_rows(path, "bodies"))
    except ValidationError as error:
        raise ValueError(f"{path}: bodies: {error.errors()[0]['loc']}: {error.errors()[0]['msg']}") from error
    issuing = {body.code for body in bodies if body.kind == "issuing"}
    if orphans := [body.code for body in bodies if body.closes_on and body.successor not in issuing - {body.code}]:
        raise ValueError(f"{path}: bodies: {orphans[0]} closes, but names no other issuing body as its successor")
    return FileBodies(bodies)


def earlier_keys_from(path: str) -> "FileEarlierKeys":
    """The register of a YAML file (`keys: [...]`). Raises ValueError for a wrong row."""
    rows = _parsed(path, "keys", _KeyRow)
    return FileEarlierKeys(tuple(EarlierKey(**row.model_dump()) for row in rows))


def name_register_from(path: str) -> "FileNameRegister":
    """The user names of a YAML file (`users: [...]`). Raises ValueError for a wrong row."""
    return FileNameRegister({normal(row.login_name): row.credit_code for row in _parsed(path, "users", _UserRow)})


def profiles_from(path: str, default: str, known: Collection[str]) -> "FileProfiles":
    """The profiles of a YAML file (`profiles: [{credit_code | body, profile}]`) beside a default. Raises ValueError for a wrong row."""
    rows = _parsed(path, "profiles", _ProfileRow)
    for row in rows:
        if row.profile not in known:
            raise ValueError(f"{path}: profiles: {row.profile!r} is none of {', '.join(known)}")
        if bool(row.credit_code) == bool(row.body):
            raise ValueError(f"{path}: profiles: a row names a credit_code or a body")
    return FileProfiles({row.credit_code or row.body: row.profile for row in rows}, default)


def _rows(path: str, key: str) -> list[object]:
    if not path:
        return []
    document: Any = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    found: object = document.get(key) if isinstance(document, dict) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return TypeAdapter(list[object]).validate_python(found or [])


def _parsed(path: str, key: str, row: type[T]) -> list[T]:
    parsed: list[T] = []
    for number, found in enumerate(_rows(path, key), 1):
        try:
            parsed.append(row.model_validate(found))
        except ValidationError as error:
            raise ValueError(f"{path}: {key}: row {number}: {error.errors()[0]['msg']}") from error
    return parsed


class FileBodies:
    """Bodies as a file lists them; a city with independent planning goes before its province (`docs/domain.md §1`)."""

    def __init__(self, bodies: tuple[Body, ...]) -> None:
        self._bodies = bodies

    def all(self) -> tuple[Body, ...]:
        return self._bodies

    def serving(self, division: str, on: date) -> tuple[Body, ...]:
        wanted = (division, division[:4] + "00", division[:2] + "0000")
        issuing = {body.division: body for body in self._bodies if body.kind == "issuing" and body.division}
        codes = dict.fromkeys(self.in_charge(issuing[place].code, on) for place in wanted if place in issuing)
        return tuple(body for code in codes if (body := self.find(code)) is not None)

    def in_charge(self, code: str, on: date) -> str:
        for _ in self._bodies:
            body = self.find(code)
            if body is None or not body.closed(on):
                break
            code = body.successor
        return code

    def find(self, code: str) -> Body | None:
        return next((body for body in self._bodies if body.code == code), None)


class FileEarlierKeys:
    """Earlier keys as a file lists them."""

    def __init__(self, keys: tuple[EarlierKey, ...]) -> None:
        self._keys = keys

    async def find(self, key: str) -> EarlierKey | None:
        return next((found for found in self._keys if normal(found.key) == normal(key)), None)

    async def of(self, credit_code: str) -> tuple[EarlierKey, ...]:
        return tuple(found for found in self._keys if found.credit_code == credit_code)

    async def named(self, login_name: str) -> EarlierKey | None:
        return next((found for found in self._keys if normal(found.login_name) == normal(login_name)), None)


class FileProfiles:
    """An enterprise's own profile goes before that of its issuing body, that one before the default: rules are tried out before they hold for all."""

    def __init__(self, chosen: Mapping[str, str], default: str) -> None:
        self._chosen = chosen
        self._default = default

    def of(self, credit_code: str, issuing_body: str) -> str:
        return self._chosen.get(credit_code) or self._chosen.get(issuing_body) or self._default


class FileNameRegister:
    """User names of the electromechanical system, as a file lists them."""

    def __init__(self, owners: dict[str, str]) -> None:
        self._owners = owners

    async def owner(self, login_name: str) -> str:
        return self._owners.get(normal(login_name), "")


class KeyedNameAssigner:
    """Assigns `ek` and eight digits, computed from the case."""

    def __init__(self, keyed: Keyed) -> None:
        self._keyed = keyed

    async def candidate(self, case_id: UUID, attempt: int) -> str:
        return f"ek{self._keyed.id('assigned_name', f'{case_id}|{attempt}').int % 10**8:08d}"
