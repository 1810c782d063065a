"""Does a service ever answer what its OpenAPI document does not say? Asked by schemathesis, as anybody, for what is there and what is not."""

from collections.abc import Generator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from chassis.actor import Actor
from tests.doors.asking import DOCUMENTS, Endpoint, endpoints, known
from tests.doors.house import CALLERS, House, house
from tests.doors.table import rows

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
SAID = ("method", "params", "headers", "cookies", "json", "data", "content", "files")
EXAMPLES = settings(
    max_examples=20,
    phases=[Phase.explicit, Phase.generate],
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
ROWS: dict[tuple[str, str, str], frozenset[str]] = {(row.service, row.method, row.path): row.opens for row in rows() if row.opens}


def plain(schema: Any) -> Any:
    """Without tuples: schemathesis rewrites them into a form that is no schema any more."""
    if isinstance(schema, list):
        return [plain(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: plain(part) for key, part in schema.items() if key != "prefixItems"}
    return kept | {"items": {"anyOf": plain(schema["prefixItems"])}} if "prefixItems" in schema else kept


SCHEMAS = {service: schemathesis.openapi.from_dict(plain(document)) for service, document in DOCUMENTS.items()}


@pytest.fixture(scope="module")
def lively(tmp_path_factory: pytest.TempPathFactory) -> Generator[House]:
    """It changes from question to question."""
    with house(tmp_path_factory.mktemp("schema")) as built:
        yield built


@pytest.mark.slow
@pytest.mark.parametrize("endpoint", list(endpoints()), ids=lambda e: f"{e.service} {e.name}")
def test_an_answer_is_what_the_document_says(lively: House, endpoint: Endpoint) -> None:
    operation = SCHEMAS[endpoint.service][endpoint.path][endpoint.method.upper()]
    there = {case: known(lively, endpoint.service, case) for case in ("arrived", "verifying", "reviewing")} | {"nowhere": {}}
    welcome = sorted(ROWS.get((endpoint.service, endpoint.method, endpoint.path), CALLERS))

    @EXAMPLES
    @given(
        case=operation.as_strategy(),
        caller=st.sampled_from(welcome) | st.sampled_from(CALLERS),
        place=st.sampled_from(sorted(there)),
    )
    def ask(case: Case, caller: str, place: str) -> None:
        case.path_parameters |= {name: there[place][name] for name in case.path_parameters if name in there[place]}
        actor = lively.who(caller, place if place in lively.plays else "arrived")
        answer = asked(lively, endpoint.service, actor, case)
        case.validate_response(answer, checks=CHECKS[:-1] if is_stream(answer) else CHECKS)

    ask()


def asked(house: House, service: str, actor: Actor, case: Case) -> httpx.Response:
    """The answer to a generated request."""
    said: dict[str, Any] = case.as_transport_kwargs(base_url="http://door")
    request = {name: said[name] for name in SAID if name in said}
    request |= {"files": [(name, as_file(content)) for name, content in request["files"]]} if request.get("files") else {}
    answer = house.ask(service, actor, path=said["url"].removeprefix("http://door"), **request)
    answer.request.read()  # a form with a file was sent as a stream
    return answer


def is_stream(answer: httpx.Response) -> bool:
    """A stream of events: OpenAPI 3.1 has no word for the form of each."""
    return answer.headers.get("content-type", "").startswith("text/event-stream")


def as_file(content: Any) -> tuple[str, bytes]:
    """Whatever was generated, as a file that is sent."""
    content = content[1] if isinstance(content, tuple) else content
    return "scan.png", content if isinstance(content, bytes) else str(content).encode()
