"""Who works in a system that was just started? The staff of its world, and blank tokens for the provider."""

from collections.abc import Sequence
from dataclasses import replace

from pydantic import TypeAdapter

from ekey.addresses import Addresses
from ekey.client import Operator
from ekey.demo.format.world import Member, World

WHATEVER: TypeAdapter[object] = TypeAdapter(object)


def seed(addresses: Addresses, world: World) -> Sequence[Member]:
    """Appoint the staff and stock the tokens; done again it changes nothing. Answers the staff. Raises `Unanswered`."""
    with Operator(addresses) as operator:
        for member in world.staff:
            operator.tell(
                "registration", "/staff", _account(member, world.staff_password), WHATEVER, once=f"staff {member.account}"
            )
    producer = next((member for member in world.staff if "producer" in member.roles), None)
    if producer is not None and world.stock.serials():
        as_producer = replace(addresses, operator_email=producer.email, operator_password=world.staff_password)
        with Operator(as_producer) as at_stock:
            at_stock.tell("production", "/tokens", {"serials": world.stock.serials()}, WHATEVER, once="stock")
    return world.staff


def _account(member: Member, password: str) -> dict[str, object]:
    return {
        "user_name": member.person,
        "id_number": member.id_number,
        "email": member.email,
        "password": password,
        "body": member.body,
        "roles": list(member.roles),
    }
