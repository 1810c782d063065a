"""Does the system start, fail and stop as a whole? (With services that do nothing; the servers are real.)"""

import asyncio
import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio

from deploy.local.postgres import PostgresServer, postgres_server
from ekey.addresses import FILE, SERVICES, read_addresses
from ekey.running import StackFailed
from ekey.settings import StackSettings, WrongSetting
from ekey.stack import stack

pytestmark = pytest.mark.slow
STUB = Path(__file__).with_name("stub_service.py")


def stub(service: str) -> Sequence[str]:
    return [sys.executable, str(STUB), service]


def settings(folder: Path, *, brief: bool = False, postgres: str = "") -> StackSettings:
    return StackSettings(folder=folder / "state", brief=brief, postgres=postgres, command=stub, start_timeout=60)


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that the user of PostgreSQL can reach, which pytest's own are not while another pytest starts."""
    with tempfile.TemporaryDirectory(prefix="ekey-") as folder:
        yield Path(folder)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server() -> AsyncIterator[str]:
    """The DSN of a server that somebody else runs."""
    with tempfile.TemporaryDirectory(prefix="ekey-") as folder:
        async with postgres_server(Path(folder)) as running:
            yield running.address


def told(folder: Path, service: str) -> dict[str, str]:
    return json.loads((folder / "state" / "services" / service / "told.json").read_text())


async def databases_of(server: str, prefix: str) -> list[str]:
    connection = await asyncpg.connect(server)
    rows = await connection.fetch("SELECT datname FROM pg_database WHERE starts_with(datname, $1)", prefix)
    await connection.close()
    return [row["datname"] for row in rows]


async def forever() -> None:
    await asyncio.Event().wait()


async def test_every_service_gets_a_database_a_port_and_the_addresses_of_all(place: Path, server: str) -> None:
    async with stack(settings(place, postgres=server)) as running:
        heard = {name: told(place, name) for name in SERVICES}
        for name, one in heard.items():
            assert f"http://{one['EKEY_HOST']}:{one['EKEY_PORT']}" == running.addresses.services[name]
            connection = await asyncpg.connect(one["EKEY_DATABASE"])
            assert await connection.fetchval("SELECT current_database()") == f"ekey_{name}"
            await connection.close()
            assert {one[f"EKEY_URL_{other.upper()}"] for other in SERVICES} == set(running.addresses.services.values())
        assert len({one["EKEY_DATABASE"] for one in heard.values()}) == len(SERVICES)
        assert len({one["EKEY_KEYS_DATABASE"] for one in heard.values()}) == 1
        assert len({one["EKEY_SECRET"] for one in heard.values()}) == 1
        assert len(bytes.fromhex(heard["tracking"]["EKEY_SECRET"])) == 32


async def test_addresses_and_secrets_are_for_their_owner_only_and_addresses_end_with_the_system(place: Path, server: str) -> None:
    folder = place / "state"
    async with stack(settings(place, postgres=server)) as running:
        assert read_addresses(folder) == replace(running.addresses, kafka=list(running.addresses.kafka))
        for name in (FILE, "secrets.json"):
            assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert read_addresses(folder) is None


async def test_what_stays_up_keeps_its_state_and_what_is_brief_begins_with_nothing(place: Path, server: str) -> None:
    async def run(*, brief: bool) -> tuple[str, bool]:
        async with stack(settings(place, brief=brief, postgres=server)):
            one = told(place, "registration")
            connection = await asyncpg.connect(one["EKEY_DATABASE"])
            known = await connection.fetchval("SELECT to_regclass('seen') IS NOT NULL")
            await connection.execute("CREATE TABLE IF NOT EXISTS seen ()")
            await connection.close()
            return one["EKEY_SECRET"], known

    for name in await databases_of(server, "ekey_"):
        await PostgresServer(address=server).drop(name)
    first, again = await run(brief=False), await run(brief=False)
    assert (first[1], again[1]) == (False, True)
    assert first[0] == again[0]
    assert [(await run(brief=True))[1], (await run(brief=True))[1]] == [False, False]
    assert await databases_of(server, "ekey_brief_") == []


async def test_a_service_that_dies_ends_the_work_with_its_name_code_and_last_words(
    place: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUB_DELIVERY", "mortal")
    with pytest.raises(StackFailed, match=r"delivery ended unexpectedly with code 7; its last words:\n  the disk is full"):
        async with stack(settings(place, postgres=server)) as running:
            await running.during(forever())


async def test_postgresql_that_dies_ends_the_work(place: Path) -> None:
    with pytest.raises(StackFailed, match="PostgreSQL ended unexpectedly"):
        async with stack(settings(place)) as running:
            assert running.postgres.embedded is not None
            assert running.postgres.embedded.process is not None
            running.postgres.embedded.process.send_signal(signal.SIGQUIT)
            await running.during(forever())


async def test_a_service_that_does_not_start_fails_the_start_with_its_last_words(
    place: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUB_TRACKING", "stillborn")
    with pytest.raises(StackFailed, match=r"tracking ended unexpectedly with code 1(.|\n)*no such policy"):
        async with stack(settings(place, postgres=server)):
            pass


async def test_a_service_that_never_gets_ready_says_why(place: Path, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUB_PRODUCTION", "unready")
    with pytest.raises(StackFailed, match=r"production was not ready after 3 s(.|\n)*503(.|\n)*no leader"):
        async with stack(replace(settings(place, postgres=server), start_timeout=3)):
            pass


async def test_a_service_that_was_killed_on_purpose_starts_again_at_its_address(place: Path, server: str) -> None:
    async with stack(settings(place, postgres=server)) as running:
        await running.kill("application")
        await running.start("application")
        assert await running.during(asyncio.sleep(0, "done")) == "done"
        assert "application" in running.processes.running()


async def test_two_systems_do_not_share_a_folder(place: Path, server: str) -> None:
    async with stack(settings(place, postgres=server)):
        with pytest.raises(WrongSetting, match="another system runs in"):
            async with stack(settings(place, brief=True, postgres=server)):
                pass
        assert told(place, "registration")


PROGRAM = """
import asyncio, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from ekey.interrupt import Interrupted, run
from ekey.stack import stack
from tests.cli.test_stack import forever, settings

async def main():
    async with stack(settings(Path(sys.argv[1]))) as running:
        print(*(running.processes.pid(name) for name in running.processes.running()), flush=True)
        await running.during(forever())

try:
    run(main())
except Interrupted as stopped:
    print(stopped, flush=True)
    sys.exit(128 + stopped.number)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_all_in_order_and_nothing_is_left_running(place: Path, number: signal.Signals) -> None:
    root = Path(__file__).resolve().parents[2]
    argv = [sys.executable, "-c", PROGRAM, str(place), str(root)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True, cwd=root) as program:
        assert program.stdout is not None
        children = [int(word) for word in program.stdout.readline().split()]
        assert len(children) == len(SERVICES) + 2
        began = time.monotonic()
        program.send_signal(number)
        rest = program.stdout.read()
    assert program.returncode == 128 + number
    assert rest.strip() == f"stopped by {number.name}"
    assert time.monotonic() - began < 15
    assert not [child for child in children if _lives(child)]
    assert not (place / "state" / "postgres" / "data" / "postmaster.pid").exists()


def _lives(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True
