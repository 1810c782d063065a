"""How does the whole system run on this machine? Servers first, then every service as a process of its own; all end together."""

import asyncio
import contextlib
import fcntl
import os
import shutil
from collections.abc import AsyncGenerator, Generator, Mapping, Sequence
from pathlib import Path

import asyncpg

from deploy.local.postmaster import PostgresFailed
from deploy.local.processes import Processes, ProcessFailed, free_port
from ekey.addresses import FILE, SERVICES, Addresses, write_addresses
from ekey.environment import environment, service_folder, url
from ekey.running import Stack, StackFailed
from ekey.secret import kept_secrets
from ekey.servers import Mailbox, Say, databases, silent, start_mailbox, topics
from ekey.settings import StackSettings, WrongSetting, client_security

GRACE = 25.0


@contextlib.asynccontextmanager
async def stack(settings: StackSettings, *, say: Say = silent) -> AsyncGenerator[Stack]:
    """Start PostgreSQL, the topics, the mailbox and every service, and end them in the reverse order.

    `say` gets a line for each step. Raises `StackFailed`, `WrongSetting`.
    """
    with _alone(settings.folder):
        if settings.brief:
            shutil.rmtree(settings.folder, ignore_errors=True)
        settings.folder.mkdir(parents=True, exist_ok=True)
        try:
            async with _everything(settings, say) as running:
                yield running
        except (ProcessFailed, PostgresFailed, asyncpg.PostgresError) as error:
            raise StackFailed(str(error)) from None
        finally:
            (settings.folder / FILE).unlink(missing_ok=True)


@contextlib.asynccontextmanager
async def _everything(settings: StackSettings, say: Say) -> AsyncGenerator[Stack]:
    async with contextlib.AsyncExitStack() as held:
        postgres, dsns = await held.enter_async_context(databases(settings, say))
        processes = Processes(settings.folder, grace=GRACE)
        held.push_async_callback(processes.stop)
        kafka = await held.enter_async_context(topics(settings, processes, say))
        mailbox = await start_mailbox(settings, processes)
        say(f"mailbox: {mailbox.http}/mails")
        environments = _environments(settings, dsns=dsns, kafka=kafka, smtp=mailbox.smtp)
        running = Stack(
            addresses=_addresses(settings, environments, kafka=kafka, mailbox=mailbox),
            processes=processes,
            postgres=postgres,
            environments=environments,
            settings=settings,
        )
        held.push_async_callback(_stop_services, processes)
        await _start_services(running, say)
        write_addresses(running.addresses, settings.folder)
        yield running


def _environments(
    settings: StackSettings, *, dsns: Mapping[str, str], kafka: Sequence[str], smtp: str
) -> Mapping[str, Mapping[str, str]]:
    secrets = kept_secrets(settings.folder)
    ports = {name: settings.ports.get(name) or free_port() for name in SERVICES}
    world = settings.world(settings.folder / "world")
    return {
        name: environment(
            name,
            world=world,
            settings=settings,
            secrets=secrets,
            databases=dsns,
            kafka=kafka,
            smtp=smtp,
            ports=ports,
            outside=os.environ,
        )
        for name in SERVICES
    }


def _addresses(
    settings: StackSettings, told: Mapping[str, Mapping[str, str]], *, kafka: Sequence[str], mailbox: Mailbox
) -> Addresses:
    return Addresses(
        services={name: url(int(told[name]["EKEY_PORT"])) for name in SERVICES},
        mailbox=mailbox.http,
        kafka=kafka,
        kafka_options=dict(client_security(os.environ)) if settings.kafka else {},
        tokens=service_folder(settings.folder, "production") / "tokens",
        operator_email=told["registration"]["EKEY_OPERATOR_EMAIL"],
        operator_password=told["registration"]["EKEY_OPERATOR_PASSWORD"],
    )


async def _start_services(running: Stack, say: Say) -> None:
    """All at once: each is ready when it can work, in whatever order the others come."""

    async def one(name: str) -> None:
        Path(running.environments[name]["EKEY_FOLDER"]).mkdir(parents=True, exist_ok=True)
        await running.start(name)
        say(f"{name}: {running.addresses.services[name]}")

    try:
        async with asyncio.TaskGroup() as group:
            for name in SERVICES:
                group.create_task(one(name), name=f"start {name}")
    except* StackFailed as failed:
        raise StackFailed(str(failed.exceptions[0])) from None


async def _stop_services(processes: Processes) -> None:
    """Together: none waits for another."""
    await asyncio.gather(*(processes.end(name) for name in processes.running() if name in SERVICES))


@contextlib.contextmanager
def _alone(folder: Path) -> Generator[None]:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WrongSetting(f"another system runs in {folder}: stop it first, or name another folder by EKEY_STATE") from None
        yield
