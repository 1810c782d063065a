"""What stands behind the doors when they are tried? Six services in memory, four applications at different desks, and everybody who may come."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine, Generator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar
from uuid import UUID

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from chassis.actor import NOBODY, Actor
from chassis.mail import MemoryMail
from chassis.store import Unavailable
from chassis.testing import BUILDS, MemoryWorld, enterprise, memory_world, plain_token, staff
from ekey.demo.calls import Person
from ekey.demo.codes import credit_code, resident_id
from ekey.demo.format import Example, read_examples, unfolded, write_world
from ekey.demo.format.acts import role_of
from ekey.demo.players import DOES
from ekey.demo.seeding import seed
from ekey.demo.stage import Play, Stage
from tests.doors.doorway import Doorway

T = TypeVar("T")

EXAMPLES = read_examples(Path(__file__).parents[2] / "examples")
OPERATOR = {"operator_email": "operator@example.org", "operator_password": "operator-of-the-doors"}
PATIENCE = 300.0

FAILED = [{"item": "slot:business_licence", "reason": "illegible", "remark": "看不清"}]
CASES: dict[str, list[dict[str, Any]]] = {
    "verifying": [
        {"way": "apply"},
        {"verifier": "claim"},
        {"verifier": "check"},
        {"verifier": "fail", "findings": FAILED},
        {"applicant": "read_remarks"},
        {"applicant": "upload"},
        {"applicant": "confirm_upload"},
    ],
    "reviewing": [{"way": ["apply", "verify"]}],
    "arrived": [{"way": ["apply", "approve", "produce"]}, {"receiver": "scan_in"}, {"receiver": "notify"}],
    "nothing": [{"way": "register"}],
    "proposed": [{"way": "apply"}, {"verifier": "claim"}],
}
STAFF = [
    ("verifier", "ZJ"),
    ("receiver", "ZJ"),
    ("supervisor", "ZJ"),
    ("verifier", "NB"),
    ("receiver", "NB"),
    ("supervisor", "NB"),
    ("reviewer", "P"),
    ("producer", "P"),
    ("dispatcher", "P"),
    ("supervisor", "P"),
    ("ministry", "MOFCOM"),
    ("auditor", "MOFCOM"),
    ("operator", "MOFCOM"),
]
MEMBERS = {f"{role}@{body}": staff(role, body=body, person=700 + number) for number, (role, body) in enumerate(STAFF)}
CALLERS = ("nobody", "owner", "stranger", *MEMBERS, "service")


@dataclass(kw_only=True)
class House:
    """The running services and what lies in them; `plays` by the names of `CASES`. Its loop turns in a thread of its own."""

    loop: asyncio.AbstractEventLoop
    world: MemoryWorld = field(init=False)
    plays: dict[str, Play] = field(default_factory=dict[str, Play])

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """What it comes to, on the loop of the services."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE)

    def who(self, caller: str, case: str = "arrived") -> Actor:
        """The actor: one of `CALLERS`; `owner` is the enterprise of this case, `stranger` an enterprise that has none."""
        match caller:
            case "nobody":
                return NOBODY
            case "service":
                return Actor(kind="service", service="tracking")
            case "owner":
                return enterprise(UUID(self.plays[case].account_id))
            case "stranger":
                return enterprise(UUID(self.plays["nothing"].account_id), person=501)
            case _:
                return MEMBERS[caller]

    def ask(self, service: str, actor: Actor, method: str, path: str, **more: Any) -> httpx.Response:
        """One request at a service's door."""

        headers = {"Authorization": f"Bearer {plain_token(actor)}"} if actor.kind != "nobody" else {}
        transport = Doorway(self.world.services[service].app)

        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(transport=transport, base_url=f"http://{service}", headers=headers) as client:
                return await client.request(method, path, **more)

        return self.run(asked())

    def document(self, service: str) -> dict[str, Any]:
        """The service's own OpenAPI document, as it is served."""
        return self.ask(service, NOBODY, "GET", "/openapi.json").json()

    def position(self, service: str) -> int:
        """How many facts the service has stored."""
        return len(self.world.servers[service].facts)

    @contextmanager
    def shut(self, service: str) -> Generator[None]:
        """Nothing can be stored meanwhile: who comes that far is told 503."""
        door = self.world.services[service].app.state.door
        handling = door.handling
        door.handling = _Shut(handling)
        try:
            yield
        finally:
            door.handling = handling


