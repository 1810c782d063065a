"""Does the command line mend what an operator asks it to mend, and nothing else?"""

import json
from collections.abc import Iterator

import pytest

from tests.cli.system import REBUILT, System, small_system
from tests.cli.test_commands import ekey, one_line

PLACE = "verification/0/7"


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    with small_system() as running:
        yield running


def test_a_dry_run_shows_what_a_parked_message_would_do(system: System) -> None:
    system.told.clear()
    done = ekey("parked", "show", "application", PLACE, "--json", environment=system.environment())
    assert json.loads(done.stdout)["would"] == {"events": [], "reason": "refused: too_early"}
    assert system.told == []


@pytest.mark.parametrize(
    ("words", "path", "body"),
    [
        (("parked", "retry", "application", PLACE), f"/operate/parked/{PLACE}/retry", {}),
        (
            ("parked", "skip", "application", PLACE, "--reason", "sent twice"),
            f"/operate/parked/{PLACE}/skip",
            {"reason": "sent twice"},
        ),
        (("rehear", "application"), "/operate/rehear", {}),
        (("rebuild", "application", "cases_v1"), "/operate/views/cases_v1/rebuild", {}),
    ],
)
def test_each_act_reaches_its_service(system: System, words: tuple[str, ...], path: str, body: object) -> None:
    system.told.clear()
    done = ekey(*words, "--json", environment=system.environment())
    assert done.returncode == 0, done.stderr
    assert system.told == [("application", path, body)]


def test_a_rebuild_tells_the_difference_to_the_live_view(system: System) -> None:
    done = ekey("rebuild", "application", "cases_v1", "--json", environment=system.environment())
    assert json.loads(done.stdout) == REBUILT


@pytest.mark.parametrize("place", ["7", "verification/0", "verification/0/x", "../0/7"])
def test_a_place_that_is_none_is_told_in_one_line(system: System, place: str) -> None:
    assert "is no place of a message" in one_line(
        ekey("parked", "retry", "application", place, environment=system.environment()), 1
    )


def test_skipping_asks_a_reason(system: System) -> None:
    assert "--reason" in one_line(ekey("parked", "skip", "application", PLACE, environment=system.environment()), 2)
