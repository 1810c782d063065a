"""Does the supervisor notice every end that it did not order, and does nothing outlive it?"""

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from deploy.local.processes import Processes, ProcessFailed

SLEEPER = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(60)",
]
SUPERVISOR = """
import asyncio, sys
from pathlib import Path
from deploy.local.processes import Processes

async def main():
    async with Processes(Path(sys.argv[1])) as processes:
        print(await processes.start("child", [sys.executable, "-c", "import time; time.sleep(60)"]), flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""


def alive(process_id: int) -> bool:
    try:
        return Path(f"/proc/{process_id}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def until_dead(process_id: int) -> None:
    async with asyncio.timeout(5):
        while alive(process_id):
            await asyncio.sleep(0.01)


async def until_up(folder: Path, name: str) -> None:
    async with asyncio.timeout(10):
        while "up" not in (folder / "logs" / f"{name}.log").read_text():
            await asyncio.sleep(0.01)


async def test_a_death_is_told_with_name_code_and_the_last_20_lines(tmp_path: Path) -> None:
    async with Processes(tmp_path) as processes:
        await processes.start("good", SLEEPER)
        await processes.start("bad", [sys.executable, "-c", "for n in range(30): print(f'line {n}')\nraise SystemExit(3)"])
        death = await asyncio.wait_for(asyncio.shield(processes.died), 5)
        assert (death.name, death.code) == ("bad", 3)
        assert list(death.lines) == [f"line {number}" for number in range(10, 30)]
        assert processes.running() == ["good"]


async def test_a_kill_that_was_ordered_is_no_death(tmp_path: Path) -> None:
    async with Processes(tmp_path) as processes:
        await processes.start("service", SLEEPER)
        await processes.kill("service")
        first = processes.pid("service")
        await processes.start("service", SLEEPER)
        assert processes.pid("service") != first
    assert not processes.died.done()


async def test_a_child_that_dies_before_it_is_ready_fails_the_start_with_its_last_words(tmp_path: Path) -> None:
    async def never() -> bool:
        return False

    async with Processes(tmp_path) as processes:
        with pytest.raises(ProcessFailed, match="no such database"):
            await processes.start("service", [sys.executable, "-c", "raise SystemExit('no such database')"], ready=never)
        with pytest.raises(ProcessFailed, match=r"slow was not ready after 0\.2 s"):
            await processes.start("slow", SLEEPER, ready=never, timeout=0.2)
        assert processes.running() == []


async def test_all_end_in_reverse_order_the_stubborn_one_by_force(tmp_path: Path) -> None:
    async with Processes(tmp_path, grace=0.5) as processes:
        for name, argv in (
            ("first", last_words(tmp_path, "first")),
            ("second", STUBBORN),
            ("third", last_words(tmp_path, "third")),
        ):
            await processes.start(name, argv)
            await until_up(tmp_path, name)
        stubborn = processes.pid("second")
        began = time.monotonic()
    assert time.monotonic() - began >= 0.5
    assert not alive(stubborn)
    assert (tmp_path / "ended").read_text().split() == ["third", "first"]
    assert not processes.died.done()


def last_words(folder: Path, name: str) -> list[str]:
    """A child that writes its name when it is told to end."""
    program = """
import signal, sys, time
def end(*_):
    print(sys.argv[1], file=open(sys.argv[2], "a"))
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
print("up", flush=True)
time.sleep(60)
"""
    return [sys.executable, "-c", program, name, str(folder / "ended")]


async def test_the_environment_of_a_child_is_ours_and_what_is_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OURS", "1")
    async with Processes(tmp_path) as processes:
        argv = [
            sys.executable,
            "-c",
            "import os, time; print(os.environ['OURS'] + os.environ['ADDED'] + 'up', flush=True); time.sleep(60)",
        ]
        await processes.start("service", argv, env={"ADDED": "2"})
        await until_up(tmp_path, "service")
    assert "12up" in (tmp_path / "logs" / "service.log").read_text()


async def test_a_child_has_a_process_group_of_its_own(tmp_path: Path) -> None:
    async with Processes(tmp_path) as processes:
        child = await processes.start("service", SLEEPER)
        assert os.getpgid(child) == child != os.getpgid(0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")
async def test_children_die_with_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    supervisor = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SUPERVISOR, str(tmp_path), stdout=asyncio.subprocess.PIPE
    )
    assert supervisor.stdout is not None
    child = int(await asyncio.wait_for(supervisor.stdout.readline(), 10))
    assert alive(child)
    supervisor.send_signal(signal.SIGKILL)
    await supervisor.wait()
    await until_dead(child)
