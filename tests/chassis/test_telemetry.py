"""Does a log keep quiet about people? A trace says where and of which kind, never what."""

import json

import pytest
import structlog

from chassis.telemetry import configure, log


def test_a_trace_tells_places_and_kinds_but_no_values(capsys: pytest.CaptureFixture[str]) -> None:
    configure(service="counter")
    name = "Ada Lovelace"
    try:
        raise ValueError(f"{name} lives in London")
    except ValueError:
        log.exception("died", loop="relay")
    finally:
        structlog.reset_defaults()
        structlog.contextvars.clear_contextvars()
    said = capsys.readouterr().out
    line = json.loads(said.splitlines()[-1])
    assert line["exception"][0]["exc_type"] == "ValueError"
    assert line["exception"][0]["frames"]
    assert (line["event"], line["service"], line["level"]) == ("died", "counter", "error")
    assert "Ada" not in said
    assert "London" not in said
