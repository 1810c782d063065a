"""Is the same wish under the same key done once, and another wish under it refused? At every door that stores something."""

from collections.abc import Generator, Iterator
from typing import Any

import httpx
import pytest

from tests.doors.asking import CHANGING, Endpoint, asked, endpoints, known
from tests.doors.house import House, house
from tests.doors.table import Row, rows
from tests.doors.test_roles import code

# What must have been stored, so that its repeat was seen; the other doors refuse in this house, and then no key is taken.
# Verification comes first: an application that was withdrawn leaves its desk.
STORED = {
    "verification": {"POST /tasks/{number}/claim", "PUT /tasks/{number}/checks", "PUT /tasks/{number}/checks/{item}"},
    "registration": {"POST /registrations", "POST /staff", "POST /signing-keys/rotation", "PUT /me/postal-address"},
    "application": {"POST /cases", "POST /cases/{number}/withdraw"},
    "production": {"POST /tokens", "POST /consignments"},
    "delivery": {"PUT /keys/{number}/preference", "POST /keys/{number}/post", "POST /keys/{number}/receipt"},
}
ENDPOINTS = {(e.service, e.method, e.path): e for e in endpoints() if e.method in CHANGING}
LAST = ("/withdraw", "/rotation", "/rebuild", "/receipt", "/notify", "/hand-over")


@pytest.fixture(scope="module")
def lively(tmp_path_factory: pytest.TempPathFactory) -> Generator[House]:
    """It changes from test to test."""
    with house(tmp_path_factory.mktemp("repeats")) as built:
        yield built


def wishes(service: str) -> Iterator[tuple[Row, Endpoint, str]]:
    """Every line of the table that changes something, as one who may; what ends a case comes last."""
    lines = [row for row in rows() if row.service == service and row.method in CHANGING and row.opens - {"nobody"}]
    for row in sorted(lines, key=lambda row: row.path.endswith(LAST)):
        caller = "stranger" if "stranger" in row.opens else min(row.opens - {"nobody"})
        yield row, ENDPOINTS[row.service, row.method, row.path], caller


@pytest.mark.parametrize("service", STORED)
def test_a_repeat_is_answered_again_and_changes_nothing(lively: House, service: str) -> None:
    stored: set[str] = set()
    fences: dict[str, str] = {}
    for row, endpoint, caller in wishes(service):
        request = asked(endpoint, {**known(lively, service, row.case), **fences})
        key = {"Idempotency-Key": f"{endpoint.name} {row.case}"}
        before = lively.position(service)
        first = ask(lively, row, caller, request, key)
        if lively.position(service) == before or first.status_code >= 400:
            assert first.status_code != 500, first.text
            continue
        lively.run(lively.world.settle())
        stored.add(endpoint.name)
        fences |= {name: str(said) for name, said in first.json().items() if name == "fence"}
        assert_repeated(lively, row, caller, request, key, first)
        assert_not_reused(lively, row, caller, request, key)
    assert stored >= STORED[service]


def ask(house: House, row: Row, caller: str, request: dict[str, Any], key: dict[str, str]) -> httpx.Response:
    return house.ask(row.service, house.who(caller, row.case), **request, headers=key)


def assert_repeated(
    house: House, row: Row, caller: str, request: dict[str, Any], key: dict[str, str], first: httpx.Response
) -> None:
    before = house.position(row.service)
    again = ask(house, row, caller, request, key)
    assert (again.status_code, again.json(), again.headers["ekey-replayed"]) == (first.status_code, first.json(), "1"), row
    assert house.position(row.service) == before, row


def assert_not_reused(house: House, row: Row, caller: str, request: dict[str, Any], key: dict[str, str]) -> None:
    before = house.position(row.service)
    other = ask(house, row, caller, {**request, "params": {"another": "wish"}}, key)
    assert (other.status_code, code(other)) == (422, "idempotency_key_reused"), row
    assert house.position(row.service) == before, row
