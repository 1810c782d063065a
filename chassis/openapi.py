"""How does a service describe its doors? As FastAPI derives it, and what stands before every door: tokens, repeats, problems."""

from typing import Any

from fastapi import FastAPI

from chassis.problem import MEDIA_TYPE

PROBLEM = {"$ref": "#/components/schemas/ProblemBody"}
SEARCHES = frozenset({"get", "head", "options"})
BEARER = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "registration: POST /sessions",
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "同一键再次提交得到同一答复 / the same key again gets the same answer",
    "schema": {"type": "string"},
}
WAIT_FOR = {
    "name": "EKey-Wait-For",
    "in": "header",
    "required": False,
    "description": "等待先前答复中 EKey-Position 所指的写入 / wait for the writes that an EKey-Position header named, at most five seconds",
    "schema": {"type": "string"},
}


def describe(app: FastAPI) -> None:
    """From now on `app.openapi()` tells the whole truth."""
    derive = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            complete(derive())
        return derive()

    app.openapi = openapi


def complete(document: dict[str, Any]) -> None:
    """Add to the document what the middleware does to every operation."""
    components = document.setdefault("components", {})
    components["securitySchemes"] = {"bearer": BEARER}
    components["parameters"] = {"IdempotencyKey": IDEMPOTENCY_KEY, "WaitFor": WAIT_FOR}
    document["security"] = [{}, {"bearer": []}]
    for operations in document["paths"].values():
        for method, operation in operations.items():
            name = "WaitFor" if method in SEARCHES else "IdempotencyKey"
            operation.setdefault("parameters", []).append({"$ref": f"#/components/parameters/{name}"})
            for answer in operation["responses"].values():
                tell_media_type(answer)


def tell_media_type(answer: dict[str, Any]) -> None:
    """A problem is never told as the door's own media type."""
    if any(content.get("schema") == PROBLEM for content in answer.get("content", {}).values()):
        answer["content"] = {MEDIA_TYPE: {"schema": PROBLEM}}
