"""Where does chance come from? The only place that asks the machine for it."""

import secrets
from typing import Protocol
from uuid import UUID, uuid4

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Chance(Protocol):
    """Random ids and bytes."""

    def uuid(self) -> UUID: ...

    def bytes(self, size: int) -> bytes: ...


class SystemChance:
    """The machine's secure random numbers."""

    def uuid(self) -> UUID:
        return uuid4()

    def bytes(self, size: int) -> bytes:
        return secrets.token_bytes(size)


def crockford(chance: Chance, length: int) -> str:
    """Random Crockford base-32 characters (5 bits each)."""
    return "".join(CROCKFORD[byte % 32] for byte in chance.bytes(length))
