"""Who is at work while the examples are played, and what is in the applicant's hands?"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ekey.demo.calls import Clients, Disappointed, Person
from ekey.demo.format import Example, Expect, Member, World
from ekey.demo.format.acts import role_of


@dataclass(kw_only=True)
class Stage:
    """What all applications share: the world, the services' clients, the folder of token files, and the staff, each signed in once.

    `clock`: the file of a world's own clock. `parcels`: consignments in which several applications put their keys, by the name that their files give them.
    """

    world: World
    clients: Clients
    tokens: Path
    clock: Path | None = None
    scanners: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))
    parcels: dict[str, "asyncio.Task[str]"] = field(default_factory=dict[str, "asyncio.Task[str]"])
    _staff: dict[str, "asyncio.Task[Person]"] = field(default_factory=dict[str, "asyncio.Task[Person]"])

    async def staff(self, account: str) -> Person:
        """Whoever holds the account, signed in."""
        if account not in self._staff:
            self._staff[account] = asyncio.create_task(self._sign_in(account))
        return await asyncio.shield(self._staff[account])

    async def _sign_in(self, account: str) -> Person:
        member = self.world.member(account)
        if member is None:
            raise Disappointed(f"nobody holds the account {account}")
        person = Person(self.clients, account)
        await person.sign_in(member.email, self.world.staff_password)
        return person


@dataclass(kw_only=True)
class Play:
    """One application being played: what the applicant knows, has printed, holds; what the desks noted."""

    example: Example
    stage: Stage
    applicant: Person
    expecting: str = ""
    account_id: str = ""
    cases: list[str] = field(default_factory=list[str])
    revision: int = 1
    uploads: int = 0
    printed: dict[tuple[str, int], bytes] = field(default_factory=dict[tuple[str, int], bytes])
    pictures: dict[str, bytes] = field(default_factory=dict[str, bytes])
    fences: dict[str, int] = field(default_factory=dict[str, int])
    consignment: str = ""
    token_serial: str = ""
    spoiled: str = ""
    posted: bool = False
    pin: str = ""
    done: int = 0
    failure: str = ""

    @property
    def number(self) -> str:
        """The application number of the case at hand, the last that was opened."""
        if not self.cases:
            raise Disappointed("no draft was opened yet")
        return self.cases[-1]

    async def staff(self, who: str) -> Person:
        """An account by its name, or the first of this application's body (or of the provider) with that role."""
        if role_of(who) != who:
            return await self.stage.staff(who)
        return await self.stage.staff(self._first(who).account)

    def _first(self, role: str) -> Member:
        providers = [body.code for body in self.stage.world.bodies if body.kind == "provider"]
        for body in (self.example.body, *providers):
            member = self.stage.world.first(role, body)
            if member is not None:
                return member
        raise Disappointed(f"no {role} works for {self.example.body}")


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the answer to an act said, as far as an example may expect something of it."""

    kept: Sequence[str] = ()
    reopened: Sequence[str] = ()
    flags: Sequence[str] = ()
    warns: Sequence[str] = ()
    certificates: Sequence[str] = ()
    waived: dict[str, str] = field(default_factory=dict[str, str])
    reasons: dict[str, str] = field(default_factory=dict[str, str])
    clauses: dict[str, str] = field(default_factory=dict[str, str])
    login_name: str = ""
    subject: str = ""
    state: str = ""
    profile: str = ""
    reason: str = ""
    remark: str = ""
    appeal: str = ""


def judge(expect: Expect, told: Told) -> None:
    """Raises Disappointed for the first value that is not as expected."""
    for name in ("kept", "reopened", "flags", "warns", "certificates"):
        wanted: tuple[str, ...] | None = getattr(expect, name)
        found: Sequence[str] = getattr(told, name)
        if wanted is not None and sorted(wanted) != sorted(found):
            raise Disappointed(f"{name}: expected {sorted(wanted)}, found {sorted(found)}")
    if expect.waived is not None and expect.waived != told.waived:
        raise Disappointed(f"waived: expected {expect.waived}, found {told.waived}")
    for name in ("reasons", "clauses"):
        _judge_slots(name, getattr(expect, name) or {}, getattr(told, name))
    for name in ("login_name", "subject", "state", "profile", "reason", "remark", "appeal"):
        text: str = getattr(expect, name)
        if text and text != getattr(told, name):
            raise Disappointed(f"{name}: expected `{text}`, found `{getattr(told, name)}`")


def _judge_slots(name: str, wanted: dict[str, str], found: dict[str, str]) -> None:
    """Only the slots that the example names."""
    for slot, text in wanted.items():
        if found.get(slot) != text:
            raise Disappointed(f"{name}: expected `{text}` for {slot}, found `{found.get(slot)}`")
