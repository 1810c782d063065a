"""Are the committed promises kept, and does the check notice when they are not?"""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from chassis.hearing import Hearing
from chassis.published import Announcement
from chassis.unit import Heard
from deploy.contracts import FOLDER, check, golden, promises
from deploy.contracts.promises import Promise, committed
from deploy.contracts.services import Services, told

PROMISES = FOLDER / "promises"
ALL = [
    promise
    for producer in ("registration", "application", "verification", "production", "delivery")
    for versions in committed(PROMISES, producer).values()
    for promise in versions
]
EACH = pytest.mark.parametrize("promise", ALL, ids=str)


def model_of(found: Services, promise: Promise) -> type[Announcement]:
    return next(model for model in told(found)[promise.producer] if model.__name__ == promise.type)


def without_optional(promise: Promise, value: dict[str, Any]) -> dict[str, Any]:
    return {name: value[name] for name in promise.schema()["required"]}


def test_every_promise_golden_payload_and_document_holds() -> None:
    assert check() == []


def test_every_announcement_of_every_contract_is_told(found: Services) -> None:
    declared = {cls for cls in all_below(Announcement) if cls.__module__.startswith("contracts.")}
    assert declared == {model for models in told(found).values() for model in models}


def all_below(cls: type) -> set[type]:
    return {below for direct in cls.__subclasses__() for below in {direct, *all_below(direct)}}


@EACH
def test_a_golden_payload_is_what_its_promise_says(promise: Promise) -> None:
    value = json.loads(promise.golden.read_text(encoding="utf-8"))["value"]
    validator = Draft202012Validator(promise.schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for error in validator.iter_errors(value)] == []
    assert set(value) == set(promise.schema()["properties"])


@EACH
def test_a_golden_payload_without_its_optional_fields_is_understood_by_all_who_hear_it(promise: Promise, found: Services) -> None:
    content = json.loads(promise.golden.read_text(encoding="utf-8"))
    content["value"] = without_optional(promise, content["value"])
    heard = golden.as_heard(promise.producer, content)
    assert isinstance(heard, Heard)
    listeners = [s for s in found.values() if promise.producer in s.blueprint.hears]
    assert listeners
    for service in listeners:
        assert service.hearing.knows(heard)
        commands, _ = service.hearing.commands(heard, at=datetime(2026, 3, 2, tzinfo=UTC))
        assert isinstance(commands, Sequence)


@EACH
def test_a_golden_payload_with_a_field_of_the_future_is_understood(promise: Promise, found: Services) -> None:
    value = json.loads(promise.golden.read_text(encoding="utf-8"))["value"]
    model = model_of(found, promise)
    assert model.model_validate(value | {"a_field_of_the_future": 1}) == model.model_validate(value)


@pytest.fixture
def folder(tmp_path: Path, found: Services) -> Path:
    """Promises as they would be if today's contracts were the first."""
    promises.write(found, tmp_path)
    return tmp_path


def findings(found: Services, folder: Path, announcement: str) -> list[str]:
    return [finding for finding in promises.check(found, folder) if finding.startswith(announcement)]


def edit(file: Path, change: Callable[[dict[str, Any]], None]) -> None:
    content = json.loads(file.read_text(encoding="utf-8"))
    change(content)
    file.write_text(json.dumps(content), encoding="utf-8")


def test_a_promised_field_that_is_not_told_any_more_is_found_and_not_written_over(folder: Path, found: Services) -> None:
    file = folder / "delivery" / "KeyBound.v1.json"
    edit(file, lambda schema: schema["properties"].update(colour={"type": "string"}))
    before = file.read_text(encoding="utf-8")
    promises.write(found, folder)
    assert findings(found, folder, "delivery/KeyBound") == ["delivery/KeyBound.v1: `colour` is gone"]
    assert file.read_text(encoding="utf-8") == before
    assert not (folder / "delivery" / "KeyBound.v2.json").exists()


