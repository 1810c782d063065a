"""Which doors are there, and how does one ask at each of them rightly? From the services' own OpenAPI documents."""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st

from deploy.contracts.services import services
from tests.doors.house import House

Schema = dict[str, Any]

DOCUMENTS: Mapping[str, Schema] = {name: service.app.openapi() for name, service in services().items()}
CHANGING = frozenset({"post", "put", "patch", "delete"})
NOBODYS: Mapping[str, str] = {
    "number": "EK-ZZZZZZZZZZZZ",
    "serial": "00ff00ff00ff00ff",
    "certificate_serial": "00ff00ff00ff00ff",
    "token_serial": "T-NOBODYS",
    "producer": "application",
    "epoch": "1",
    "position": "999999",
}
UNKNOWN = UUID(int=404)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """One operation of one service."""

    service: str
    method: str
    path: str
    operation: Schema

    @property
    def name(self) -> str:
        return f"{self.method.upper()} {self.path}"

    @property
    def changes(self) -> bool:
        return self.method in CHANGING

    @property
    def body(self) -> Schema | None:
        """The schema of its JSON body."""
        content = self.operation.get("requestBody", {}).get("content", {})
        if "application/json" not in content:
            return None
        schema = resolved(self.service, content["application/json"]["schema"])
        return resolved(self.service, schema["anyOf"][0]) if "anyOf" in schema else schema

    @property
    def may_be_empty(self) -> bool:
        """Whether it needs no body."""
        return not self.operation.get("requestBody", {}).get("required")

    @property
    def takes_file(self) -> bool:
        return "multipart/form-data" in self.operation.get("requestBody", {}).get("content", {})

    def parameters(self, place: str) -> list[Schema]:
        found = [resolved(self.service, parameter) for parameter in self.operation.get("parameters", [])]
        return [parameter for parameter in found if parameter["in"] == place]


def resolved(service: str, schema: Schema) -> Schema:
    """Without `$ref`."""
    while "$ref" in schema:
        found: Schema = DOCUMENTS[service]
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


def endpoints(service: str = "") -> Iterator[Endpoint]:
    """Every door of every service, or of one."""
    for name in (service,) if service else DOCUMENTS:
        for path, operations in DOCUMENTS[name]["paths"].items():
            for method, operation in operations.items():
                yield Endpoint(service=name, method=method, path=path, operation=operation)


def known(house: House, service: str, case: str) -> Mapping[str, str]:
    """What is called by these names in this case."""
    play, arrived = house.plays[case], house.plays["arrived"]
    return {
        "number": play.number,
        "account_id": play.account_id,
        "consignment_id": arrived.consignment,
        "token_serial": arrived.token_serial,
        "serial": certificate_of(house),
        "certificate_serial": certificate_of(house),
        "stream": str(house.world.servers[service].facts[0].stream),
        "table": house.world.services[service].blueprint.views[0].table,
    }


def certificate_of(house: House) -> str:
    """The serial of the certificate of the key that arrived."""
    path = f"/keys/{house.plays['arrived'].number}"
    return house.ask("delivery", house.who("owner"), "GET", path).json()["certificate_serial"]


def asked(endpoint: Endpoint, names: Mapping[str, str]) -> dict[str, Any]:
    """Path, query and body of a request that the document allows, for what is called by these names."""
    if endpoint.path.startswith("/tokens/") and names:
        names = {**names, "serial": names["token_serial"]}
    path = endpoint.path
    for parameter in endpoint.parameters("path"):
        path = path.replace(f"{{{parameter['name']}}}", value_of(endpoint.service, parameter, names))
    needed = [parameter for parameter in endpoint.parameters("query") if parameter.get("required")]
    request: dict[str, Any] = {
        "method": endpoint.method.upper(),
        "path": path,
        "params": {parameter["name"]: value_of(endpoint.service, parameter, {}) for parameter in needed},
    }
    if endpoint.body is not None:
        request["json"] = sample(endpoint.service, endpoint.body, names)
    if endpoint.takes_file:
        request["files"] = {"file": ("scan.png", PNG, "image/png")}
    return request


def value_of(service: str, parameter: Schema, names: Mapping[str, str]) -> str:
    """What to say for a parameter: by its name, else by its schema."""
    name, schema = parameter["name"], parameter["schema"]
    if schema.get("format") == "uuid":
        return names.get(name, str(UNKNOWN))
    return str(names.get(name) or NOBODYS.get(name) or sample(service, schema, names, name))


SAID: Mapping[str, Any] = {
    "body": "ZJ",
    "email": "new@doors.example",
    "preference": "post",
    "password": "blue-heron-2026",
    "credit_code": "91330100MA0EXA015R",
    "id_number": "330102190001051008",
    "items": ["form:situation"],
    "item": "slot:business_licence",
    "login_name": "doors77",
    "signature": b64encode(b"signature").decode(),
    "serials": ["T-DOORS-1"],
    "roles": ["verifier"],
}


def sample(service: str, schema: Schema, names: Mapping[str, str], name: str = "") -> Any:
    """Something small that the schema allows; by its name where a name says more than a schema."""
    schema = resolved(service, schema)
    if name == "challenge_id":
        return f"{names.get('certificate_serial') or NOBODYS['serial']}.{UNKNOWN}"
    if name in NOBODYS and schema.get("type") == "string":
        return names.get(name, NOBODYS[name])
    if name == "fence":
        return int(names.get(name, "1"))
    if name in SAID:
        return SAID[name]
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return sample(service, schema[several][0], names, name)
    if "enum" in schema or "const" in schema:
        return schema["enum"][0] if "enum" in schema else schema["const"]
    match schema.get("type"):
        case "object":
            return {
                key: sample(service, of, names, key)
                for key, of in schema.get("properties", {}).items()
                if key in schema.get("required", [])
            }
        case "array":
            return [sample(service, schema["items"], names)] * schema.get("minItems", 0)
        case "boolean":
            return True
        case "integer" | "number":
            return int(schema.get("minimum", 1))
        case _:
            return text_of(schema)


def text_of(schema: Schema) -> str:
    """A text of the right form and length."""
    formats = {"uuid": str(UNKNOWN), "date": "2026-11-24", "date-time": "2026-11-24T09:00:00+08:00", "email": SAID["email"]}
    if schema.get("format") in formats:
        return formats[schema["format"]]
    if "pattern" in schema:
        return matching(schema["pattern"])
    return "doors".ljust(schema.get("minLength", 0), "x")[: schema.get("maxLength", 100)]


@cache
def matching(pattern: str) -> str:
    """A text that the pattern allows."""
    texts = st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True)
    quick = settings(
        phases=[Phase.generate], max_examples=20, database=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
    )
    return find(texts, lambda _: True, settings=quick)
