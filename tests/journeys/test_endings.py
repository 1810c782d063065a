"""Do a final refusal, a released account and a closed body come to the same in every service that hears of them? Six services in memory."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import yaml
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from chassis.actor import Actor
from chassis.clock import SystemClock
from chassis.policy import SHANGHAI
from chassis.testing import BUILDS, MemoryWorld, enterprise, memory_world, staff
from ekey.demo.calls import Person
from ekey.demo.codes import credit_code, resident_id
from ekey.demo.format import Example, read_examples, unfolded, write_world
from ekey.demo.format.acts import role_of
from ekey.demo.players import DOES
from ekey.demo.seeding import seed
from ekey.demo.stage import Play, Stage

EXAMPLES = read_examples(Path(__file__).parents[2] / "examples")
OPERATOR = {"operator_email": "operator@example.org", "operator_password": "operator-of-the-endings"}
NAMES = "甲乙丙"

operator = staff("operator", body="MOFCOM", person=801)
supervisor = staff("supervisor", body="ZJ", person=802)
verifier_of_the_successor = staff("verifier", body="NB", person=803)
reviewer = staff("reviewer", body="P", person=804)


class MovedClock(SystemClock):
    """The machine's clock, moved ahead."""

    ahead = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass(kw_only=True)
class Town:
    """Six services at work, and who applies there."""

    world: MemoryWorld
    stage: Stage
    clock: MovedClock

    async def play(self, number: int, *acts: dict[str, Any]) -> Play:
        """An application to Zhejiang, as far as these acts go."""
        play = Play(example=example(number, list(acts)), stage=self.stage, applicant=Person(self.stage.clients, f"E{number}"))
        for act in unfolded(self.stage.world, play.example.acts):
            await DOES[role_of(act.who)][act.does](play, act)
        await self.world.settle()
        return play

    async def ask(self, who: Actor, service: str, method: str, path: str, body: object = None) -> Any:
        """The answer to a wish that succeeds, once everybody has heard of it."""
        async with self.world.client(service, who) as client:
            answer = await client.request(method, path, json=body)
        assert answer.is_success, f"{method} {path}: {answer.text}"
        await self.world.settle()
        return answer.json()

    async def states(self, play: Play) -> tuple[str, str]:
        """What application and tracking say of the case."""
        mine = enterprise(UUID(play.account_id))
        own = await self.ask(mine, "application", "GET", f"/cases/{play.number}")
        told = await self.ask(mine, "tracking", "GET", f"/cases/{play.number}")
        return own["state"], told["state"]

    async def nothing_is_parked(self) -> None:
        """Every message had its effect."""
        for service in BUILDS:
            assert await self.ask(operator, service, "GET", "/operate/parked") == []


@asynccontextmanager
async def town(folder: Path, **closing: object) -> AsyncGenerator[Town]:
    """`closing` is what the register of bodies says of Zhejiang besides."""
    builds, clock = {name: import_module(f"services.{name}.main").build for name in BUILDS}, MovedClock()
    async with AsyncExitStack() as stack:
        world = await stack.enter_async_context(
            memory_world(builds, settings=settings(folder, closing), folder=folder, clock=clock)
        )
        mailbox = httpx.AsyncClient(transport=httpx.ASGITransport(app=letters(world)), base_url="http://mailbox")
        clients = {**world.clients, "mailbox": await stack.enter_async_context(mailbox)}
        stage = Stage(world=EXAMPLES.world, clients=clients, tokens=folder / "tokens")
        await seed(stage, email=OPERATOR["operator_email"], password=OPERATOR["operator_password"])
        yield Town(world=world, stage=stage, clock=clock)


def settings(folder: Path, closing: Mapping[str, object]) -> Mapping[str, str]:
    """The world's files, the register of bodies changed."""
    files = {name.removeprefix("EKEY_").lower(): path for name, path in write_world(EXAMPLES.world, folder).items()}
    bodies = yaml.safe_load(Path(files["bodies"]).read_text(encoding="utf-8"))
    next(body for body in bodies["bodies"] if body["code"] == "ZJ").update(closing)
    Path(files["bodies"]).write_text(yaml.safe_dump(bodies, allow_unicode=True), encoding="utf-8")
    return files | OPERATOR


def letters(world: MemoryWorld) -> Starlette:
    """The mailbox' HTTP side over letters in memory."""

    async def read(request: Request) -> JSONResponse:
        mine = [letter for letter in world.mail.sent if letter.to == request.query_params["to"]]
        return JSONResponse([{"message_id": one.message_id, "subject": one.subject, "text": one.text} for one in mine])

    return Starlette(routes=[Route("/mails", read)])


