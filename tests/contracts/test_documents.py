"""Do the documents tell the truth about topics and doors, and is a drift noticed?"""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from chassis.asyncapi import asyncapi
from deploy.contracts import FOLDER, documents
from deploy.contracts.services import Services, told

SERVICES = ("registration", "application", "verification", "production", "delivery", "tracking")
EACH = pytest.mark.parametrize("service", SERVICES)
ASYNCAPI: dict[str, Any] = json.loads((FOLDER / "asyncapi.json").read_text(encoding="utf-8"))
ASYNCAPI_SCHEMA = json.loads((Path(__file__).parent / "asyncapi-3.0.0" / "schema.json").read_text(encoding="utf-8"))


def doors(service: str) -> dict[str, Any]:
    return json.loads((FOLDER / "openapi" / f"{service}.json").read_text(encoding="utf-8"))


def operations(service: str) -> list[tuple[str, str, dict[str, Any]]]:
    return [(method, path, of) for path, methods in doors(service)["paths"].items() for method, of in methods.items()]


def faults(document: dict[str, Any]) -> list[str]:
    return [
        f"{list(error.absolute_path)}: {error.message[:200]}" for error in Draft7Validator(ASYNCAPI_SCHEMA).iter_errors(document)
    ]


def test_the_topics_are_described_in_asyncapi_3() -> None:
    assert ASYNCAPI["asyncapi"] == "3.0.0"
    assert faults(ASYNCAPI) == []


def test_a_document_that_is_not_asyncapi_3_is_found() -> None:
    assert faults(ASYNCAPI | {"channels": {"a": {"messages": 1}}})


@EACH
def test_each_service_describes_its_own_topics_in_asyncapi_3(service: str, found: Services) -> None:
    assert faults(asyncapi([found[service].blueprint], title=service)) == []


def test_every_announcement_is_sent_on_its_producers_topic(found: Services) -> None:
    sent = {
        (ASYNCAPI["channels"][name]["address"], name) for name, of in ASYNCAPI["operations"].items() if of["action"] == "send"
    }
    assert sent == {(producer, f"{producer}.{m.__name__}") for producer, models in told(found).items() for m in models}


def test_every_topic_that_a_service_hears_is_received(found: Services) -> None:
    received = {
        name: ASYNCAPI["channels"][of["channel"]["$ref"].split("/")[-1]]["address"]
        for name, of in ASYNCAPI["operations"].items()
        if of["action"] == "receive"
    }
    assert received == {f"{s}.hears.{producer}": producer for s, service in found.items() for producer in service.blueprint.hears}


def test_every_payload_is_the_contracts_own(found: Services) -> None:
    schemas = ASYNCAPI["components"]["schemas"]
    for models in told(found).values():
        for model in models:
            mine = model.model_json_schema(ref_template="#/components/schemas/{model}")
            assert schemas[model.__name__] == {name: of for name, of in mine.items() if name != "$defs"}
            for name, part in mine.get("$defs", {}).items():
                assert schemas[name] == part


def test_every_message_tells_its_headers() -> None:
    for message in ASYNCAPI["components"]["messages"].values():
        assert message["headers"] == {"$ref": "#/components/schemas/CloudEventHeaders"}
        assert message["correlationId"] == {"location": "$message.header#/ce_correlation"}


def test_every_message_that_is_sent_tells_its_key(found: Services) -> None:
    for producer, models in told(found).items():
        for model in models:
            message = ASYNCAPI["components"]["messages"][f"{producer}.{model.__name__}:Message"]
            assert message["bindings"]["kafka"]["key"]["description"] == f"`{model.key_field}`"


def test_a_document_that_lags_behind_the_code_is_found(tmp_path: Path, found: Services) -> None:
    documents.write(found, tmp_path)
    assert list(documents.check(found, tmp_path)) == []
    (tmp_path / "asyncapi.json").write_text("{}\n", encoding="utf-8")
    (tmp_path / "openapi" / "tracking.json").unlink()
    (tmp_path / "openapi" / "gone.json").write_text("{}\n", encoding="utf-8")
    assert [finding.split(";")[0] for finding in documents.check(found, tmp_path)] == [
        "asyncapi.json: is not what the code says",
        "openapi/tracking.json: is missing",
        "openapi/gone.json: describes no service",
    ]


@EACH
def test_every_operation_is_summed_up_in_both_languages_under_a_tag(service: str) -> None:
    for method, path, operation in operations(service):
        chinese, _, english = operation.get("summary", "").partition("/")
        assert any("一" <= c <= "鿿" for c in chinese), f"{method} {path}: no Chinese summary"
        assert any(c.isascii() and c.isalpha() for c in english), f"{method} {path}: no English summary"
        assert operation.get("tags"), f"{method} {path}: no tag"


@EACH
def test_every_operation_tells_its_problems_as_problem_json(service: str) -> None:
    for method, path, operation in operations(service):
        for status in ("401", "403", "404", "409", "413", "422", "503"):
            content = operation["responses"][status]["content"]
            assert content == {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemBody"}}}, (
                f"{method} {path}: {status}"
            )


@EACH
def test_every_operation_has_a_name_of_its_own(service: str) -> None:
    names = [operation["operationId"] for _, _, operation in operations(service)]
    assert len(names) == len(set(names))


@EACH
def test_every_answer_of_a_door_has_a_shape(service: str) -> None:
    """Health, feed and the operator's view are the chassis' own."""
    for method, path, operation in operations(service):
        successes = {status: of for status, of in operation["responses"].items() if status.startswith("2")}
        assert successes, f"{method} {path}"
        if operation["tags"][0] in ("health", "operate"):
            continue
        for answer in successes.values():
            assert answer.get("content"), f"{method} {path}: answers nothing"
            json_shape = answer["content"].get("application/json", {"schema": True}).get("schema")
            assert json_shape, f"{method} {path}: an answer without a shape"


@EACH
def test_a_door_can_be_asked_with_a_token_and_a_wish_again_under_its_key(service: str) -> None:
    document = doors(service)
    assert document["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    for method, _, operation in operations(service):
        names = [p["$ref"].split("/")[-1] for p in operation["parameters"] if "$ref" in p]
        assert names == ["WaitFor" if method == "get" else "IdempotencyKey"]
