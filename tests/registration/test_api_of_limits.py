"""Are passwords protected from being guessed, and mailboxes from being filled?"""

import asyncio
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from chassis.testing import MemoryWorld
from services.registration.adapters.gates import Turnstile
from services.registration.values import GateId
from tests.registration.test_api import (
    HERON,
    MovableClock,
    activated,
    code_of,
    register,
    sign_in,
    world,
)

LIMIT = 10


def on_the_hour(clock: MovableClock) -> None:
    """A window of its own for the test: it begins at its first second."""
    now = clock.now()
    clock.ahead += timedelta(seconds=900 - now.timestamp() % 900 + 1)


def counted(there: MemoryWorld) -> int:
    return [fact.type for fact in there.servers["registration"].facts].count("FailureCounted")


async def test_an_address_closes_for_everybody_after_ten_failures(tmp_path: Path) -> None:
    clock = MovableClock()
    async with world(tmp_path, clock) as there:
        on_the_hour(clock)
        client = there.clients["registration"]
        await activated(there)
        for _ in range(LIMIT):
            assert (await sign_in(client, HERON["email"], "wrong password")).status_code == 401
        for password in ("wrong password", HERON["password"]):
            answer = await sign_in(client, " ADA@heron.example", password)
            assert (answer.status_code, code_of(answer)) == (429, "too_many")
            assert 0 < int(answer.headers["retry-after"]) <= 900
        assert (await sign_in(client, "somebody@else.example")).status_code == 401
        assert counted(there) == 2 * (LIMIT + 1)
        clock.ahead += timedelta(minutes=15)
        assert (await sign_in(client, HERON["email"])).status_code == 200


async def test_a_closed_address_tells_nothing_about_who_is_known(tmp_path: Path) -> None:
    clock = MovableClock()
    async with world(tmp_path, clock) as there:
        on_the_hour(clock)
        client = there.clients["registration"]
        await activated(there)
        for email in (HERON["email"], "nobody@heron.example"):
            for _ in range(LIMIT):
                await sign_in(client, email, "wrong password")
        known, unknown = [await sign_in(client, email) for email in (HERON["email"], "nobody@heron.example")]
        assert (known.status_code, known.text) == (unknown.status_code, unknown.text) == (429, unknown.text)


async def test_a_caller_who_tries_many_addresses_is_shut_out(tmp_path: Path) -> None:
    clock = MovableClock()
    async with world(tmp_path, clock) as there:
        on_the_hour(clock)
        client = there.clients["registration"]
        await activated(there)
        answers = [(await sign_in(client, f"n{n}@heron.example")).status_code for n in range(101)]
        assert answers == [401] * 100 + [429]
        assert (await sign_in(client, HERON["email"])).status_code == 429


async def test_many_at_once_get_no_more_than_the_limit(tmp_path: Path) -> None:
    clock = MovableClock()
    async with world(tmp_path, clock) as there:
        on_the_hour(clock)
        client = there.clients["registration"]
        answers = await asyncio.gather(*(sign_in(client, HERON["email"], f"guess number {n}") for n in range(3 * LIMIT)))
        codes = [answer.status_code for answer in answers]
        assert (codes.count(401), codes.count(429)) == (LIMIT, 2 * LIMIT)


async def test_signing_in_well_counts_nothing(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        await activated(there)
        for _ in range(LIMIT + 2):
            assert (await sign_in(there.clients["registration"], HERON["email"])).status_code == 200
        assert counted(there) == 0


async def test_neither_address_nor_caller_is_stored_with_a_failure(tmp_path: Path) -> None:
    async with world(tmp_path) as there:
        await sign_in(there.clients["registration"], "curious@heron.example")
        assert counted(there) == 2
        held = b"".join(fact.state + fact.meta for fact in there.servers["registration"].facts)
        assert b"curious" not in held
        assert b"127.0.0.1" not in held


async def test_a_registration_asks_for_ten_mails_a_day_and_then_waits(tmp_path: Path) -> None:
    clock = MovableClock()
    async with world(tmp_path, clock) as there:
        client = there.clients["registration"]
        account = await register(client)
        for n in range(9):
            corrected = await client.put(f"/registrations/{account}/address", json={"email": f"n{n}@heron.example"})
            assert corrected.status_code == 202
        late = await client.put(f"/registrations/{account}/address", json={"email": HERON["email"]})
        assert (late.status_code, code_of(late)) == (429, "too_many")
        assert 86_000 < int(late.headers["retry-after"]) <= 86_401
        resent = await client.post(f"/registrations/{account}/resend")
        assert (resent.status_code, code_of(resent)) == (429, "too_many")
        clock.ahead = timedelta(days=1, minutes=1)
        assert (await client.put(f"/registrations/{account}/address", json={"email": HERON["email"]})).status_code == 202


async def test_a_turnstile_remembers_nobody_who_has_passed() -> None:
    turnstile, one, order = Turnstile(), GateId(UUID(int=1)), list[int]()

    async def pass_through(number: int) -> None:
        async with turnstile.turn(one):
            order.append(number)
            await asyncio.sleep(0)
            order.append(number)

    await asyncio.gather(*(pass_through(n) for n in range(3)))
    assert order == [0, 0, 1, 1, 2, 2]
    assert vars(turnstile) == {"_waiting": {}}
