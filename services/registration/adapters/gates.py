"""Which gates does somebody pass who signs in, and is one of them closed? One for the address, one for where they call from."""

import asyncio
import ipaddress
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import UUID

from chassis.door import Door
from chassis.keyed import normal
from chassis.messages import value
from services.registration.commands import CountFailure
from services.registration.decider import GATES
from services.registration.policies import Limits
from services.registration.values import GateId

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@value
class SignInGate:
    """`limit` failures close it until `opens_at`, when the next window begins with a gate of its own."""

    gate_id: GateId
    limit: int
    opens_at: datetime


def gates(door: Door, limits: Limits, email: str, caller: str, at: datetime) -> Sequence[SignInGate]:
    """The address first. Known and unknown addresses alike: a closed gate tells nothing about who is known."""
    window = (at - EPOCH) // limits.window
    opens_at = EPOCH + (window + 1) * limits.window
    tried = (
        (f"address|{normal(email)}", limits.failures_per_address),
        (f"caller|{network(caller)}", limits.failures_per_caller),
    )
    return [
        SignInGate(gate_id=GateId(door.doors.keyed.id("gate", f"{what}|{window}")), limit=limit, opens_at=opens_at)
        for what, limit in tried
    ]


def network(caller: str) -> str:
    """An IPv4 address; of an IPv6 address its /64, which one caller has whole."""
    try:
        address = ipaddress.ip_address(caller)
    except ValueError:
        return caller
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


async def closed(door: Door, passed: Sequence[SignInGate]) -> SignInGate | None:
    """The first gate that lets nobody through, or None."""
    for gate in passed:
        if (await door.load(GATES, gate.gate_id)).closed(gate.limit):
            return gate
    return None


def failure(passed: Sequence[SignInGate], attempt_id: UUID, at: datetime) -> Sequence[CountFailure]:
    """The same failed attempt, counted at every gate."""
    return [CountFailure(gate_id=gate.gate_id, attempt_id=attempt_id, limit=gate.limit, at=at) for gate in passed]


class Turnstile:
    """One attempt at a time for each address, so that many at once see no more than the limit. For this process only:
    `n` processes let through at most `n - 1` attempts more."""

    def __init__(self) -> None:
        self._waiting: dict[GateId, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def turn(self, gate_id: GateId) -> AsyncGenerator[None]:
        """Wait for one's turn; who waits for nobody leaves nothing behind."""
        lock, waiting = self._waiting.get(gate_id, (asyncio.Lock(), 0))
        self._waiting[gate_id] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            _, waiting = self._waiting[gate_id]
            if waiting == 1:
                del self._waiting[gate_id]
            else:
                self._waiting[gate_id] = (lock, waiting - 1)
