"""Who works there before the first application comes, and with how many blank tokens?"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from ekey.demo.calls import Clients, Person, Refusal
from ekey.demo.format import Member, World
from ekey.demo.stage import Stage


@dataclass(frozen=True, kw_only=True)
class Account:
    """A staff account as `ekey up` shows it."""

    account: str
    email: str
    password: str
    body: str
    roles: Sequence[str]


async def seed(world: World, clients: Clients, *, email: str, password: str, stage: Stage | None = None) -> Sequence[Account]:
    """The operator (e-mail, password) appoints all staff of the world; a producer puts the blank tokens into stock. Repeatable."""
    operator = Person(clients, "operator")
    await operator.sign_in(email, password)
    await asyncio.gather(*(_appoint(operator, member, world.staff_password) for member in world.staff))
    await _stock(world, clients, stage)
    return [
        Account(account=m.account, email=m.email, password=world.staff_password, body=m.body, roles=m.roles) for m in world.staff
    ]


async def _appoint(operator: Person, member: Member, password: str) -> None:
    try:
        await operator.ask(
            "registration",
            "POST",
            "/staff",
            {
                "user_name": member.person,
                "id_number": member.id_number,
                "email": member.email,
                "password": password,
                "body": member.body,
                "roles": list(member.roles),
            },
        )
    except Refusal as refusal:
        if refusal.reply.code not in {"already_appointed", "address_taken"}:
            raise


async def _stock(world: World, clients: Clients, stage: Stage | None) -> None:
    producer = next((member for member in world.staff if "producer" in member.roles), None)
    if producer is None or not world.stock.count:
        return
    if stage is not None:
        person = await stage.staff(producer.account)
    else:
        person = Person(clients, producer.account)
        await person.sign_in(producer.email, world.staff_password)
    serials = world.stock.serials()
    for start in range(0, len(serials), 50):
        await person.ask("production", "POST", "/tokens", {"serials": serials[start : start + 50]})
