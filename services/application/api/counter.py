"""What does every endpoint look up before it wishes anything?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, TypeAlias
from uuid import UUID

from fastapi import Path, Query

from chassis import problem
from chassis.actor import Actor
from chassis.door import Door
from chassis.keyed import normal
from chassis.policy import SHANGHAI, Policy
from chassis.problem import FieldProblem, Problem
from services.application.decider.account import Active
from services.application.decider.case.faults import Fault
from services.application.decider.case.states import Dossier, Known, NotOpened
from services.application.decider.keys import Gone
from services.application.events.account import AccountRecognised
from services.application.policies.rules import Rules, rules_of
from services.application.ports import Histories, Outside
from services.application.values.form import EarlierKey
from services.application.values.identifiers import APPLICATION_NUMBER, number_in_path

Number: TypeAlias = Annotated[str, Path(max_length=40, description="申请编号 / application number, EK-XXXXXXXXXXXX")]

Page: TypeAlias = Annotated[int, Query(ge=1, le=100, description="页码，从1起 / page, from 1")]


class Counter:
    """The door with everything that stands behind it."""

    def __init__(self, door: Door, histories: Histories, outside: Outside) -> None:
        self.door = door
        self.doors = door.doors
        self.histories = histories
        self.outside = outside

    def policy(self, at: datetime, dossier: Dossier | None = None) -> Policy:
        """The policy in force at this instant, in the profile of this case; without one, in the profile for all."""
        credit_code = dossier.opened.credit_code if dossier else ""
        body = dossier.filled.issuing_body if dossier and dossier.filled else ""
        return self.doors.policy.in_force(at, self.outside.profiles.of(credit_code, body))

    def rules(self, at: datetime, dossier: Dossier | None = None) -> Rules:
        """What that policy says of applications."""
        return rules_of(self.policy(at, dossier))

    def body_in_charge(self, dossier: Dossier, at: datetime) -> str:
        """The issuing body of the case, or its successor once it is closed; empty before one was chosen."""
        return self.outside.bodies.in_charge(dossier.filled.issuing_body, day_of(at)) if dossier.filled else ""

    async def any_case(self, number: str) -> Known:
        """The case with this number, whosever it is, else 404."""
        wanted = number_in_path(number)
        if APPLICATION_NUMBER.fullmatch(wanted) is None:
            raise problem.not_found()
        state = await self.door.load(self.histories.case, self.histories.case_stream(wanted))
        if isinstance(state, NotOpened):
            raise problem.not_found()
        return state

    async def own_case(self, number: str, who: Actor) -> Known:
        """The caller's own case, else 404 as if it did not exist."""
        state = await self.any_case(number)
        if who.kind != "enterprise" or state.dossier.opened.account_id != who.account_id:
            raise problem.not_found()
        return state

    async def account(self, who: Actor) -> AccountRecognised:
        """The caller's account, once registration has said that it is active; else 409, to be tried again at once."""
        state = await self.door.load(self.histories.account, account_of(who))
        if not isinstance(state, Active):
            raise Problem(
                409,
                "account_not_active",
                zh="账户尚未激活，或激活消息尚未到达，请稍后再试",
                en="the account is not active, or its activation has not arrived yet: try again in a moment",
                headers={"Retry-After": "1"},
            )
        return state.account

    async def live_keys(self, credit_code: str, at: datetime) -> tuple[str, ...]:
        """The serials of the enterprise's living keys from before this system."""
        keys = [await self._as_heard(key.as_of(at)) for key in await self.outside.earlier_keys.of(credit_code)]
        return tuple(key.key for key in keys if key.live)

    async def earlier_key(self, key: str, account: AccountRecognised, at: datetime) -> EarlierKey | None:
        """A key as its register knows it: one from before this system, or one of ours."""
        slots = await self.door.load(self.histories.slots, self.histories.slots_stream(account.account_id))
        found = await self.outside.earlier_keys.find(key) or slots.find(key, account.credit_code)
        if found is None:
            return None
        if found.key in slots.replaced:
            return replace(found, state="revoked")
        return await self._as_heard(found.as_of(at))

    async def _as_heard(self, key: EarlierKey) -> EarlierKey:
        """The key as production tells of it: its register may not know yet that it ended."""
        state = await self.door.load(self.histories.key, self.histories.key_stream(key.key))
        return replace(key, state=state.ended.how) if isinstance(state, Gone) else key

    def person(self, identity: str) -> UUID:
        """The opaque id of a person, from the normal form of what identifies them."""
        return self.doors.keyed.id("person", normal(identity))

    def fingerprint(self, case_id: UUID, content: bytes) -> str:
        """A keyed hash that is the same for the same content of the same case."""
        return self.doors.keyed.fingerprint("item", case_id.bytes + content)


def day_of(at: datetime) -> date:
    """The day of the authorities at this instant."""
    return at.astimezone(SHANGHAI).date()


def account_of(who: Actor) -> UUID:
    """The account used."""
    if who.account_id is None:
        raise problem.forbidden()
    return who.account_id


def named(faults: Sequence[Fault]) -> list[FieldProblem]:
    """Faults as the door says them."""
    return [FieldProblem(field=fault.field, code=fault.code, zh=fault.zh, en=fault.en) for fault in faults]
