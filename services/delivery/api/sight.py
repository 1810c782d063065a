"""Which key may a caller see? Its enterprise's own, or one of the receiver's body; any other does not exist."""

from typing import Annotated, TypeAlias
from uuid import UUID

from fastapi import Path

from chassis import problem
from chassis.actor import Actor
from chassis.door import Door
from services.delivery.decider.key import Announced, State, Unknown
from services.delivery.decider.key.states import Shipped
from services.delivery.ports import Histories

Number: TypeAlias = Annotated[str, Path(max_length=40, description="申请编号 / application number", examples=["EK-0123456789AB"])]
Heard: TypeAlias = Announced | Shipped


class Sight:
    """Loads keys for those who may see them. Raises Problem 404 otherwise."""

    def __init__(self, door: Door, histories: Histories) -> None:
        self._door = door
        self._histories = histories

    async def own(self, number: str, who: Actor) -> Heard:
        """The enterprise's own key."""
        state = await self._load(number)
        if isinstance(state, Unknown) or account(state) != who.account_id:
            raise problem.not_found()
        return state

    async def at_body(self, number: str, who: Actor) -> Heard:
        """A key of the receiver's body."""
        state = await self._load(number)
        if isinstance(state, Unknown) or body(state) != who.body:
            raise problem.not_found()
        return state

    async def either(self, number: str, who: Actor) -> Heard:
        """For an enterprise its own, for a receiver one of the body."""
        return await (self.own(number, who) if who.kind == "enterprise" else self.at_body(number, who))

    async def sent(self, number: str) -> Shipped:
        """Any key that was sent, for the provider, who sent it."""
        state = await self._load(number)
        if isinstance(state, Unknown | Announced):
            raise problem.not_found()
        return state

    async def _load(self, number: str) -> State:
        return await self._door.load(self._histories.key, self._histories.key_stream(number))


def enterprise_or_receiver(who: Actor) -> Actor:
    """Raises Problem 403 for anybody else who is signed in."""
    if who.kind == "enterprise" or "receiver" in who.roles:
        return who
    raise problem.forbidden()


def account(state: Heard) -> UUID:
    return state.terms.account_id if isinstance(state, Announced) else state.shipment.account_id


def body(state: Heard) -> str:
    return state.terms.issuing_body if isinstance(state, Announced) else state.shipment.body


def token(state: Heard) -> str:
    """The serial of its token, empty while none was sent."""
    return "" if isinstance(state, Announced) else state.shipment.token_serial
