"""How is a child process started so that it never outlives its parent?"""

import asyncio
import contextlib
import ctypes
import os
import signal
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, kw_only=True)
class Account:
    """The user and group ids under which a child runs, without any other group."""

    user: int
    group: int


async def spawn(
    argv: Sequence[str],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    folder: Path | None = None,
    account: Account | None = None,
    orphaned: signal.Signals = signal.SIGKILL,
) -> asyncio.subprocess.Process:
    """Start `argv` in a process group of its own (Ctrl-C reaches the parent only), its output appended to `log`.

    `env` is added to the parent's environment; `account`, which only root may choose, is the parent's if it is left out.
    On Linux the child gets the signal `orphaned` when the parent dies, however it dies.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        return await asyncio.create_subprocess_exec(
            *argv,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=asyncio.subprocess.STDOUT,
            env={**os.environ, **env} if env is not None else None,
            cwd=folder,
            user=None if account is None else account.user,
            group=None if account is None else account.group,
            extra_groups=None if account is None else [],
            process_group=0,
            preexec_fn=_die_with_parent(orphaned),
        )


def _die_with_parent(orphaned: signal.Signals) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def ask_the_kernel() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(orphaned))
        if os.getppid() != parent:  # it died between fork and prctl
            os._exit(1)

    return ask_the_kernel


async def end(process: asyncio.subprocess.Process, *, by: signal.Signals = signal.SIGTERM, grace: float) -> int:
    """Ask the process to end, kill what is left of its group at its end or after `grace` seconds; return its code."""
    if process.returncode is None:
        process.send_signal(by)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), grace)
    kill_group(process)
    return await process.wait()


def kill_group(process: asyncio.subprocess.Process) -> None:
    """SIGKILL the process and whatever it started in its group."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def last_lines(log: Path, count: int = 20) -> list[str]:
    """The last `count` lines of a log that may not exist yet."""
    try:
        return log.read_bytes()[-65536:].decode(errors="replace").splitlines()[-count:]
    except FileNotFoundError:
        return []


def free_port() -> int:
    """A TCP port of the loopback address on which nothing listens now, never the same one twice in this process."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        if port not in _given:
            _given.add(port)
            return port


_given: set[int] = set()
