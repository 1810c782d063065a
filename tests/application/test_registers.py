"""Are the files of bodies, earlier keys and user names read as they are meant, and wrong ones named?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
import yaml

from chassis.keyed import Keyed
from chassis.settings import Misconfigured
from chassis.testing import SECRET, SeededChance, memory_doors, new_world
from chassis.virtual import VirtualClock
from services.application.adapters.registers import (
    KeyedNameAssigner,
    bodies_from,
    earlier_keys_from,
    name_register_from,
    profiles_from,
)
from services.application.main import build
from tests.application.world import BODIES, KEYS, USERS

TODAY = date(2026, 2, 9)


def written(folder: Path, name: str, rows: object) -> str:
    path = folder / "register.yaml"
    path.write_text(yaml.safe_dump({name: rows}, allow_unicode=True), encoding="utf-8")
    return str(path)


def test_a_city_with_its_own_planning_goes_before_its_province(tmp_path: Path) -> None:
    bodies = bodies_from(written(tmp_path, "bodies", BODIES))
    assert [body.code for body in bodies.serving("330200", TODAY)] == ["NB", "ZJ"]
    assert [body.code for body in bodies.serving("330203", TODAY)] == ["NB", "ZJ"]
    assert [body.code for body in bodies.serving("330100", TODAY)] == ["ZJ"]
    assert bodies.serving("440000", TODAY) == ()
    point = bodies.find("NB")
    assert point is not None
    assert point.pick_up is not None
    assert point.pick_up.name_en == "Service Hall"


async def test_keys_and_names_are_found_however_they_are_written(tmp_path: Path) -> None:
    keys = earlier_keys_from(written(tmp_path, "keys", KEYS))
    found = await keys.named("SRT01 ")
    assert found is not None
    assert (found.key, found.state) == ("K-11", "active")
    assert await keys.find("k-11") == found
    assert await keys.of("91330100MA0EXA1113") == (found,)
    names = name_register_from(written(tmp_path, "users", USERS))
    assert await names.owner("Ｌathe.Spindle") == "91330100MA0EXA031F"
    assert await names.owner("nobody") == ""


async def test_without_files_nothing_is_known() -> None:
    assert bodies_from("").all() == ()
    assert await earlier_keys_from("").find("K-11") is None
    assert await name_register_from("").owner("willow") == ""


@pytest.mark.parametrize(("name", "read"), [("bodies", bodies_from), ("keys", earlier_keys_from), ("users", name_register_from)])
def test_a_wrong_row_is_named(tmp_path: Path, name: str, read: Callable[[str], object]) -> None:
    path = written(tmp_path, name, [{"zh": "x"}])
    with pytest.raises(ValueError, match=f"register.yaml: {name}"):
        read(path)


async def test_assigned_names_are_stable_and_differ_by_case_and_attempt() -> None:
    assigner = KeyedNameAssigner(Keyed(SECRET))
    one, again, next_one, other = [
        await assigner.candidate(UUID(int=case), attempt) for case, attempt in ((1, 0), (1, 0), (1, 1), (2, 0))
    ]
    assert one == again
    assert len({one, next_one, other}) == 3
    assert one.startswith("ek")
    assert len(one) == 10


@pytest.mark.parametrize(
    ("settings", "said"), [({"policy_profile": "1999"}, "POLICY_PROFILE"), ({"bodies": "/nowhere.yaml"}, "nowhere")]
)
def test_a_wrong_setting_stops_the_service_before_it_starts(tmp_path: Path, settings: dict[str, str], said: str) -> None:
    world = new_world(VirtualClock())
    doors = memory_doors(
        clock=world.clock, vault=world.vault, mail=world.mail, chance=SeededChance(), folder=tmp_path, settings=settings
    )
    with pytest.raises(Misconfigured, match=said):
        build(doors)
    assert build(replace(doors, settings={})).name == "application"


def test_a_closed_bodys_cases_go_to_its_successor_from_the_day_on(tmp_path: Path) -> None:
    """docs/states.md §7 #22."""
    closing = [row | ({"closes_on": date(2026, 3, 1), "successor": "ZJ"} if row["code"] == "NB" else {}) for row in BODIES]
    bodies = bodies_from(written(tmp_path, "bodies", closing))
    before, after = date(2026, 2, 28), date(2026, 3, 1)
    assert [body.code for body in bodies.serving("330200", before)] == ["NB", "ZJ"]
    assert [body.code for body in bodies.serving("330200", after)] == ["ZJ"]
    assert (bodies.in_charge("NB", before), bodies.in_charge("NB", after), bodies.in_charge("SH", after)) == ("NB", "ZJ", "SH")


@pytest.mark.parametrize("successor", ["", "NB", "P", "XX"])
def test_a_body_that_closes_names_another_issuing_body(tmp_path: Path, successor: str) -> None:
    closing = [row | ({"closes_on": date(2026, 3, 1), "successor": successor} if row["code"] == "NB" else {}) for row in BODIES]
    with pytest.raises(ValueError, match="NB closes"):
        bodies_from(written(tmp_path, "bodies", closing))


def test_bodies_that_succeed_each_other_in_a_circle_end_somewhere(tmp_path: Path) -> None:
    pairs = {"NB": "ZJ", "ZJ": "NB"}
    circle = [
        row | {"closes_on": date(2026, 3, 1), "successor": pairs[row["code"]]} if row["code"] in pairs else row for row in BODIES
    ]
    bodies = bodies_from(written(tmp_path, "bodies", circle))
    assert bodies.in_charge("NB", date(2026, 4, 1)) in {"NB", "ZJ"}


def test_an_enterprises_profile_goes_before_its_bodys_and_that_before_the_default(tmp_path: Path) -> None:
    rows = [{"credit_code": "91310000MA0EXA242H", "profile": "2024"}, {"body": "NB", "profile": "dated"}]
    profiles = profiles_from(written(tmp_path, "profiles", rows), "2022", ("2022", "2024", "dated"))
    assert profiles.of("91310000MA0EXA242H", "NB") == "2024"
    assert profiles.of("91330200MA0EXA090P", "NB") == "dated"
    assert profiles.of("91330200MA0EXA090P", "") == "2022"
    assert profiles_from("", "", ()).of("91310000MA0EXA242H", "SH") == ""


@pytest.mark.parametrize(
    "row", [{"profile": "2024"}, {"credit_code": "a", "body": "b", "profile": "2024"}, {"body": "b", "profile": "x"}]
)
def test_a_wrong_row_of_profiles_is_named(tmp_path: Path, row: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="profiles"):
        profiles_from(written(tmp_path, "profiles", [row]), "", ("2022", "2024"))