def example(number: int, acts: list[dict[str, Any]]) -> Example:
    return Example.model_validate(
        {
            "key": f"E{number}",
            "name": f"ending-{number}",
            "body": "ZJ",
            "about": {"zh": "结束", "en": "ending"},
            "enterprise": {
                "code": credit_code(f"91330100MA0EXA78{number}"),
                "name": {"zh": f"终点贸易{NAMES[number]}有限公司", "en": f"Terminus Trading {number}"},
                "address": "杭州市样本街78号",
                "legal_representative": f"钟{NAMES[number]}",
                "handler": {"name": f"户{NAMES[number]}", "id_number": resident_id(f"3301021900010178{number}")},
                "email": f"office@terminus{number}.example",
            },
            "acts": acts,
            "expected": {"state": "draft"},
        }
    )


async def test_a_case_that_two_persons_refuse_ends_everywhere(tmp_path: Path) -> None:
    """E17."""
    async with town(tmp_path) as there:
        play = await there.play(0, {"way": "apply"}, {"verifier": "claim"})
        officer = await play.staff("verifier")
        texts = {"reason_code": "forged_material", "remark": "公章系伪造", "appeal": "六十日内可向商务部申请复议"}
        proposal = {"fence": play.fences[officer.name]} | texts
        await officer.ask("verification", "POST", f"/tasks/{play.number}/propose-refusal", proposal)
        await there.ask(supervisor, "verification", "POST", f"/tasks/{play.number}/confirm-refusal")
        assert await there.states(play) == ("refused", "refused")
        mine = enterprise(UUID(play.account_id))
        (said,) = await there.ask(mine, "verification", "GET", f"/cases/{play.number}/remarks")
        assert {name: said["refusal"][name] for name in texts} == texts
        subjects = [letter.subject for letter in there.world.mail.sent if letter.to == play.example.enterprise.email]
        assert [play.number in subject for subject in subjects if "不予办理" in subject] == [True]
        again = await there.ask(mine, "application", "POST", "/cases", {"kind": "first"})
        assert again["number"] != play.number
        await there.nothing_is_parked()


async def test_the_open_case_of_a_released_account_ends_as_withdrawn_and_its_code_is_free(tmp_path: Path) -> None:
    """docs/states.md §1 and §7, 21: nothing is verified again for an account that was proven foreign."""
    async with town(tmp_path) as there:
        play = await there.play(1, {"way": "apply"}, {"verifier": "claim"})
        await there.ask(operator, "registration", "POST", f"/accounts/{play.account_id}/release", {"reason": "proven_foreign"})
        assert await there.states(play) == ("withdrawn", "withdrawn")
        assert await there.ask(staff("verifier", body="ZJ", person=805), "verification", "GET", "/tasks") == []
        former = play.account_id
        successor = await there.play(1, {"way": "register"})
        assert successor.account_id != former
        await there.nothing_is_parked()


async def test_the_cases_of_a_body_that_closes_go_on_at_its_successor(tmp_path: Path) -> None:
    """docs/states.md §7, 22."""
    day = (datetime.now(UTC) + timedelta(days=2)).astimezone(SHANGHAI).date()
    async with town(tmp_path, closes_on=day, successor="NB") as there:
        play = await there.play(2, {"way": "apply"}, {"verifier": "claim"}, {"verifier": "check"})
        there.clock.ahead = timedelta(days=3)
        moved = await there.ask(operator, "verification", "POST", "/transfers", {"body": "ZJ"})
        assert moved == {"successor": "NB", "moved": 1, "more": False}
        mine = enterprise(UUID(play.account_id))
        assert (await there.ask(mine, "application", "GET", f"/cases/{play.number}"))["issuing_body"] == "NB"
        for who in (verifier_of_the_successor, reviewer):
            task = await there.ask(who, "verification", "GET", f"/tasks/{play.number}")
            fence = (await there.ask(who, "verification", "POST", f"/tasks/{play.number}/claim"))["fence"]
            items = [item["item"] for item in task["items"]]
            await there.ask(who, "verification", "PUT", f"/tasks/{play.number}/checks", {"fence": fence, "items": items})
            await there.ask(who, "verification", "POST", f"/tasks/{play.number}/pass", {"fence": fence})
        assert await there.states(play) == ("producing", "producing")
        receiver = staff("receiver", body="NB", person=806)
        assert await there.ask(receiver, "registration", "GET", f"/accounts/{play.account_id}/address")
        await there.nothing_is_parked()


async def test_an_order_of_a_released_account_is_stopped_before_issue(tmp_path: Path) -> None:
    """docs/states.md §7, 21: the order is cancelled, and with it the case."""
    async with town(tmp_path) as there:
        play = await there.play(1, {"way": ["apply", "approve"]})
        await there.ask(operator, "registration", "POST", f"/accounts/{play.account_id}/release", {"reason": "proven_foreign"})
        assert await there.states(play) == ("withdrawn", "withdrawn")
        await there.nothing_is_parked()
