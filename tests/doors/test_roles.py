"""Does every door open to those who may come, and to nobody else? Every endpoint, every role, one's own body and another."""

from collections import Counter
from typing import Any

import httpx
import pytest
from starlette.routing import Route

from tests.doors.asking import DOCUMENTS, Endpoint, asked, endpoints, known
from tests.doors.house import CALLERS, House
from tests.doors.table import Row, rows

ROWS = list(rows())
ENDPOINTS = {(e.service, e.method, e.path): e for e in endpoints()}
LISTS = [e for e in endpoints() if e.method == "get" and "{" not in e.path and "/operate" not in e.path]
PAGES = {"/openapi.json", "/docs", "/docs/api", "/announcements.json"}


def door(row: Row) -> tuple[str, str, str]:
    return row.service, row.method, row.path


def code(answer: httpx.Response) -> str:
    """The stable code of a problem, in both languages; empty for a success."""
    if answer.status_code < 400:
        return ""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    said = answer.json()
    assert said["zh"]
    assert said["en"]
    return said["type"].removeprefix("urn:ekey:problem:")


def test_every_door_has_its_line_in_the_table() -> None:
    assert {door(row) for row in ROWS} == set(ENDPOINTS)


def test_no_line_stands_twice() -> None:
    assert [line for line, times in Counter((*door(row), row.case) for row in ROWS).items() if times > 1] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.service} {row.method} {row.path} {row.case}")
def test_a_door_opens_to_those_who_may_and_hides_from_others_what_they_may_not_see(standing: House, row: Row) -> None:
    endpoint = ENDPOINTS[door(row)]
    here, nowhere = asked(endpoint, known(standing, row.service, row.case)), asked(endpoint, {})
    found: dict[str, str] = {}
    for caller in CALLERS:
        match row.expected(caller):
            case "open":
                found[caller] = opened(standing, row, caller, here)
            case "hidden":
                found[caller] = hidden(standing, row, caller, here, nowhere)
            case "forbidden":
                found[caller] = denied(standing, row, caller, here, 403, "forbidden")
            case _:
                found[caller] = denied(standing, row, caller, here, 401, "unauthenticated")
    assert {caller: said for caller, said in found.items() if said} == {}


def opened(house: House, row: Row, caller: str, request: dict[str, Any]) -> str:
    """Comes in: whatever is said there then, it is said to somebody who may be there. Nothing is stored meanwhile."""
    with house.shut(row.service):
        answer = house.ask(row.service, house.who(caller, row.case), **request)
    wrong = code(answer) in {"unauthenticated", "forbidden", "not_found", "unexpected"}
    return f"should be open, told {answer.status_code} {answer.text[:200]}" if wrong else ""


def hidden(house: House, row: Row, caller: str, here: dict[str, Any], nowhere: dict[str, Any]) -> str:
    """What one may not see, and what never was, cannot be told apart."""
    said = denied(house, row, caller, here, 404, "not_found")
    answers = [house.ask(row.service, house.who(caller, row.case), **request) for request in (here, nowhere)]
    return said or ("" if len({(a.status_code, a.content) for a in answers}) == 1 else f"told apart: {[a.text for a in answers]}")


def denied(house: House, row: Row, caller: str, request: dict[str, Any], status: int, said: str) -> str:
    before = house.position(row.service)
    answer = house.ask(row.service, house.who(caller, row.case), **request)
    if (answer.status_code, code(answer)) != (status, said):
        return f"should be {status}, told {answer.status_code} {answer.text[:200]}"
    return "" if house.position(row.service) == before else "something was stored"


@pytest.mark.parametrize("endpoint", LISTS, ids=lambda e: f"{e.service} {e.path}")
def test_a_list_shows_nothing_of_another_enterprise_or_body(standing: House, endpoint: Endpoint) -> None:
    secrets = [play.number for play in standing.plays.values() if play.cases]
    secrets += [play.example.enterprise.name.zh for play in standing.plays.values()]
    for caller in ("stranger", "verifier@NB", "receiver@NB", "supervisor@NB"):
        request = asked(endpoint, {})
        answer = standing.ask(endpoint.service, standing.who(caller), **request)
        own = standing.plays["nothing"].example.enterprise.name.zh if caller == "stranger" else ""
        assert [secret for secret in secrets if secret in answer.text and secret != own] == [], caller


@pytest.mark.parametrize("service", DOCUMENTS)
def test_no_door_is_missing_in_the_document(standing: House, service: str) -> None:
    app: Any = standing.world.services[service].app
    routes = {route.path for route in app.routes if isinstance(route, Route)}
    assert routes - set(DOCUMENTS[service]["paths"]) - PAGES == set()
