"""Does a newcomer find everything by `make` alone?"""

import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def make(*words: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "EXAMPLES", "KAFKA"}}
    return subprocess.run(["make", *words], check=False, capture_output=True, text=True, cwd=folder, env=own, timeout=60)


def test_bare_make_lists_every_target_with_one_line() -> None:
    done = make()
    told = dict(line.split(maxsplit=1) for line in done.stdout.splitlines()[1:])
    assert {"demo", "up", "kafka", "test", "check", "clean", "lock"} <= told.keys()
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) == told.keys()


def test_a_python_that_is_too_old_is_told_in_one_line(tmp_path: Path) -> None:
    for name in ("Makefile", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    done = make("demo", "PYTHON=false", folder=tmp_path)
    assert done.returncode != 0
    assert "error: Python 3.11 or newer is needed, and false is none" in done.stderr.splitlines()[0]
    assert not (tmp_path / ".venv" / ".runtime").exists()


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (("demo",), "-m ekey demo 'examples'"),
        (("demo", "EXAMPLES=mine"), "-m ekey demo 'mine'"),
        (("demo", "KAFKA=1"), "--kafka"),
        (("kafka", "NODES=3"), "-m deploy.local.kafka --nodes '3'"),
    ],
)
def test_what_is_asked_for_reaches_the_command(words: tuple[str, ...], command: str) -> None:
    assert command in make("-n", *words).stdout


def test_the_embedded_broker_is_meant_unless_kafka_is_asked_for() -> None:
    assert "--kafka" not in make("-n", "demo").stdout + make("-n", "demo", "KAFKA=0").stdout


def test_the_continuous_check_runs_make_check_with_kafka_required() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & stat.S_IXUSR
    text = script.read_text()
    assert "set -euo pipefail" in text
    assert text.index("EKEY_REQUIRE_KAFKA=1") < text.index("make check") < text.index("make demo")
