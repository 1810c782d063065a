"""Which house do all doors belong to? One for the whole run; what changes it, builds its own."""

from collections.abc import Generator

import pytest

from tests.doors.house import House, house


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Generator[House]:
    """Nothing changes in it."""
    with house(tmp_path_factory.mktemp("doors")) as built:
        yield built
