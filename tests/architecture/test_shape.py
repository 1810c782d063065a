"""Do all services have one anatomy, and is nothing of it untested or personal where all can read it?"""

import ast
import re
from functools import cache

import pytest

from chassis.aggregate import members
from deploy.contracts.services import Services, services, told
from tests.architecture.reading import ROOT, SERVICES, nodes, place

EACH = pytest.mark.parametrize("service", SERVICES)
ALWAYS = {
    "values",
    "events",
    "commands",
    "decider",
    "announcements",
    "reactions",
    "projections",
    "ports",
    "adapters",
    "api",
    "main",
}
SOMETIMES = {"policies", "consequences"}
OWN = {"application": {"documents", "scans"}}

PERSONAL = {
    *("email", "mail", "phone", "mobile", "telephone", "fax", "person", "recipient", "collector", "representative", "user"),
    *("remark", "remarks", "password", "pin", "passport", "birthday", "gender", "surname", "address", "contact", "sender"),
}
HARMLESS = {
    ("PickUpPoint", "address_zh"): "the address of a counter",
    ("PickUpPoint", "address_en"): "the address of a counter",
}


@cache
def found() -> Services:
    return services()


@cache
def named_in_tests(folder: str) -> frozenset[str]:
    """Every name that some test below this folder speaks of."""
    spoken: set[str] = set()
    for _, node in nodes(f"tests/{folder}".rstrip("/")):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                spoken.add(name)
            case _:
                continue
    return frozenset(spoken)


@EACH
def test_a_service_has_the_same_files_as_all_others(service: str) -> None:
    roles = {
        entry.name.removesuffix(".py") for entry in (ROOT / "services" / service).iterdir() if not entry.name.startswith("__")
    }
    assert roles >= ALWAYS
    assert roles <= ALWAYS | SOMETIMES | OWN.get(service, set())


@EACH
def test_every_event_is_named_in_a_test_of_its_service(service: str) -> None:
    events = {cls.__name__ for aggregate in found()[service].blueprint.aggregates for cls in aggregate.event_types()}
    assert sorted(events - named_in_tests(service)) == []


@EACH
def test_every_command_is_named_in_a_test_of_its_service(service: str) -> None:
    commands = {cls.__name__ for aggregate in found()[service].blueprint.aggregates for cls in aggregate.command_types()}
    assert sorted(commands - named_in_tests(service)) == []


@EACH
def test_every_announcement_is_named_in_a_test_of_its_producer(service: str) -> None:
    announcements = {model.__name__ for model in told(found())[service]}
    assert sorted(announcements - named_in_tests(service)) == []


@EACH
def test_every_announcement_that_is_heard_is_in_the_union_of_its_producer(service: str) -> None:
    for producer, union in found()[service].blueprint.hears.items():
        assert list(members(union)) == list(told(found())[producer])


def personal_fields(kind: str, schema: dict[str, object]) -> list[str]:
    """The fields whose name says that they are about a person and that are no opaque id."""
    properties = schema.get("properties", {})
    assert isinstance(properties, dict)
    return [
        f"{kind}.{name}"
        for name, of in properties.items()
        if PERSONAL & set(name.lower().split("_")) or name in ("id_number", "id_type", "name", "full_name", "user_name")
        if (kind, name) not in HARMLESS and "uuid" not in str(of)
    ]


def test_no_announcement_tells_anything_personal() -> None:
    telling: list[str] = []
    for models in told(found()).values():
        for model in models:
            schema = model.model_json_schema()
            telling += personal_fields(model.__name__, schema)
            for name, part in schema.get("$defs", {}).items():
                telling += personal_fields(name, part)
    assert telling == []


def test_a_personal_field_is_found() -> None:
    schema: dict[str, object] = {
        "properties": {"contact_phone": {}, "account_id": {}, "login_name": {}, "person_id": {"format": "uuid"}, "id_number": {}}
    }
    assert personal_fields("Told", schema) == ["Told.contact_phone", "Told.id_number"]


SAYING = {"Refused", "Problem", "FieldProblem"}
CODE = re.compile(r"[a-z][a-z0-9_]*")


def literal(node: ast.expr | None) -> str | None:
    """The text that a literal says (of an f-string, its fixed words); None for what is computed."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            fixed = "".join(str(part.value) for part in values if isinstance(part, ast.Constant))
            return fixed if any(character.isalpha() for character in fixed) else None
        case _:
            return None


def faults_of(call: ast.Call) -> list[str]:
    """What is wrong with how a refusal or a problem is said."""
    said = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    spread = any(keyword.arg is None for keyword in call.keywords)
    zh, en = literal(said.get("zh")), literal(said.get("en"))
    faults = [] if spread else [f"no {language}" for language in ("zh", "en") if language not in said]
    if zh is not None and not re.search("[一-鿿]", zh):
        faults.append(f"no Chinese in {zh!r}")
    if en is not None and (re.search("[一-鿿]", en) or not re.search("[A-Za-z]{2}", en)):
        faults.append(f"no English in {en!r}")
    codes = [literal(argument) for argument in [*call.args, *(said[n] for n in ("code",) if n in said)]]
    return faults + [f"{code!r} is no code" for code in codes if code is not None and not CODE.fullmatch(code)]


def test_every_refusal_and_problem_is_said_in_both_languages_under_a_stable_code() -> None:
    faults = [
        f"{place(file, node)}: {fault}"
        for file, node in nodes("services", "chassis")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
        if (node.func.id if isinstance(node.func, ast.Name) else node.func.attr) in SAYING
        for fault in faults_of(node)
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('Refused("gone", en="gone")', "no zh"),
        ('Refused("gone", zh="gone", en="gone")', "no Chinese in 'gone'"),
        ('Refused("gone", zh="没有", en="没有")', "no English in '没有'"),
        ('Problem(409, "Gone Away", zh="没有", en="gone")', "'Gone Away' is no code"),
    ],
)
def test_a_refusal_in_one_language_is_found(text: str, fault: str) -> None:
    call = ast.parse(text, mode="eval").body
    assert isinstance(call, ast.Call)
    assert faults_of(call) == [fault]
