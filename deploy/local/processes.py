"""Which child processes run, and did one of them die that should not?"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from deploy.local.children import end, free_port, kill_group, last_lines, spawn

__all__ = ["Death", "ProcessFailed", "Processes", "free_port"]

Ready = Callable[[], Awaitable[bool]]


@dataclass(frozen=True, kw_only=True)
class Death:
    """A child that ended unexpectedly: its return code (negative: a signal) and its last 20 log lines."""

    name: str
    code: int
    lines: Sequence[str]

    def __str__(self) -> str:
        return "\n  ".join([f"{self.name} ended unexpectedly with code {self.code}; its last words:", *self.lines])


class ProcessFailed(Exception):
    """A child died or did not become ready in time; the text carries its name and last log lines."""


@dataclass(kw_only=True)
class _Child:
    name: str
    process: asyncio.subprocess.Process
    log: Path
    end_expected: bool = False
    ended: asyncio.Event = field(default_factory=asyncio.Event)


class Processes:
    """A supervisor: starts named children, notices deaths, ends all in reverse order.

    Each child's output goes to `folder/logs/<name>.log`. `died` is resolved by the first unexpected death. The
    children die with the supervisor even if it is killed (Linux).
    """

    def __init__(self, folder: Path, *, grace: float = 10.0) -> None:
        self._logs = folder / "logs"
        self._grace = grace
        self._children: dict[str, _Child] = {}
        self._watchers: set[asyncio.Task[None]] = set()
        self.died: asyncio.Future[Death] = asyncio.get_running_loop().create_future()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        await self.stop()

    async def start(
        self,
        name: str,
        argv: Sequence[str],
        env: Mapping[str, str] | None = None,
        ready: Ready | None = None,
        timeout: float = 30.0,
    ) -> int:
        """Start a child and wait until `ready()` answers True; return its process id.

        `env` is added to the own environment. An earlier child of this name must have ended. Raises `ProcessFailed` if the
        child dies first or is not ready after `timeout` seconds (it is killed then).
        """
        earlier = self._children.pop(name, None)
        if earlier is not None and earlier.process.returncode is None:
            self._children[name] = earlier
            raise ProcessFailed(f"{name} is running already")
        log = self._logs / f"{name}.log"
        child = self._children[name] = _Child(name=name, process=await spawn(argv, log=log, env=env), log=log)
        self._watchers.add(asyncio.create_task(self._watch(child), name=f"watch {name}"))
        if ready is not None:
            await self._wait_until_ready(child, ready, timeout)
        return child.process.pid

    async def _wait_until_ready(self, child: _Child, ready: Ready, timeout: float) -> None:
        try:
            async with asyncio.timeout(timeout):
                while not await ready():
                    if child.process.returncode is not None:
                        raise ProcessFailed(str(_death(child, child.process.returncode)))
                    await asyncio.sleep(0.05)
        except TimeoutError:
            await self.kill(child.name)
            lines = "\n  ".join(last_lines(child.log))
            raise ProcessFailed(f"{child.name} was not ready after {timeout:g} s; its last words:\n  {lines}") from None

    async def _watch(self, child: _Child) -> None:
        code = await child.process.wait()
        child.ended.set()
        if not child.end_expected and not self.died.done():
            self.died.set_result(_death(child, code))

    def pid(self, name: str) -> int:
        """The process id of a child."""
        return self._children[name].process.pid

    def running(self) -> list[str]:
        """The names of the children that live, in the order in which they were started."""
        return [name for name, child in self._children.items() if child.process.returncode is None]

    async def kill(self, name: str) -> None:
        """SIGKILL a child and its group and wait for its end; this death is expected."""
        child = self._expect_end(name)
        kill_group(child.process)
        await child.ended.wait()

    async def end(self, name: str) -> int:
        """End one child gracefully (SIGTERM, SIGKILL after the grace) and return its code; this death is expected."""
        child = self._expect_end(name)
        code = await end(child.process, grace=self._grace)
        await child.ended.wait()
        return code

    def _expect_end(self, name: str) -> _Child:
        child = self._children[name]
        child.end_expected = True
        return child

    async def stop(self) -> None:
        """End all children, the last started first."""
        for name in reversed(list(self._children)):
            await self.end(name)
        await asyncio.gather(*self._watchers)


def _death(child: _Child, code: int) -> Death:
    return Death(name=child.name, code=code, lines=last_lines(child.log))
