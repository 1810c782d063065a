"""Every file of `examples/` can be played, and invents only valid identifiers."""

from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from chassis.clock import FileClock
from ekey.demo.codes import credit_code, is_credit_code, is_resident_id, resident_id
from ekey.demo.format import Examples, read_examples, unfolded, write_world
from ekey.demo.format.acts import VERBS, role_of
from ekey.demo.players import DOES

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def examples() -> Examples:
    return read_examples(EXAMPLES)


def test_the_spine_is_there(examples: Examples) -> None:
    names = [example.key for example in examples.examples]
    assert {"E01", "E02", "E03", "E09", "E11", "E16", "E27.01", "E27.20"} <= set(names)
    assert len([name for name in names if name.startswith("E27.")]) == 20


def test_every_credit_code_is_valid_and_used_once(examples: Examples) -> None:
    codes = [example.enterprise.code for example in examples.examples]
    assert all(map(is_credit_code, codes))
    assert len(set(codes)) == len(codes)


def test_every_resident_id_is_valid_and_of_1900(examples: Examples) -> None:
    handlers = [example.enterprise.handler for example in examples.examples]
    numbers = [h.id_number for h in handlers if h.id_type == "resident_id"] + [m.id_number for m in examples.world.staff]
    assert all(is_resident_id(number) and number[6:10] == "1900" for number in numbers)


def test_twenty_enterprises_spread_over_three_bodies_and_two_of_them_fail_once(examples: Examples) -> None:
    family = [example for example in examples.examples if example.key.startswith("E27.")]
    assert {example.body for example in family} == {"ZJ", "NB", "SH"}
    failing = [e.key for e in family if any(act.does == "fail" for act in unfolded(examples.world, e.acts))]
    assert failing == ["E27.05", "E27.14"]
    assert len({e.application.model_dump_json() for e in family}) >= 5


def test_generated_enterprises_are_the_same_every_time(examples: Examples) -> None:
    assert read_examples(EXAMPLES).examples == examples.examples


def test_every_verb_of_the_format_can_be_played() -> None:
    assert {role: set(verbs) for role, verbs in VERBS.items()} == {role: set(verbs) for role, verbs in DOES.items()}


def test_every_verb_is_described() -> None:
    described = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    missing = [verb for verbs in VERBS.values() for verb in verbs if f"`{verb}`" not in described]
    assert missing == []


def test_a_way_is_unfolded_into_its_acts(examples: Examples) -> None:
    e27 = next(example for example in examples.examples if example.key == "E27.01")
    acts = [f"{act.who}: {act.does}" for act in unfolded(examples.world, e27.acts)]
    assert acts[:3] == ["applicant: register", "applicant: activate", "applicant: sign_in"]
    assert acts[-1] == "applicant: bind"


@pytest.mark.parametrize(
    ("who", "role"),
    [("ZJ-v1", "verifier"), ("ZJ-r", "receiver"), ("P-r1", "reviewer"), ("P-d", "dispatcher"), ("applicant", "applicant")],
)
def test_an_account_tells_its_role(who: str, role: str) -> None:
    assert role_of(who) == role


def test_the_body_follows_from_the_division_of_the_code(examples: Examples) -> None:
    bodies = [examples.world.body_of(code) for code in ("91330200MA0EXA090P", "91330100MA0EXA015R", "N2330100MB0EXA2382")]
    assert [body.code if body else None for body in bodies] == ["NB", "ZJ", "ZJ"]
    assert examples.world.body_of("91110000600037341L") is None


def test_the_services_files_say_what_the_world_says(examples: Examples, tmp_path: Path) -> None:
    settings = write_world(examples.world, tmp_path)
    assert set(settings) == {"EKEY_BODIES", "EKEY_EARLIER_KEYS", "EKEY_ELECTROMECHANICAL", "EKEY_PROFILES"}
    bodies = yaml.safe_load(Path(settings["EKEY_BODIES"]).read_text(encoding="utf-8"))["bodies"]
    assert {body["code"]: body.get("division") for body in bodies}["NB"] == "330200"
    keys = yaml.safe_load(Path(settings["EKEY_EARLIER_KEYS"]).read_text(encoding="utf-8"))["keys"]
    assert next(key for key in keys if key["key"] == "K-11")["login_name"] == "srt01"
    users = yaml.safe_load(Path(settings["EKEY_ELECTROMECHANICAL"]).read_text(encoding="utf-8"))["users"]
    assert {"credit_code": "91330100MA0EXA031F", "login_name": "lathe.spindle"} in users


def test_a_world_says_whose_profile_is_another(examples: Examples, tmp_path: Path) -> None:
    settings = write_world(examples.world, tmp_path)
    profiles = yaml.safe_load(Path(settings["EKEY_PROFILES"]).read_text(encoding="utf-8"))["profiles"]
    assert profiles == [{"credit_code": "91310000MA0EXA242H", "profile": "2024"}]


def test_a_world_with_a_clock_begins_at_its_instant_and_goes_on(tmp_path: Path) -> None:
    world = read_examples(EXAMPLES / "spring-festival").world
    clock = FileClock(Path(write_world(world, tmp_path)["EKEY_CLOCK"]))
    first = clock.now()
    assert world.clock is not None
    assert timedelta(seconds=-1) < first - world.clock < timedelta(minutes=1)  # the offset is written to the microsecond
    assert clock.now() > first


@pytest.mark.parametrize("code", ["91110000600037341L", "N2320411MB0123456D", "Y1110000MA0000001Y"])
def test_known_credit_codes_are_valid(code: str) -> None:
    assert is_credit_code(code)
    assert credit_code(code[:17]) == code


@pytest.mark.parametrize("code", ["91110000600037341M", "91110000600037341", "9111000060003734IL", ""])
def test_broken_credit_codes_are_not(code: str) -> None:
    assert not is_credit_code(code)


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014", "34052419800101001X"])
def test_known_resident_ids_are_valid(number: str) -> None:
    assert is_resident_id(number)
    assert resident_id(number[:17]) == number


@pytest.mark.parametrize("number", ["110105194912310021", "110105194913310028", "11010519491231002"])
def test_broken_resident_ids_are_not(number: str) -> None:
    assert not is_resident_id(number)
