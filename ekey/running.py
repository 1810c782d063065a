"""What is running now, does one of its processes die, and how is a fault played on it?"""

import asyncio
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from typing import TypeVar

import httpx

from deploy.local.postgres import PostgresServer
from deploy.local.processes import Processes, ProcessFailed
from ekey.addresses import Addresses
from ekey.settings import StackSettings

T = TypeVar("T")


class StackFailed(Exception):
    """The system did not start, or one of its processes died; the text says which, with its last words."""


@dataclass(frozen=True, kw_only=True)
class Stack:
    """A system that runs. Faults may be played on it: `kill(service)` is no death, `start(service)` starts it again."""

    addresses: Addresses
    processes: Processes
    postgres: PostgresServer
    environments: Mapping[str, Mapping[str, str]]
    settings: StackSettings

    async def start(self, service: str) -> None:
        """Start a service that does not run and wait until it is ready. Raises `StackFailed`."""
        ready = _Readiness(url=f"{self.addresses.services[service]}/health/ready")
        try:
            argv, told = self.settings.command(service), self.environments[service]
            await self.processes.start(service, argv, told, ready, self.settings.start_timeout)
        except ProcessFailed as error:
            raise StackFailed(f"{error}{ready.reasons}") from None

    async def kill(self, service: str) -> None:
        """SIGKILL a service."""
        await self.processes.kill(service)

    async def during(self, work: Coroutine[object, object, T]) -> T:
        """What the work answers; raises `StackFailed` as soon as a process dies that should not."""
        task = asyncio.ensure_future(work)
        died = asyncio.ensure_future(self._death())
        try:
            await asyncio.wait({task, died}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return task.result()
            raise StackFailed(died.result())
        finally:
            for one in (task, died):
                one.cancel()
            await asyncio.gather(task, died, return_exceptions=True)

    async def _death(self) -> str:
        waiting = [asyncio.ensure_future(self._child_died()), asyncio.ensure_future(self._postgres_died())]
        try:
            done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            return done.pop().result()
        finally:
            for one in waiting:
                one.cancel()

    async def _child_died(self) -> str:
        return str(await asyncio.shield(self.processes.died))

    async def _postgres_died(self) -> str:
        embedded = self.postgres.embedded
        if embedded is None:
            await asyncio.Event().wait()
        while embedded is not None and (process := embedded.process) is not None:
            code = await process.wait()
            await asyncio.sleep(1)  # a restart on purpose replaces the process
            if embedded.process is process:
                return f"PostgreSQL ended unexpectedly with code {code}; its log is {embedded.log}"
        return "PostgreSQL was stopped"


class _Readiness:
    """Asks a service whether it is ready and remembers why it is not."""

    def __init__(self, *, url: str) -> None:
        self._url = url
        self._said = ""
        self._client = httpx.AsyncClient(timeout=5, trust_env=False, verify=False)  # plain HTTP on this machine

    async def __call__(self) -> bool:
        try:
            answer = await self._client.get(self._url)
        except httpx.HTTPError:
            await asyncio.sleep(0.1)
            return False
        self._said = "" if answer.status_code == 200 else f"{answer.status_code} {answer.text[:500]}"
        return answer.status_code == 200

    @property
    def reasons(self) -> str:
        """What it said last, as a line of its own."""
        return f"\n  {self._url} said {self._said}" if self._said else ""
