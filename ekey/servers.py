"""Which servers does a system stand on: PostgreSQL, the topics, the mailbox? Started here, or given."""

import contextlib
import os
import sys
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from aiokafka.errors import KafkaError

from deploy.local.postgres import PostgresServer, postgres_server
from deploy.local.processes import Processes
from deploy.local.ready import read_ready
from deploy.local.topics import brokers, create_topics
from ekey.addresses import SERVICES
from ekey.emptiness import clear_topics, refuse_used_topics
from ekey.settings import ROOT, StackSettings, WrongSetting, client_security

Say = Callable[[str], None]
TOPICS = SERVICES
FIRST_FETCH = 300.0


def silent(line: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, kw_only=True)
class Mailbox:
    """`smtp` as host:port, `http` as base URL."""

    smtp: str
    http: str


@contextlib.asynccontextmanager
async def databases(settings: StackSettings, say: Say) -> AsyncGenerator[tuple[PostgresServer, Mapping[str, str]]]:
    """The server, and the DSN of each service's database and of `keys`. Raises `PostgresFailed`, `OSError`."""
    async with postgres_server(settings.folder / "postgres", settings.postgres or None) as server:
        names = {name: settings.database(name) for name in (*SERVICES, "keys")}
        try:
            if settings.brief:
                await _drop(server, names)
            for database in names.values():
                await server.create(database)
            say(f"PostgreSQL: {len(names)} databases on {'the server given' if settings.postgres else 'the embedded server'}")
            yield server, {name: server.dsn(database) for name, database in names.items()}
        finally:
            if settings.brief and settings.postgres:
                await _drop(server, names)


async def _drop(server: PostgresServer, names: Mapping[str, str]) -> None:
    for database in names.values():
        await server.drop(database)


@contextlib.asynccontextmanager
async def topics(settings: StackSettings, processes: Processes, say: Say) -> AsyncGenerator[Sequence[str]]:
    """The servers that have all topics. Raises `ProcessFailed`, `WrongSetting`."""
    if settings.kafka:
        async with _topics_given(settings, say):
            yield settings.kafka
    elif settings.broker == "apache":
        say("Apache Kafka: starting (its programs are fetched the first time, about 45 MB)")
        servers = await _started(settings, processes, "kafka", _apache(settings), timeout=FIRST_FETCH)
        await create_topics(servers, TOPICS, settings.partitions, min(3, settings.nodes))
        say(f"Apache Kafka: {len(TOPICS)} topics of {settings.partitions} partitions on {', '.join(servers)}")
        yield servers
    else:
        servers = await _started(settings, processes, "broker", _embedded(settings), timeout=30)
        say(f"embedded broker: {len(TOPICS)} topics of {settings.partitions} partitions on {', '.join(servers)}")
        yield servers


@contextlib.asynccontextmanager
async def _topics_given(settings: StackSettings, say: Say) -> AsyncGenerator[None]:
    security = client_security(os.environ)
    where = ",".join(settings.kafka)
    try:
        copies = min(3, len(await brokers(settings.kafka, **security)))
        if settings.brief:
            await refuse_used_topics(settings.kafka, TOPICS, security)
        await create_topics(settings.kafka, TOPICS, settings.partitions, copies, **security)
    except (KafkaError, OSError, TimeoutError) as error:
        raise WrongSetting(f"EKEY_KAFKA={where} cannot be used: {error or type(error).__name__}") from None
    say(f"Kafka servers given: {len(TOPICS)} topics on {where}")
    try:
        yield
    finally:
        if settings.brief:
            await clear_topics(settings.kafka, TOPICS, security)


def _embedded(settings: StackSettings) -> Sequence[str]:
    return ["deploy.local.broker", "--topics", ",".join(TOPICS), "--partitions", str(settings.partitions)]


def _apache(settings: StackSettings) -> Sequence[str]:
    where = ["--folder", str(settings.folder / "kafka"), "--libs", str(ROOT / ".local" / "kafka" / "libs")]
    return ["deploy.local.kafka", "--nodes", str(settings.nodes), *where]


async def _started(
    settings: StackSettings, processes: Processes, name: str, words: Sequence[str], *, timeout: float
) -> Sequence[str]:
    told = await start_told(processes, name, words, settings.folder, timeout=timeout)
    return str(told["bootstrap"]).split(",")


async def start_mailbox(settings: StackSettings, processes: Processes) -> Mailbox:
    """A mailbox of its own process that keeps every mail in the state folder. Raises `ProcessFailed`."""
    port = str(settings.ports.get("mailbox", 0))
    words = ["deploy.local.mailbox", "--smtp-port", "0", "--http-port", port, "--folder", str(settings.folder / "mails")]
    told = await start_told(processes, "mailbox", words, settings.folder, timeout=30)
    return Mailbox(smtp=str(told["smtp"]), http=str(told["http"]))


async def start_told(
    processes: Processes, name: str, words: Sequence[str], folder: Path, *, timeout: float
) -> Mapping[str, object]:
    """Start `python -m WORDS` and answer what its ready file says. Raises `ProcessFailed`."""
    said = folder / f"{name}.ready"
    said.unlink(missing_ok=True)

    async def ready() -> bool:
        return read_ready(said) is not None

    argv = [sys.executable, "-P", "-m", *words, "--ready-file", str(said)]
    await processes.start(name, argv, {"PYTHONPATH": str(ROOT)}, ready, timeout)
    return cast("Mapping[str, object]", read_ready(said))
