"""Which change of an announcement breaks a promise, and which is growth?"""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import pytest
from pydantic import Field

from chassis.published import Announcement, Part
from deploy.contracts.changes import changes
from deploy.contracts.promises import schema_of


class Box(Part):
    size: int


class Sent(Announcement, key="case_id"):
    """As promised."""

    case_id: UUID
    purpose: Literal["a", "b"]
    note: str = ""
    left_at: datetime | None = None
    boxes: tuple[Box, ...]


def became(present: type[Announcement]) -> list[tuple[str, str]]:
    found = changes(schema_of("post", Sent, 1), schema_of("post", present, 1))
    return [(change.kind, change.text) for change in found]


def variant(*, key: str = "case_id", without: str = "", **fields: Any) -> type[Announcement]:
    annotations = {
        "case_id": UUID,
        "purpose": Literal["a", "b"],
        "note": str,
        "left_at": datetime | None,
        "boxes": tuple[Box, ...],
    }
    defaults: dict[str, Any] = {"note": "", "left_at": None}
    for name, given in fields.items():
        annotations[name], *default = given if isinstance(given, tuple) else (given,)
        defaults.pop(name, None)
        if default:
            defaults[name] = default[0]
    kept = {name: of for name, of in annotations.items() if name != without}
    body = {"__annotations__": kept, "__doc__": "Other words.", "__module__": __name__}
    body |= {name: value for name, value in defaults.items() if name in kept}
    return type("Sent", (Announcement,), body, key=key)  # pyright: ignore


def test_the_same_shape_in_other_words_is_no_change() -> None:
    assert became(variant()) == []


def test_an_optional_field_more_is_growth() -> None:
    assert became(variant(colour=(str, "red"))) == [("grown", "`colour` is new")]


def test_a_value_more_is_growth() -> None:
    assert became(variant(purpose=Literal["a", "b", "c"])) == [("grown", "`purpose` knows 'c' now")]


class Label(Part):
    text: str


class Crate(Part):
    size: str


class LabelledBox(Part):
    size: int
    label: str = ""


def test_growth_inside_a_part_is_growth() -> None:
    assert became(variant(boxes=tuple[LabelledBox, ...])) == [("grown", "`boxes[].label` is new")]


@pytest.mark.parametrize(
    ("present", "finding"),
    [
        (variant(without="note"), "`note` is gone"),
        (variant(purpose=Literal["a"]), "`purpose` no longer knows 'b'"),
        (variant(purpose=str), "`purpose` was one of a list, is free now"),
        (variant(note=(Literal["x", ""], "")), "`note` was free, is one of ['x', ''] now"),
        (variant(note=str), "`note` was optional, is required now"),
        (variant(note=(str, "none")), "`note` meant '' where it was missing, means 'none' now"),
        (variant(note=(int, 0)), "`note` was string, is integer now"),
        (variant(case_id=str), "`case_id` was uuid, is string now"),
        (variant(case_id=(UUID | None, None)), "`case_id` was always there, may be missing now"),
        (variant(left_at=(datetime, datetime(2026, 1, 1))), "`left_at` was date-time or null, is date-time now"),  # noqa: DTZ001
        (variant(note=(str | None, "")), "`note` was string, may be string or null now"),
        (variant(colour=str), "`colour` is new and required"),
        (variant(boxes=tuple[Label, ...]), "`boxes[].size` is gone"),
        (variant(boxes=tuple[Crate, ...]), "`boxes[].size` was integer, is string now"),
        (variant(boxes=Box), "`boxes` was array, is object now"),
        (variant(note=(str, Field(default="", max_length=5))), "`note` maxLength was None, is 5 now"),
        (variant(key="note"), "the key was 'case_id', is 'note' now"),
    ],
)
def test_what_breaks_a_promise_is_named(present: type[Announcement], finding: str) -> None:
    assert ("broken", finding) in became(present)
