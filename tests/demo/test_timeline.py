"""What does the timeline print for what lies on the topics?"""

import io
import json
from dataclasses import dataclass, field

from rich.console import Console

from ekey.demo.timeline import Timeline


@dataclass(frozen=True, kw_only=True)
class Record:
    topic: str
    timestamp: int
    headers: tuple[tuple[str, bytes], ...]
    value: bytes | None = b"{}"


@dataclass(kw_only=True)
class Printed:
    """A timeline and what it printed."""

    out: io.StringIO = field(default_factory=io.StringIO)
    as_json: bool = False

    def __post_init__(self) -> None:
        console = Console(file=self.out, width=200)
        self.timeline = Timeline(servers=(), options={}, console=console, since=1000, as_json=self.as_json)

    def lines(self) -> list[str]:
        return self.out.getvalue().splitlines()


def record(event: str, position: int, *, ms: int = 1_000_000, topic: str = "application", key: str = "c1", **told: str) -> Record:
    headers = {
        "ce_type": event,
        "ce_subject": key,
        "ce_position": str(position),
        "ce_epoch": "1",
        "ce_time": "2026-02-09T10:00:00+00:00",
    }
    return Record(
        topic=topic,
        timestamp=ms,
        headers=tuple((name, value.encode()) for name, value in headers.items()),
        value=json.dumps(told).encode(),
    )


def test_a_fact_is_told_with_service_event_number_position_and_time_since_the_step_before() -> None:
    printed = Printed()
    printed.timeline.take(record("DraftOpened", 7, application_number="EK-1"))
    printed.timeline.take(record("TaskOpened", 3, ms=1_000_042, topic="verification"))
    first, second = [line.split() for line in printed.lines()]
    assert first[1:] == ["application", "DraftOpened", "EK-1", "7"]
    assert second[1:] == ["verification", "TaskOpened", "EK-1", "3", "+42", "ms"]


def test_a_fact_that_comes_twice_is_told_once() -> None:
    printed = Printed()
    printed.timeline.take(record("DraftOpened", 7))
    printed.timeline.take(record("DraftOpened", 7))
    assert len(printed.lines()) == 1


def test_cases_are_timed_apart() -> None:
    printed = Printed()
    printed.timeline.take(record("DraftOpened", 7, key="c1"))
    printed.timeline.take(record("DraftOpened", 8, key="c2", ms=1_000_042))
    assert "ms" not in printed.out.getvalue()


def test_what_was_told_before_the_beginning_is_not_printed_but_known() -> None:
    printed = Printed()
    printed.timeline.take(record("DraftOpened", 7, ms=999_999, application_number="EK-1"))
    printed.timeline.take(record("FormReopened", 9))
    assert [line.split()[2:4] for line in printed.lines()] == [["FormReopened", "EK-1"]]


def test_a_tombstone_and_a_record_without_headers_are_passed_over() -> None:
    printed = Printed()
    printed.timeline.take(Record(topic="application", timestamp=1_000_000, headers=(), value=b"x"))
    printed.timeline.take(Record(topic="application", timestamp=1_000_000, headers=record("DraftOpened", 1).headers, value=None))
    printed.timeline.take(Record(topic="application", timestamp=1_000_000, headers=record("DraftOpened", 2).headers, value=b"{"))
    assert printed.lines() == []


def test_as_json_each_step_is_a_document_on_its_line() -> None:
    printed = Printed(as_json=True)
    printed.timeline.take(record("DraftOpened", 7, application_number="EK-1"))
    (line,) = printed.lines()
    step = json.loads(line)["step"]
    assert (step["service"], step["event"], step["key"], step["position"], step["ms"]) == (
        "application",
        "DraftOpened",
        "EK-1",
        7,
        None,
    )