def test_growth_asks_for_a_new_version_and_the_old_one_stays(folder: Path, found: Services) -> None:
    file = folder / "registration" / "MailSent.v1.json"
    edit(file, lambda schema: schema["properties"]["purpose"]["enum"].remove("posted"))
    before = file.read_text(encoding="utf-8")
    assert findings(found, folder, "registration/MailSent") == [
        f"registration/MailSent.v1: `purpose` knows 'posted' now; {promises.WRITE}, it becomes v2"
    ]
    promises.write(found, folder)
    assert findings(found, folder, "registration/MailSent") == []
    assert file.read_text(encoding="utf-8") == before
    assert (folder / "registration" / "MailSent.v2.golden.json").exists()


def test_a_broken_older_version_is_found_although_the_newest_holds(folder: Path, found: Services) -> None:
    newest = folder / "delivery" / "KeyBound.v1.json"
    shutil.copy(newest, folder / "delivery" / "KeyBound.v2.json")
    shutil.copy(folder / "delivery" / "KeyBound.v1.golden.json", folder / "delivery" / "KeyBound.v2.golden.json")
    edit(newest, lambda schema: schema["properties"]["bound_at"].update(format="date"))
    assert findings(found, folder, "delivery/KeyBound") == ["delivery/KeyBound.v1: `bound_at` was date, is date-time now"]


def test_a_dropped_announcement_is_found(folder: Path, found: Services) -> None:
    shutil.copy(folder / "delivery" / "KeyBound.v1.json", folder / "delivery" / "KeyPolished.v1.json")
    assert findings(found, folder, "delivery/KeyPolished") == ["delivery/KeyPolished: was promised, is not told any more"]


def test_an_announcement_without_a_promise_is_found(folder: Path, found: Services) -> None:
    (folder / "delivery" / "KeyBound.v1.json").unlink()
    assert findings(found, folder, "delivery/KeyBound") == [f"delivery/KeyBound: has no promise yet; {promises.WRITE}"]


def test_a_golden_payload_that_is_missing_is_found(folder: Path, found: Services) -> None:
    (folder / "delivery" / "KeyBound.v1.golden.json").unlink()
    assert findings(found, folder, "delivery/KeyBound") == ["delivery/KeyBound.v1.golden.json: is missing"]


def test_a_golden_payload_that_cannot_be_read_any_more_is_found(folder: Path, found: Services) -> None:
    edit(folder / "delivery" / "KeyBound.v1.golden.json", lambda content: content["value"].pop("bound_at"))
    said = findings(found, folder, "delivery/KeyBound")
    assert "delivery/KeyBound.v1.golden.json: 1 faults, the first at ('bound_at',): Field required" in said
    assert "delivery/KeyBound.v1.golden.json: tracking cannot react to it: ValidationError" in said


def test_a_golden_payload_that_no_reaction_takes_is_found(folder: Path, found: Services) -> None:
    edit(folder / "verification" / "ReviewPassed.v1.golden.json", lambda content: content["value"].update(kind="gift"))
    said = findings(found, folder, "verification/ReviewPassed")
    assert said == ["verification/ReviewPassed.v1.golden.json: production cannot react to it: KeyError"]


def test_a_service_that_does_not_say_what_it_does_with_a_message_is_found(folder: Path, found: Services) -> None:
    deaf = Hearing(replace(found["registration"].blueprint, react=lambda heard: None))  # pyright: ignore
    content = json.loads((folder / "delivery" / "KeyBound.v1.golden.json").read_text(encoding="utf-8"))
    heard = golden.as_heard("delivery", content)
    assert isinstance(heard, Heard)
    assert list(golden.reacted("KeyBound", "registration", deaf, heard)) == [
        "KeyBound: registration does not say what it does with it"
    ]


def test_a_golden_payload_without_a_header_is_found(folder: Path, found: Services) -> None:
    edit(folder / "delivery" / "KeyBound.v1.golden.json", lambda content: content["headers"].pop("ce_epoch"))
    said = findings(found, folder, "delivery/KeyBound")
    assert said == ["delivery/KeyBound.v1.golden.json: headers are missing: ce_epoch (partition 0, offset 0)"]
