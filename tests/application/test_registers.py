"""Are the files of bodies, earlier keys and user names read as they are meant, and wrong ones named?"""

from collections.abc import Callable
from dataclasses import replace
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
)
from services.application.main import build
from tests.application.world import BODIES, KEYS, USERS


def written(folder: Path, name: str, rows: object) -> str:
    path = folder / "register.yaml"
    path.write_text(yaml.safe_dump({name: rows}, allow_unicode=True), encoding="utf-8")
    return str(path)


def test_a_city_with_its_own_planning_goes_before_its_province(tmp_path: Path) -> None:
    bodies = bodies_from(written(tmp_path, "bodies", BODIES))
    assert [body.code for body in bodies.serving("330200")] == ["NB", "ZJ"]
    assert [body.code for body in bodies.serving("330203")] == ["NB", "ZJ"]
    assert [body.code for body in bodies.serving("330100")] == ["ZJ"]
    assert bodies.serving("440000") == ()
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