class _Shut:
    """Handling that only reads."""

    def __init__(self, handling: Any) -> None:
        self.load, self.find, self.history = handling.load, handling.find, handling.history

    async def handle(self, *_: object, **__: object) -> Any:
        raise Unavailable("shut")


@contextmanager
def house(folder: Path) -> Generator[House]:
    """Everything running, every application where it belongs."""
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, daemon=True).start()
    built, stack = House(loop=loop), AsyncExitStack()
    try:
        built.run(_move_in(built, stack, folder))
        yield built
    finally:
        built.run(stack.aclose())
        loop.call_soon_threadsafe(loop.stop)


async def _move_in(built: House, stack: AsyncExitStack, folder: Path) -> None:
    stage, built.world = await stack.enter_async_context(_furnished(folder))
    async with asyncio.TaskGroup() as group:
        for number, (name, acts) in enumerate(CASES.items()):
            built.plays[name] = Play(example=_example(number, name, acts), stage=stage, applicant=Person(stage.clients, name))
            group.create_task(_played(built.plays[name]))
    await built.world.settle()


@asynccontextmanager
async def _furnished(folder: Path) -> AsyncGenerator[tuple[Stage, MemoryWorld]]:
    files = {name.removeprefix("EKEY_").lower(): path for name, path in write_world(EXAMPLES.world, folder).items()}
    builds = {name: import_module(f"services.{name}.main").build for name in BUILDS}
    async with AsyncExitStack() as stack:
        world = await stack.enter_async_context(memory_world(builds, settings=files | OPERATOR, folder=folder))
        mailbox = httpx.AsyncClient(transport=httpx.ASGITransport(app=_letters(world.mail)), base_url="http://mailbox")
        clients: Mapping[str, httpx.AsyncClient] = {**world.clients, "mailbox": await stack.enter_async_context(mailbox)}
        stage = Stage(world=EXAMPLES.world, clients=clients, tokens=folder / "tokens")
        await seed(stage, email=OPERATOR["operator_email"], password=OPERATOR["operator_password"])
        yield stage, world


def _letters(mail: MemoryMail) -> Starlette:
    """The mailbox' HTTP side over letters in memory."""

    async def read(request: Request) -> JSONResponse:
        letters = [letter for letter in mail.sent if letter.to == request.query_params["to"]]
        return JSONResponse([{"message_id": one.message_id, "subject": one.subject, "text": one.text} for one in letters])

    return Starlette(routes=[Route("/mails", read)])


def _example(number: int, name: str, acts: list[dict[str, Any]]) -> Example:
    """An application to Zhejiang by an enterprise of its own."""
    return Example.model_validate(
        {
            "key": f"D{number}",
            "name": name,
            "body": "ZJ",
            "about": {"zh": name, "en": name},
            "enterprise": {
                "code": credit_code(f"91330100MA0EXA77{number}"),
                "name": {"zh": f"样本门业{'甲乙丙丁戊'[number]}有限公司", "en": f"Door Makers {number} Co., Ltd."},
                "address": "杭州市样本街77号",
                "legal_representative": f"门{'甲乙丙丁戊'[number]}",
                "handler": {"name": f"户{'甲乙丙丁戊'[number]}", "id_number": resident_id(f"3301021900010177{number}")},
                "email": f"office@doors{number}.example",
            },
            "acts": acts,
            "expected": {"state": "draft"},
        }
    )


async def _played(play: Play) -> None:
    for act in unfolded(play.stage.world, play.example.acts):
        await DOES[role_of(act.who)][act.does](play, act)
    if play.applicant.name == "proposed":
        await _proposed(play)


async def _proposed(play: Play) -> None:
    """The officer who has claimed the task proposes to refuse it for good."""
    officer = await play.staff("verifier")
    wish: dict[str, object] = {
        "fence": play.fences[officer.name],
        "reason_code": "not_eligible",
        "remark": "不符合条件",
        "appeal": "可在六十日内申请复议",
    }
    await officer.ask("verification", "POST", f"/tasks/{play.number}/propose-refusal", wish)
