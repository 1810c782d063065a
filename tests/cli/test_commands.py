"""What does the command line say, to people, to programs, and when something is wrong?"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from deploy.local.processes import free_port
from ekey.addresses import SERVICES
from ekey.history import After, changes
from tests.cli.system import CASE, LIMIT, NUMBER, PARKED, STATUS, STEP, STREAM, System, progress, small_system

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    with small_system() as running:
        yield running


def ekey(*words: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("EKEY_")}
    argv = [sys.executable, "-m", "ekey", *words]
    return subprocess.run(argv, check=False, capture_output=True, text=True, cwd=ROOT, env=own | environment, timeout=60)


def nothing_here(folder: Path) -> dict[str, str]:
    return {"EKEY_STATE": str(folder)}


def one_line(done: subprocess.CompletedProcess[str], status: int) -> str:
    """The one clear line of an error."""
    assert (done.returncode, done.stdout) == (status, ""), done
    [line] = done.stderr.splitlines()
    assert line.startswith("error: ")
    return line


@pytest.mark.parametrize("words", [("status", NUMBER), ("audit", NUMBER), ("replay", NUMBER), ("parked",), ("lag",)])
def test_without_a_running_system_one_line_says_how_to_start_one(words: tuple[str, ...], tmp_path: Path) -> None:
    assert "make up" in one_line(ekey(*words, environment=nothing_here(tmp_path)), 1)


def test_a_system_that_stopped_without_a_word_is_named_with_its_address(tmp_path: Path) -> None:
    gone = f"http://127.0.0.1:{free_port()}"
    environment = System(urls=dict.fromkeys(SERVICES, gone)).environment(**nothing_here(tmp_path))
    assert f"registration does not answer at {gone}" in one_line(ekey("lag", environment=environment), 1)


def test_a_file_that_holds_no_addresses_is_named(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "stack.json").write_text("{")
    line = one_line(ekey("lag", environment=nothing_here(tmp_path)), 1)
    assert str(tmp_path / "state" / "stack.json") in line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("status",), "Missing argument"),
        (("fly",), "No such command 'fly'"),
        (("status", NUMBER, "--loud"), "No such option"),
        (("resync", "application", "verification", "many"), "integer"),
        (("resync", "application", "nobody", "5"), "there is no service 'nobody'"),
        (("lag", "--service", "nobody"), "there is no service 'nobody'"),
        (("up", "--port", "nobody=1"), "there is no 'nobody'"),
        (("up", "--port", "tracking=many"), "'many' is no port number"),
    ],
)
def test_a_command_that_is_wrong_is_told_in_one_line(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    assert said in one_line(ekey(*words, environment=nothing_here(tmp_path)), 2)


@pytest.mark.parametrize("command", ["demo", "up"])
def test_a_wrong_example_is_named_before_anything_starts(command: str, tmp_path: Path) -> None:
    (tmp_path / "world.yaml").write_text("bodies: []\nstaff: []\nstaff_password: short\n")
    line = one_line(ekey(command, str(tmp_path), environment=nothing_here(tmp_path / "state")), 2)
    assert "world.yaml" in line
    assert not (tmp_path / "state").exists()


@pytest.mark.parametrize("command", ["status", "audit", "replay"])
def test_an_unknown_number_is_told_in_one_line(command: str, system: System) -> None:
    line = one_line(ekey(command, "EK-ZZZZZZZZZZZZ", environment=system.environment()), 1)
    assert line == "error: no application has the number EK-ZZZZZZZZZZZZ"


def test_what_is_no_number_is_told_without_asking(system: System) -> None:
    assert "'EK-1' is no application number" in one_line(ekey("status", "EK-1", environment=system.environment()), 1)


def test_a_wrong_password_is_told_in_one_line(system: System) -> None:
    line = one_line(ekey("lag", environment=system.environment(EKEY_OPERATOR_PASSWORD="wrong")), 1)
    assert "signing in as operator@ekey.example" in line
    assert "401" in line


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("status", NUMBER), STATUS),
        (("audit", NUMBER), [STEP]),
        (("explain", NUMBER), [LIMIT]),
        (("replay", NUMBER), [{"service": "application", "stream": STREAM}]),
        (("replay", CASE, "--service", "application"), [{"service": "application", "stream": STREAM}]),
        (("parked",), [{"service": "application", **PARKED}]),
        (("lag",), [progress(name) for name in SERVICES]),
        (("lag", "--service", "delivery"), [progress("delivery")]),
        (("resync", "application", "verification", "5"), {"to": 11}),
    ],
)
def test_for_programs_every_answer_is_json(words: tuple[str, ...], answer: object, system: System) -> None:
    done = ekey(*words, "--json", environment=system.environment())
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == answer


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("status", NUMBER), ["verifying", "初审中 / being verified"]),
        (
            ("audit", NUMBER),
            ["2026-11-02 09:30:00.123", "MaterialsConfirmed", "enterprise", "1:7", "已确认上传 / uploads confirmed"],
        ),
        (
            ("explain", NUMBER),
            ["通知领取目标 / notification (target) · way 1", "due 2026-02-24 · missed", "星期六 / Saturday", "春节调休上班"],
        ),
        (("replay", NUMBER), ["application · case", "DraftOpened", "→ Draft kind=first"]),
        (("parked",), ["ReviewPassed", "not_submitted"]),
        (("parked", "--service", "delivery"), ["nothing is parked"]),
        (("lag",), ["verification stopped at 5", "duplicate 4", "1:40"]),
    ],
)
def test_for_people_every_answer_is_a_table(words: tuple[str, ...], said: list[str], system: System) -> None:
    done = ekey(*words, environment=system.environment())
    assert (done.returncode, done.stderr) == (0, "")
    assert [phrase for phrase in said if phrase not in done.stdout] == []


def test_resync_reaches_the_service_that_stopped(system: System) -> None:
    system.told.clear()
    assert ekey("resync", "application", "verification", "5", environment=system.environment()).returncode == 0
    assert system.told == [("application", "/operate/resync", {"producer": "verification", "shard": 5})]
    assert "this shard is not stopped" in one_line(
        ekey("resync", "application", "verification", "6", environment=system.environment()), 1
    )


def test_a_state_is_told_by_what_changed_and_sealed_fields_stay_sealed() -> None:
    before = After(name="Draft", holds={"kind": "first", "person": {"name": "x"}, "kinds": ["import"]})
    after = After(
        is_="Filled", holds={"kind": "first", "person": {"sealed": "s2xK", "person": "1"}, "kinds": ["import", "export"]}
    )
    assert changes(before, after) == {"person": "(sealed)", "kinds[1]": "export", "person.name": "gone"}


def test_a_stream_that_nobody_has_is_told_in_one_line(system: System) -> None:
    unknown = "00000000-0000-4000-8000-000000000000"
    assert f"no stream {unknown}" in one_line(ekey("replay", unknown, environment=system.environment()), 1)
