"""Is every way to ask badly told clearly, at every door, and does nothing change by it?"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import httpx
import pytest

from chassis.app import BODY_LIMIT, UPLOAD_LIMIT
from tests.doors.asking import CHANGING, DOCUMENTS, Endpoint, Schema, asked, endpoints, known, resolved
from tests.doors.house import House
from tests.doors.table import Row, rows
from tests.doors.test_roles import code

ROWS: Mapping[tuple[str, str, str], Row] = {(row.service, row.method, row.path): row for row in reversed(list(rows()))}
ALL = list(endpoints())
JSON = [e for e in ALL if e.body is not None]
SENT = [e for e in ALL if e.method in CHANGING]
WRONG: Mapping[str, Any] = {"string": 1, "boolean": "yes", "integer": "one", "number": "one", "array": {}, "object": []}


def name(endpoint: Endpoint) -> str:
    return f"{endpoint.service} {endpoint.name}"


def request_of(house: House, endpoint: Endpoint) -> tuple[Row, dict[str, Any]]:
    """A right request, ready to be spoilt."""
    row = ROWS[endpoint.service, endpoint.method, endpoint.path]
    return row, asked(endpoint, known(house, endpoint.service, row.case))


def ask(house: House, row: Row, request: dict[str, Any]) -> httpx.Response:
    """As somebody who may come in; nothing is stored by it."""
    caller = next(iter(sorted(row.opens - {"nobody"}) or sorted(row.hides)))
    before = house.position(row.service)
    answer = house.ask(row.service, house.who(caller, row.case), **request)
    assert house.position(row.service) == before, "something was stored"
    assert str(answer.status_code) in {*DOCUMENTS[row.service]["paths"][row.path][row.method]["responses"], "405"}, answer.text
    return answer


def fields(endpoint: Endpoint, schema: Schema, *path: str) -> Iterator[tuple[tuple[str, ...], Schema, bool]]:
    """Every field of a body, also of objects in it: its path, its schema, whether it must be there."""
    for key, of in schema.get("properties", {}).items():
        found = resolved(endpoint.service, of)
        yield (*path, key), found, key in schema.get("required", [])
        if found.get("type") == "object" and key in schema.get("required", []):
            yield from fields(endpoint, found, *path, key)


def put(body: Any, path: tuple[str, ...], said: Any) -> Any:
    """The body with another value there."""
    changed = deepcopy(body)
    place = changed
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = said
    return changed


def without(body: Any, path: tuple[str, ...]) -> Any:
    changed = put(body, path, None)
    place = changed
    for part in path[:-1]:
        place = place[part]
    del place[path[-1]]
    return changed


def named(answer: httpx.Response) -> set[str]:
    """The fields that a refusal names."""
    assert (answer.status_code, code(answer)) == (422, "invalid"), answer.text
    return {error["field"] for error in answer.json()["errors"]}


@pytest.mark.parametrize("endpoint", JSON, ids=name)
def test_a_field_of_the_wrong_type_is_named(standing: House, endpoint: Endpoint) -> None:
    row, request = request_of(standing, endpoint)
    for path, schema, _ in fields(endpoint, endpoint.body or {}):
        wrong = WRONG.get(schema.get("type", ""), [[]])
        answer = ask(standing, row, {**request, "json": put(request["json"], path, wrong)})
        assert any(found.startswith(".".join(path)) for found in named(answer)), (path, answer.text)


@pytest.mark.parametrize("endpoint", JSON, ids=name)
def test_a_field_that_is_missing_is_named(standing: House, endpoint: Endpoint) -> None:
    row, request = request_of(standing, endpoint)
    needed = [path for path, _, must in fields(endpoint, endpoint.body or {}) if must]
    for path in needed:
        assert ".".join(path) in named(ask(standing, row, {**request, "json": without(request["json"], path)}))


@pytest.mark.parametrize("endpoint", JSON, ids=name)
def test_a_field_that_nobody_knows_is_named(standing: House, endpoint: Endpoint) -> None:
    row, request = request_of(standing, endpoint)
    objects = [
        (),
        *(path for path, schema, must in fields(endpoint, endpoint.body or {}) if must and schema.get("type") == "object"),
    ]
    for path in objects:
        spoilt = put(request["json"], (*path, "colour"), "red")
        assert ".".join((*path, "colour")) in named(ask(standing, row, {**request, "json": spoilt}))


@pytest.mark.parametrize("endpoint", JSON, ids=name)
def test_every_text_and_list_has_an_end(standing: House, endpoint: Endpoint) -> None:
    """A body's limit is no substitute: each field says how much it takes."""
    row, request = request_of(standing, endpoint)
    for path, schema, _ in fields(endpoint, endpoint.body or {}):
        much: Any = "x" * 20_000 if schema.get("type") == "string" else ["x"] * 5_000
        if schema.get("type") in {"string", "array"}:
            answer = ask(standing, row, {**request, "json": put(request["json"], path, much)})
            assert any(found.startswith(".".join(path)) for found in named(answer)), (path, answer.text[:300])


