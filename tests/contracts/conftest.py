"""What do the tests of the contracts share? The six services, put together once."""

import pytest

from deploy.contracts.services import Services, services


@pytest.fixture(scope="session")
def found() -> Services:
    return services()
