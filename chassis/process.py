"""How does a service become a process? From its environment: real ports, its roles, an HTTP server, and an orderly end."""

import asyncio
import signal
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import uvicorn

from chassis.blueprint import Blueprint
from chassis.clock import clock_from
from chassis.doors import Doors
from chassis.feed import HttpFeed
from chassis.files import files_at
from chassis.hashing import Argon2Hasher
from chassis.ids import SystemChance
from chassis.kafka import KafkaPublisher, KafkaSettings, KafkaSubscription
from chassis.keyed import Keyed
from chassis.mail import SmtpMail
from chassis.policy import policy_book
from chassis.service import ROLES, Ports, Service
from chassis.settings import HOME, Misconfigured, needed, secret_from, settings_from, urls_from
from chassis.store import Unavailable
from chassis.store.postgres import postgres_database
from chassis.telemetry import configure, log
from chassis.tokens import Tokens
from chassis.vault import PostgresVault

Build = Callable[[Doors], Blueprint]


def run(build: Build, name: str) -> None:
    """The main function of every service's `main.py`. Ends with 2 for a wrong setting, 1 when a loop died, 0 when it was asked to stop."""
    settings = settings_from()
    configure(service=name, level=settings.get("log_level", "INFO"))
    try:
        sys.exit(asyncio.run(serve(build, name, settings)))
    except Misconfigured as error:
        log.error("misconfigured", reason=str(error))
        sys.exit(2)


async def serve(build: Build, name: str, settings: dict[str, str]) -> int:
    """Run one process until it is told to stop or one of its loops dies."""
    async with AsyncExitStack() as stack:
        service = Service(build, await ports_from(name, settings, stack))
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await opened(service)
        server = server_of(service, settings)
        serving = asyncio.create_task(server.serve())
        log.info("serving", port=settings.get("port", ""), roles=sorted(service.ports.roles))
        await first_of(stop, service, serving)
        service.stopping = True
        server.should_exit = True
        await asyncio.gather(serving, return_exceptions=True)
        await service.stop()
        log.info("stopped")
        return 1 if service.cause else 0


async def opened(service: Service) -> None:
    """Wait for the database, then open."""
    for attempt in range(60):
        try:
            await service.start()
            return
        except Unavailable as error:
            log.info("database_waits", error=str(error))
            await asyncio.sleep(min(0.2 * 2**attempt, 3.0))
    raise Misconfigured("the database named by EKEY_DATABASE does not answer")


async def first_of(stop: asyncio.Event, service: Service, serving: "asyncio.Task[None]") -> None:
    """Until asked to stop, a loop died, or the HTTP server ended."""
    died = service.died or asyncio.Event()
    waits = [asyncio.create_task(stop.wait()), asyncio.create_task(died.wait()), serving]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits[:2]:
        wait.cancel()


def server_of(service: Service, settings: dict[str, str]) -> uvicorn.Server:
    """The HTTP server of this process; it keeps its hands off our signals."""
    config = uvicorn.Config(
        service.app,
        host=settings.get("host", "127.0.0.1"),
        port=int(needed(settings, "port")),
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=10,
        limit_concurrency=500,
    )
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # pyright: ignore[reportAttributeAccessIssue]
    return server


async def ports_from(name: str, settings: dict[str, str], stack: AsyncExitStack) -> Ports:
    """The real ports, as the environment names them."""
    clock, chance, keyed = clock_from(settings.get("clock", "")), SystemChance(), Keyed(secret_from(settings))
    folder = Path(settings.get("folder", f".local/{name}"))
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    vault = await PostgresVault.open(needed(settings, "keys_database"), keyed.key("vault"))
    stack.push_async_callback(vault.close)
    database = postgres_database(needed(settings, "database"), size=int(settings.get("connections", "8")))
    stack.push_async_callback(database.close)
    client = await stack.enter_async_context(httpx.AsyncClient(timeout=5.0, trust_env=False))
    urls = urls_from(settings)

    async def fetch_keys() -> str:
        try:
            answer = await client.get(f"{urls['registration']}/.well-known/jwks.json")
            answer.raise_for_status()
        except (httpx.HTTPError, KeyError) as error:
            raise OSError("the key set cannot be had") from error
        return answer.text

    tokens = Tokens(service=name, fetch_keys=fetch_keys, mesh_secret=keyed.key("mesh"), clock=clock)
    kafka = KafkaSettings.of(settings)
    doors = Doors(
        clock=clock,
        chance=chance,
        keyed=keyed,
        files=files_at(settings.get("files", str(folder / "files")), vault),
        mail=SmtpMail(settings.get("smtp", "127.0.0.1:25")),
        hasher=Argon2Hasher(),
        policy=policy_book(Path(settings.get("policy", str(HOME / "contracts" / "policy.yaml")))),
        folder=folder,
        settings=settings,
    )
    return Ports(
        database=database,
        vault=vault,
        publisher=KafkaPublisher(kafka, name),
        subscription=KafkaSubscription(kafka, f"ekey-{name}", clock),
        feed=HttpFeed(client, urls, tokens.service_token),
        guard=tokens,
        doors=doors,
        roles=frozenset(settings.get("roles", " ".join(sorted(ROLES))).split()),
        sweep_seconds=float(settings.get("sweep_seconds", "15")),
    )
