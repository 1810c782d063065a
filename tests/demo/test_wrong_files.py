"""A file that cannot be played is named with line and reason before anything starts."""

import shutil
from pathlib import Path

import pytest

from ekey.demo.format import WrongFile, read_examples

EXAMPLES = Path(__file__).parents[2] / "examples"
NAME = "E01-ordinary-first.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("world.yaml", NAME):
        shutil.copy(EXAMPLES / name, tmp_path / name)
    return tmp_path


def change(folder: Path, old: str, new: str, name: str = NAME) -> int:
    """Replace text once; answers the line where it stands."""
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) >= 1
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def refused(folder: Path) -> WrongFile:
    with pytest.raises(WrongFile) as caught:
        read_examples(folder)
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("fee:", "fees:", "not permitted"),
        ("code: 91330100MA0EXA015R", "code: 91330100MA0EXA015X", "no valid unified social credit code"),
        ("applicant: register", "applicant: registers", "cannot `registers`"),
        ("applicant: register", "aplicant: register", "nobody is called `aplicant`"),
        ("ZJ-v1: claim", "ZJ-v9: claim", "`ZJ-v9` is no account of this world"),
        ("ZJ-v1: claim", "ZJ-v1: produce", "`ZJ-v1` cannot `produce`"),
        ("P-d: pack", "way: pack", "no way is called `pack`"),
        ("  - P-d: pack", "  - pack", "an act is a line like"),
        ("applicant: download", "applicant: wait", "`wait` needs `state`"),
        ("rounds: 1", "rounds: one", "valid integer"),
        ("bound: true", "state: completed", "`state` is said twice"),
        ('fee: "0"', "fee: @0", "is no YAML"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_reason(folder: Path, old: str, new: str, reason: str) -> None:
    line = change(folder, old, new)
    wrong = refused(folder)
    assert (wrong.path.name, wrong.line) == (NAME, line)
    assert reason in wrong.reason
    assert str(wrong).startswith(f"{folder / NAME}:{line}: ")


def test_an_argument_that_a_verb_does_not_take_is_named(folder: Path) -> None:
    line = change(folder, "  - applicant: sign_in\n", "  - applicant: sign_in\n    waybill: SF-1\n")
    wrong = refused(folder)
    assert wrong.line == line
    assert "`sign_in` takes no waybill" in wrong.reason


def test_a_missing_enterprise_is_named(folder: Path) -> None:
    change(folder, "enterprise:", "firm:")
    assert "enterprise: Field required" in refused(folder).reason


def test_a_way_that_leads_to_itself_is_named(folder: Path) -> None:
    line = change(folder, "  apply: [{way: [register,", "  apply: [{way: [apply,", "world.yaml")
    wrong = refused(folder)
    assert (wrong.path.name, wrong.line) == ("world.yaml", line)
    assert "the way `apply` leads to itself" in wrong.reason


def test_a_member_of_staff_of_no_body_is_named(folder: Path) -> None:
    change(folder, "body: NB, roles: [verifier]", "body: XX, roles: [verifier]", "world.yaml")
    assert "`XX`, which is no body of this world" in refused(folder).reason


def test_an_invalid_resident_id_of_staff_is_named(folder: Path) -> None:
    line = change(folder, '"330102190001030012"', '"330102190001030013"', "world.yaml")
    wrong = refused(folder)
    assert wrong.line == line
    assert "no valid resident ID number" in wrong.reason


def test_an_enterprise_that_no_body_serves_is_named(folder: Path) -> None:
    line = change(folder, "code: 91330100MA0EXA015R", "code: 91110000600037341L")
    wrong = refused(folder)
    assert wrong.line == line
    assert "no issuing body of this world serves the enterprise" in wrong.reason


def test_two_examples_of_one_enterprise_are_refused(folder: Path) -> None:
    shutil.copy(folder / NAME, folder / "E99-again.yaml")
    assert "E99 and E01 both use 91330100MA0EXA015R" in refused(folder).reason


def test_a_folder_without_world_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path).path == tmp_path / "world.yaml"


def test_a_folder_without_examples_is_named(folder: Path) -> None:
    (folder / NAME).unlink()
    assert "holds no example" in refused(folder).reason


def test_an_instant_in_a_world_without_a_clock_is_named(folder: Path) -> None:
    change(folder, "  - applicant: sign_in\n", "  - applicant: sign_in\n    at: 2026-02-09T10:00:00+08:00\n")
    assert "E01 says `at`, but this world has no `clock`" in refused(folder).reason


def test_an_instant_without_its_zone_is_named(folder: Path) -> None:
    change(folder, "  - applicant: sign_in\n", "  - applicant: sign_in\n    at: 2026-02-09T10:00:00\n")
    assert "timezone" in refused(folder).reason


def test_two_applications_do_not_move_one_clock(tmp_path: Path) -> None:
    for path in (EXAMPLES / "spring-festival").iterdir():
        shutil.copy(path, tmp_path / path.name)
    twin = (tmp_path / "E25-over-spring-festival.yaml").read_text(encoding="utf-8")
    other = twin.replace("91330200MA0EXA250Y", "91330200MA0EXA170B").replace("office@red", "other@red")
    (tmp_path / "E26-twin.yaml").write_text(other, encoding="utf-8")
    assert "must be alone in it" in refused(tmp_path).reason


def test_a_profile_of_nobody_is_named(folder: Path) -> None:
    change(folder, "{credit_code: 91310000MA0EXA242H, profile", "{profile", "world.yaml")
    assert "a profile is chosen for a credit_code or for a body" in refused(folder).reason
