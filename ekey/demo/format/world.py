"""What does `world.yaml` say: the bodies, who works there, and what existed before?"""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field, model_validator

from ekey.demo.codes import is_resident_id
from ekey.demo.format.acts import Act, Strict
from ekey.demo.format.example import CreditCode

Role = Literal["verifier", "reviewer", "producer", "dispatcher", "receiver", "supervisor", "ministry", "auditor", "operator"]


def _checked(number: str) -> str:
    if not is_resident_id(number):
        raise ValueError(f"{number} is no valid resident ID number (GB 11643)")
    return number


class PickUp(Strict):
    """Where keys are collected."""

    name_zh: str
    name_en: str
    address_zh: str
    address_en: str


class Body(Strict):
    """An issuing body, the provider, or the ministry."""

    code: str
    kind: Literal["issuing", "provider", "ministry"]
    zh: str
    en: str
    division: str | None = Field(default=None, pattern=r"^\d{6}$")
    parent: str | None = None
    pick_up: PickUp | None = None

    @model_validator(mode="after")
    def _issues(self) -> "Body":
        if self.kind == "issuing" and (self.division is None or self.pick_up is None):
            raise ValueError("an issuing body has a division and a pick-up point")
        return self


class Member(Strict):
    """A staff account: of which person, in which body, with which roles. Two accounts may belong to one person."""

    account: str = Field(pattern=r"^[A-Z]+-[a-z]\d?$")
    person: str
    id_number: Annotated[str, AfterValidator(_checked)]
    body: str
    roles: tuple[Role, ...] = Field(min_length=1)

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.account.lower()}@staff.example"


class EarlierKey(Strict):
    """A key from before this system."""

    key: str
    credit_code: CreditCode
    login_name: str
    issued_at: datetime
    expires_at: datetime
    state: Literal["active", "expired", "revoked", "locked"] = "active"


class RegisteredUser(Strict):
    """A user name in the electromechanical import system."""

    credit_code: CreditCode
    login_name: str


class ProfileChoice(Strict):
    """Whose rules another policy profile is: an enterprise's, or all of an issuing body's."""

    credit_code: CreditCode | None = None
    body: str | None = None
    profile: str

    @model_validator(mode="after")
    def _of_one(self) -> "ProfileChoice":
        if (self.credit_code is None) == (self.body is None):
            raise ValueError("a profile is chosen for a credit_code or for a body")
        return self


class Stock(Strict):
    """Blank tokens at the provider."""

    prefix: str = "T"
    count: int = Field(default=60, ge=0, le=10_000)

    def serials(self) -> list[str]:
        """The serial numbers, like `T-0001`."""
        return [f"{self.prefix}-{number:04}" for number in range(1, self.count + 1)]


class SameWorld(Strict):
    """Another folder's world, named by its path."""

    path: Path = Field(alias="as")


class World(Strict):
    """All that the examples of a folder share."""

    bodies: tuple[Body, ...] = Field(min_length=1)
    staff: tuple[Member, ...] = Field(min_length=1)
    staff_password: str = Field(min_length=10)
    clock: AwareDatetime | None = None
    profiles: tuple[ProfileChoice, ...] = ()
    earlier_keys: tuple[EarlierKey, ...] = ()
    electromechanical: tuple[RegisteredUser, ...] = ()
    stock: Stock = Stock()
    ways: dict[str, tuple[Act, ...]] = Field(default_factory=dict[str, tuple[Act, ...]])

    @model_validator(mode="after")
    def _consistent(self) -> "World":
        bodies = {body.code for body in self.bodies}
        for member in self.staff:
            if member.body not in bodies:
                raise ValueError(f"{member.account} works at `{member.body}`, which is no body of this world")
        for body in self.bodies:
            if body.parent is not None and body.parent not in bodies:
                raise ValueError(f"{body.code} is beneath `{body.parent}`, which is no body of this world")
        return self

    def body_of(self, code: str) -> Body | None:
        """The issuing body that a credit code leads to: its own division first, then its province."""
        by_division = {body.division: body for body in self.bodies if body.kind == "issuing"}
        return by_division.get(code[2:8]) or by_division.get(code[2:4] + "0000")

    def member(self, account: str) -> Member | None:
        """The staff account of this name."""
        return next((member for member in self.staff if member.account == account), None)

    def first(self, role: str, body: str) -> Member | None:
        """Whoever of a body has the role, the first named."""
        return next((member for member in self.staff if member.body == body and role in member.roles), None)
