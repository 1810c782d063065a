"""Who wins when two want the same at once? Two processes of application over one real PostgreSQL, asked through their doors."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import httpx
import yaml

from chassis.clock import SystemClock
from chassis.doors import Doors
from chassis.ids import SystemChance
from chassis.service import ROLES, Ports, Service
from chassis.store.postgres import postgres_database
from chassis.testing import MemoryWorld, OpenGuard, SeededChance, enterprise, memory_doors, new_world, plain_token, say, tokens_of
from chassis.topic import MemoryPublisher, MemorySubscription
from contracts import registration
from services.application.main import build
from tests.application.cast import monday
from tests.application.world import BODIES, ENTERPRISES, SITUATION, answers, ok, open_filled

TRADER = UUID(int=41)
CODE = "91330100MA0EXA1038"
KEYS = [{"key": f"K-4{letter}", "credit_code": CODE, "login_name": f"clear-{letter}"} for letter in "ab"]
USERS = [{"credit_code": CODE, "login_name": "clear.water"}]
ROUNDS = 5


@asynccontextmanager
async def two_processes(
    dsn: str, folder: Path, keys: list[dict[str, str]] = KEYS
) -> AsyncGenerator[tuple[httpx.AsyncClient, ...]]:
    """Two processes, and one enterprise's user at the door of each."""
    written = {"bodies": {"bodies": BODIES}, "earlier_keys": {"keys": keys}, "electromechanical": {"users": USERS}}
    for name, content in written.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    world = new_world(SystemClock())
    made = memory_doors(
        clock=world.clock,
        vault=world.vault,
        mail=world.mail,
        chance=SeededChance(),
        folder=folder,
        settings={name: str(folder / f"{name}.yaml") for name in written},
    )
    doors = replace(made, chance=SystemChance())
    async with AsyncExitStack() as stack:
        clients: list[httpx.AsyncClient] = []
        for roles in (ROLES, frozenset({"api"})):
            service = Service(build, ports_of(world, doors, dsn, roles))
            await service.start()
            stack.push_async_callback(close, service)
            transport = httpx.ASGITransport(app=service.app, raise_app_exceptions=False)
            token = {"Authorization": f"Bearer {plain_token(enterprise(TRADER))}"}
            clients.append(httpx.AsyncClient(transport=transport, base_url="http://application", headers=token, timeout=60))
        await activate(world, clients[1])
        yield tuple(clients)


def ports_of(world: MemoryWorld, doors: Doors, dsn: str, roles: frozenset[str]) -> Ports:
    return Ports(
        database=postgres_database(dsn),
        vault=world.vault,
        publisher=MemoryPublisher(world.broker, "application"),
        subscription=MemorySubscription(world.broker, "application", world.clock),
        feed=world.feed,
        guard=OpenGuard(tokens_of(world, "application")),
        doors=doors,
        roles=roles,
        sweep_seconds=0.2,
    )


async def close(service: Service) -> None:
    await service.stop()
    await service.ports.database.close()


async def activate(world: MemoryWorld, client: httpx.AsyncClient) -> None:
    assert CODE not in {code for code, _ in ENTERPRISES.values()}
    told = registration.AccountActivated(account_id=TRADER, credit_code=CODE, enterprise_name="清水泵业", activated_at=monday)
    await say(world, "registration", told)
    for _ in range(200):
        answer = await client.post("/cases", json={"kind": "reissue"})
        if answer.json()["type"] != "urn:ekey:problem:account_not_active":
            return
        await world.clock.sleep(0.05)
    raise TimeoutError


async def outcomes(*asked: Awaitable[httpx.Response]) -> Counter[str]:
    """How often each answer was given: `ok`, or the code of the problem."""
    answers_given = await asyncio.gather(*asked)
    return Counter("ok" if a.is_success else str(a.json()["type"]).removeprefix("urn:ekey:problem:") for a in answers_given)


async def additional(client: httpx.AsyncClient, **situation: bool) -> str:
    form = answers(situation=SITUATION | situation)
    return await open_filled(client, form, kind="additional", reason="another office")


async def test_of_two_first_applications_at_once_one_is_opened(dsn: str, tmp_path: Path) -> None:
    async with two_processes(dsn, tmp_path, keys=[]) as clients:
        asked = [client.post("/cases", json={"kind": "first"}) for client in clients for _ in range(ROUNDS)]
        assert await outcomes(*asked) == {"ok": 1, "first_open": 2 * ROUNDS - 1}


async def test_of_two_drafts_at_once_one_gets_the_third_key(dsn: str, tmp_path: Path) -> None:
    """docs/states.md §7 #26: two keys live, the third slot is free, the fourth is not."""
    async with two_processes(dsn, tmp_path) as clients:
        for _ in range(ROUNDS):
            numbers = [await additional(client) for client in clients]
            for client, number in zip(clients, numbers, strict=True):
                await ok(await client.post(f"/cases/{number}/login-name/assigned"))
            asked = [client.post(f"/cases/{number}/confirm-submission") for client, number in zip(clients, numbers, strict=True)]
            assert await outcomes(*asked) == {"ok": 1, "key_cap": 1}
            for number in numbers:
                await ok(await clients[0].post(f"/cases/{number}/withdraw"))


async def test_a_name_is_adopted_once_however_it_is_written(dsn: str, tmp_path: Path) -> None:
    """docs/states.md §7 #29: differing by case and width."""
    spellings = ("clear.water", "CLEAR.WATER", "ｃｌｅａｒ．ｗａｔｅｒ", " Clear.Water ")
    async with two_processes(dsn, tmp_path) as clients:
        for _ in range(2):
            numbers = [await additional(clients[i % 2], electromechanical_importer=True) for i in range(len(spellings))]
            asked = [
                clients[i % 2].put(f"/cases/{number}/login-name", json={"login_name": spelling})
                for i, (number, spelling) in enumerate(zip(numbers, spellings, strict=True))
            ]
            assert await outcomes(*asked) == {"ok": 1, "login_name_taken": len(spellings) - 1}
            for number in numbers:
                await ok(await clients[0].post(f"/cases/{number}/withdraw"))


async def test_a_key_has_one_open_case_however_many_ask_at_once(dsn: str, tmp_path: Path) -> None:
    """docs/states.md §7 #5, #38."""
    reissue = {"kind": "reissue", "earlier_key": "K-4a", "loss": "lost", "reason": "lost"}
    async with two_processes(dsn, tmp_path) as clients:
        asked = [client.post("/cases", json=reissue) for client in clients for _ in range(ROUNDS)]
        assert await outcomes(*asked) == {"ok": 1, "key_has_open_case": 2 * ROUNDS - 1}


async def test_confirm_upload_or_withdrawal_whichever_is_first_and_never_both_halves(dsn: str, tmp_path: Path) -> None:
    """docs/states.md §7 #1: one of two acts on one case is decided on what the other left."""
    async with two_processes(dsn, tmp_path, keys=[]) as clients:
        number = await open_filled(clients[0])
        await ok(await clients[0].post(f"/cases/{number}/login-name/assigned"))
        asked = [clients[0].post(f"/cases/{number}/confirm-submission"), clients[1].post(f"/cases/{number}/withdraw")]
        found = await outcomes(*asked)
        assert found in (Counter({"ok": 2}), Counter({"ok": 1, "case_is_withdrawn": 1}))
        assert (await ok(await clients[1].get(f"/cases/{number}")))["state"] == "withdrawn"
        await ok(await clients[1].post("/cases", json={"kind": "first"}))
