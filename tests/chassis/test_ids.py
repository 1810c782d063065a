"""Do random texts tell anything by themselves?"""

import re

from chassis.ids import SystemChance, crockford


def test_a_number_is_of_random_characters_that_nobody_misreads() -> None:
    drawn = [crockford(SystemChance(), 12) for _ in range(2_000)]
    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{12}", text) for text in drawn)
    assert len(set(drawn)) == len(drawn)


def test_every_place_of_a_number_takes_every_character() -> None:
    drawn = [crockford(SystemChance(), 12) for _ in range(2_000)]
    assert {len({text[place] for text in drawn}) for place in range(12)} == {32}
