"""Which rule was in force? Every number that can change is a row with the dates and the clause that it comes from."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


class PolicyRow(BaseModel):
    """One rule: `value` in `unit`, for cases of `scope` (a profile, or `any`), from and until these days (inclusive, exclusive)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    value: int | str | bool
    unit: str = ""
    scope: str = "any"
    effective_from: date = date(2000, 1, 1)
    effective_to: date | None = None
    clause: str
    assumed: bool = False


class Policy:
    """The rows in force on one day for one profile: `policy.number("scan.max_bytes")`."""

    def __init__(self, *, profile: str, version: str, rows: Mapping[str, PolicyRow]) -> None:
        self.profile = profile
        self.version = version
        self._rows = rows

    def row(self, key: str) -> PolicyRow:
        """The whole row. Raises LookupError where no rule is in force."""
        if key not in self._rows:
            raise LookupError(f"no policy row {key!r} is in force for profile {self.profile}")
        return self._rows[key]

    def number(self, key: str) -> int:
        """The value of a numeric row, in the row's own unit."""
        found = self.row(key).value
        if isinstance(found, bool) or not isinstance(found, int):
            raise LookupError(f"policy row {key!r} is no number")
        return found

    def text(self, key: str) -> str:
        """The value of a textual row."""
        return str(self.row(key).value)

    def duration(self, key: str) -> timedelta:
        """The value of a row whose unit is seconds, minutes, hours or days (calendar)."""
        unit = self.row(key).unit
        if unit not in {"seconds", "minutes", "hours", "days"}:
            raise LookupError(f"policy row {key!r} is no duration, but in {unit!r}")
        return timedelta(**{unit: self.number(key)})

    def keys(self) -> Sequence[str]:
        """What is ruled."""
        return sorted(self._rows)


class PolicyBook:
    """All rows ever, from a file; `in_force(at, profile)` picks a day's."""

    def __init__(self, rows: Sequence[PolicyRow], *, default_profile: str) -> None:
        self._rows = rows
        self.default_profile = default_profile
        self.profiles = sorted({row.scope for row in rows} - {"any"} | {default_profile})

    def in_force(self, at: datetime, profile: str = "") -> Policy:
        """The rules of that day in Shanghai; a row of the profile goes before a row for any."""
        chosen = profile or self.default_profile
        day = at.astimezone(SHANGHAI).date()
        alive = [r for r in self._rows if r.effective_from <= day and (r.effective_to is None or day < r.effective_to)]
        rows = {r.key: r for r in alive if r.scope == "any"} | {r.key: r for r in alive if r.scope == chosen}
        said = "\n".join(r.model_dump_json() for _, r in sorted(rows.items()))
        version = f"{chosen}-{hashlib.sha256(said.encode()).hexdigest()[:12]}"
        return Policy(profile=chosen, version=version, rows=rows)


def policy_book(path: Path) -> PolicyBook:
    """Read a policy file. Raises ValueError naming the row that is wrong."""
    document: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    rows: list[PolicyRow] = []
    for number, row in enumerate(document["rows"], 1):
        try:
            rows.append(PolicyRow.model_validate(row))
        except ValidationError as error:
            raise ValueError(f"{path}: row {number} ({row.get('key', '?')}): {error.errors()[0]['msg']}") from error
    return PolicyBook(rows, default_profile=str(document["default_profile"]))
