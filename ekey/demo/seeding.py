"""Who works there before the first application comes, and with how many blank tokens?"""

import asyncio
from typing import Final

from ekey.demo.calls import Person, Refusal
from ekey.demo.format import Member
from ekey.demo.stage import Stage

_PORTION: Final = 50


async def seed(stage: Stage, *, email: str, password: str) -> None:
    """The operator (e-mail, password) appoints all staff of the world; a producer puts the blank tokens into stock. Repeatable."""
    operator = Person(stage.clients, "operator")
    await operator.sign_in(email, password)
    await asyncio.gather(*(_appoint(operator, member, stage.world.staff_password) for member in stage.world.staff))
    await _stock(stage)


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


async def _stock(stage: Stage) -> None:
    producer = next((member for member in stage.world.staff if "producer" in member.roles), None)
    serials = stage.world.stock.serials()
    if producer is None or not serials:
        return
    person = await stage.staff(producer.account)
    for start in range(0, len(serials), _PORTION):
        await person.ask("production", "POST", "/tokens", {"serials": serials[start : start + _PORTION]})