@pytest.mark.parametrize("endpoint", JSON, ids=name)
@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"null", b"[]", b'"text"', b"[" * 50_000, b'{"a": NaN}'])
def test_what_is_no_json_object_is_refused(standing: House, endpoint: Endpoint, content: bytes) -> None:
    if endpoint.may_be_empty and content in {b"", b"null"}:
        pytest.skip("needs no body")
    row, request = request_of(standing, endpoint)
    del request["json"]
    answer = ask(standing, row, {**request, "content": content, "headers": {"Content-Type": "application/json"}})
    assert (answer.status_code, code(answer)) in {(422, "invalid"), (400, "unreadable")}, answer.text


@pytest.mark.parametrize("endpoint", SENT, ids=name)
def test_a_body_that_is_too_large_is_refused(standing: House, endpoint: Endpoint) -> None:
    row, request = request_of(standing, endpoint)
    request = {key: said for key, said in request.items() if key not in {"json", "files"}}
    more: dict[str, Any] = {"content": b" " * (BODY_LIMIT + 1), "headers": {"Content-Type": "application/json"}}
    if endpoint.takes_file:
        more = {"files": {"file": ("scan.png", bytes(UPLOAD_LIMIT + 1), "image/png")}}
    answer = ask(standing, row, {**request, **more})
    assert (answer.status_code, code(answer)) == (413, "too_large")


@pytest.mark.parametrize("endpoint", [e for e in ALL if e.takes_file], ids=name)
def test_an_upload_without_its_file_is_refused(standing: House, endpoint: Endpoint) -> None:
    row, request = request_of(standing, endpoint)
    file = request.pop("files")["file"]
    for more in ({}, {"files": {"other": file}}, {"data": {"file": "text"}}, {"json": {"file": "text"}}):
        assert named(ask(standing, row, {**request, **more})) == {"file"}


ODD = ["%00", "%F0%9F%92%A9", "x" * 300, "..%2F..", "'%20OR%201=1--", "%25s", "%E2%80%AE"]


@pytest.mark.parametrize("endpoint", [e for e in ALL if e.parameters("path")], ids=name)
def test_an_odd_word_in_a_path_is_refused_or_unknown(standing: House, endpoint: Endpoint) -> None:
    row, request = request_of(standing, endpoint)
    names = known(standing, endpoint.service, row.case)
    for parameter in endpoint.parameters("path"):
        for odd in ODD:
            path = endpoint.path.replace(f"{{{parameter['name']}}}", odd)
            for other in endpoint.parameters("path"):
                path = path.replace(f"{{{other['name']}}}", str(names.get(other["name"], "1")))
            answer = ask(standing, row, {**request, "path": path})
            assert answer.status_code in {404, 405, 409, 422}, (path, answer.text)
            assert code(answer)


@pytest.mark.parametrize("service", DOCUMENTS)
def test_a_method_that_a_door_does_not_know_is_told(standing: House, service: str) -> None:
    for path, operations in DOCUMENTS[service]["paths"].items():
        other = next(method for method in ("DELETE", "PATCH") if method.lower() not in operations)
        answer = standing.ask(service, standing.who("operator@MOFCOM"), other, path.replace("{", "").replace("}", ""))
        assert (answer.status_code, code(answer)) == (405, "method_not_allowed"), path
