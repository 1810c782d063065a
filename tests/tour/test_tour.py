"""Does the tour lead where it says? Every block of `docs/tour.md`, pasted into a shell, against a system that runs."""

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ekey.demo.format import read_examples, write_world
from ekey.demo.run import clients_of
from ekey.demo.seeding import seed
from ekey.demo.stage import Stage
from ekey.running import Stack
from ekey.settings import ROOT, StackSettings
from ekey.stack import stack

EXAMPLES = read_examples(ROOT / "examples").world
# Those who appear in the tour: every account costs a slow hash.
WORLD = EXAMPLES.model_copy(
    update={"staff": tuple(one for one in EXAMPLES.staff if one.account in {"ZJ-v1", "ZJ-r", "P-r1", "P-p1", "P-d"})}
)
TOUR = ROOT / "docs" / "tour.md"
END = "completed round 2 bound"


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that the user of PostgreSQL can reach."""
    with tempfile.TemporaryDirectory(prefix="ekey-") as folder:
        yield Path(folder)


def blocks() -> list[str]:
    """What the page tells to paste, in order."""
    return re.findall(r"^```bash\n(.*?)^```$", TOUR.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


async def seeded(running: Stack) -> None:
    """As `make up` leaves it."""
    addresses = running.addresses
    async with clients_of(addresses) as clients:
        stage = Stage(world=WORLD, clients=clients, tokens=addresses.tokens)
        await seed(stage, email=addresses.operator_email, password=addresses.operator_password)


def programs(folder: Path) -> Path:
    """`ekey` and `python`, wherever this project's own are."""
    folder.mkdir()
    for name, words in {"python": "", "ekey": " -m ekey"}.items():
        (folder / name).write_text(f'#!/bin/sh\nexec "{sys.executable}"{words} "$@"\n')
        (folder / name).chmod(0o755)
    return folder


async def pasted(place: Path) -> tuple[int, str, str]:
    """Exit status, and what the shell printed; the first block that fails ends it."""
    script = "\n".join(f"echo '--- block {n}' >&2\n{block}" for n, block in enumerate(blocks(), 1))
    told = {name: said for name, said in os.environ.items() if not name.startswith("EKEY_")}
    shell = await asyncio.create_subprocess_exec(
        "bash",
        "-euo",
        "pipefail",
        "-c",
        script,
        cwd=ROOT,
        env=told | {"EKEY_STATE": str(place), "TMPDIR": str(place), "PATH": f"{programs(place / 'bin')}:{os.environ['PATH']}"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(150):
            out, err = await shell.communicate()
    finally:
        if shell.returncode is None:
            shell.kill()
    return shell.returncode or 0, out.decode(), err.decode()


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_the_tour_ends_as_it_says(place: Path) -> None:
    settings = StackSettings(folder=place / "state", world=lambda folder: write_world(WORLD, folder))
    async with stack(settings) as running:
        await running.during(seeded(running))
        status, out, err = await running.during(pasted(place))
    assert status == 0, f"{err[-1500:]}\n{out[-1500:]}"
    assert out.splitlines()[-1] == END
    assert END in TOUR.read_text(encoding="utf-8")
    facts = [line.split()[-1] for line in out.splitlines() if re.match(r"\d{4}-\d\d-\d\dT", line)]
    assert [fact for fact in facts if fact in {"VerificationFailed", "VerificationPassed", "ReviewPassed", "KeyBound"}] == [
        "VerificationFailed",
        "VerificationPassed",
        "ReviewPassed",
        "KeyBound",
    ]


def test_the_tour_has_a_block_for_every_step() -> None:
    assert len(blocks()) >= 15
