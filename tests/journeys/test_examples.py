"""Does the whole thing happen? Every example of `examples/`, all six services in one process, every message delivered twice."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from chassis.clock import FileClock
from chassis.mail import MemoryMail
from chassis.testing import memory_world
from ekey.demo.ending import Ending
from ekey.demo.format import Examples, read_examples, write_world
from ekey.demo.run import play_all
from ekey.demo.seeding import seed
from ekey.demo.stage import Stage
from ekey.demo.tenancy import together
from services.application import main as application
from services.delivery import main as delivery
from services.production import main as production
from services.registration import main as registration
from services.tracking import main as tracking
from services.verification import main as verification

FOLDER = Path(__file__).parents[2] / "examples"
EXAMPLES = read_examples(FOLDER)
MORE = read_examples(FOLDER / "more")
FESTIVAL = read_examples(FOLDER / "spring-festival")
EVERY = [example for example in (*EXAMPLES.examples, *MORE.examples) if "." not in example.key]
STORIES = {key: [example for example in EVERY if example.key[:3] == key] for key in sorted({e.key[:3] for e in EVERY})}
FAMILY = [example for example in EXAMPLES.examples if "." in example.key]
SERVICES = {
    "registration": registration.build,
    "application": application.build,
    "verification": verification.build,
    "production": production.build,
    "delivery": delivery.build,
    "tracking": tracking.build,
}
OPERATOR = {"operator_email": "operator@example.org", "operator_password": "operator-of-the-journeys"}


@asynccontextmanager
async def stage_of(examples: Examples, folder: Path) -> AsyncGenerator[Stage]:
    """All services running in memory, their staff appointed."""
    files = {name.removeprefix("EKEY_").lower(): path for name, path in write_world(examples.world, folder).items()}
    settings = {**files, **OPERATOR}
    async with AsyncExitStack() as stack:
        clock = Path(files["clock"]) if "clock" in files else None
        running = memory_world(SERVICES, settings=settings, clock=FileClock(clock) if clock else None, folder=folder, twice=True)
        world = await stack.enter_async_context(running)
        mailbox = httpx.AsyncClient(transport=httpx.ASGITransport(app=letters_of(world.mail)), base_url="http://mailbox")
        clients = {**world.clients, "mailbox": await stack.enter_async_context(mailbox)}
        stage = Stage(world=examples.world, clients=clients, tokens=folder / "tokens", clock=clock)
        await seed(stage, email=OPERATOR["operator_email"], password=OPERATOR["operator_password"])
        yield stage


def letters_of(mail: MemoryMail) -> Starlette:
    """The mailbox' HTTP side over letters in memory."""

    async def read(request: Request) -> JSONResponse:
        letters = [letter for letter in mail.sent if letter.to == request.query_params["to"]]
        said = [{"message_id": one.message_id, "to": [one.to], "subject": one.subject, "text": one.text} for one in letters]
        return JSONResponse(said)

    return Starlette(routes=[Route("/mails", read)])


def wrong(ending: Ending) -> list[str]:
    """What is not as the file says; empty if all is."""
    name = ending.play.example.key
    found = [f"{name}: {f.what}: expected {f.expected}, found {f.found}" for f in ending.findings if not f.holds]
    return [f"{name}: {ending.play.failure}", *found] if ending.play.failure else found


@pytest.mark.parametrize("key", STORIES)
async def test_an_application_ends_as_its_file_says(key: str, tmp_path: Path) -> None:
    story = Examples(folder=FOLDER, world=EXAMPLES.world, examples=STORIES[key])
    async with stage_of(story, tmp_path) as stage:
        endings = await play_all(story, stage)
        findings = await together(stage, endings)
    assert [line for ending in endings for line in wrong(ending)] == []
    assert [finding for finding in findings if not finding.holds] == []
    assert all(ending.passed and len(ending.findings) >= 3 for ending in endings)


async def test_over_spring_festival_every_limit_is_due_as_its_file_says(tmp_path: Path) -> None:
    async with stage_of(FESTIVAL, tmp_path) as stage:
        (ending,) = await play_all(FESTIVAL, stage)
    assert wrong(ending) == []
    assert len([finding for finding in ending.findings if "counts 2026-02-" in finding.what]) >= 10


@pytest.mark.slow
@pytest.mark.timeout(400)
async def test_twenty_at_once_end_as_their_file_says(tmp_path: Path) -> None:
    family = Examples(folder=FOLDER, world=EXAMPLES.world, examples=FAMILY)
    async with stage_of(family, tmp_path) as stage:
        endings = await play_all(family, stage)
        findings = await together(stage, endings)
    assert [line for ending in endings for line in wrong(ending)] == []
    assert [finding for finding in findings if not finding.holds] == []
    assert len({ending.status["login_name"] for ending in endings}) == 20
