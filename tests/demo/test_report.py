"""Is the exit status 0 only if every application ended as its file says?"""

import asyncio
import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from ekey.demo.calls import Json, Person
from ekey.demo.ending import Ending, Finding, findings
from ekey.demo.format import read_examples
from ekey.demo.format.example import Certificates, Expected
from ekey.demo.report import report
from ekey.demo.stage import Play, Stage

EXAMPLES = read_examples(Path(__file__).parents[2] / "examples")
STATUS: Json = {
    "state": "completed",
    "bound": True,
    "fee": "0",
    "round": 2,
    "login_name": "ek1",
    "status": {"zh": "已办结", "en": "completed"},
    "certificates": [{"state": "active"}, {"state": "revoked"}],
    "way": [{"state": "draft", "status": {"en": "draft"}}, {"state": "completed", "status": {"en": "completed"}}],
}
TRAIL: list[Json] = [
    {"at": "2026-02-09T10:00:00+08:00", "service": service, "event": event, "actor": {"kind": "enterprise"}, "position": 1}
    for service, event in (("application", "DraftOpened"), ("production", "KeyProduced"), ("delivery", "KeyBound"))
]


def ending(*found: Finding, failure: str = "") -> Ending:
    example = EXAMPLES.examples[0]
    stage = Stage(world=EXAMPLES.world, clients={}, tokens=Path(), scanners=asyncio.Semaphore(1))
    play = Play(example=example, stage=stage, applicant=Person({}, "applicant"), cases=["EK-1"], failure=failure)
    return Ending(play=play, status=STATUS, trail=TRAIL, findings=found)


HOLDS = Finding(what="state", expected="completed", found="completed")
WRONG = Finding(what="state", expected="completed", found="producing")


def reported(endings: list[Ending], together: list[Finding], *, as_json: bool = False) -> tuple[int, str]:
    out = io.StringIO()
    console = Console(file=out, width=1_000_000 if as_json else 150)
    return report(console, endings, together, seconds=1.5, as_json=as_json), out.getvalue()


def test_all_as_expected_is_0() -> None:
    status, said = reported([ending(HOLDS)], [HOLDS])
    assert status == 0
    assert "1 of 1 applications ended as their files say, in 1.5 s: PASS" in said


@pytest.mark.parametrize(
    ("endings", "together", "why"),
    [
        ([ending(HOLDS), ending(HOLDS, WRONG)], [], "state: expected completed, found producing"),
        ([ending(HOLDS, failure="act 3, P-p1: produce: 409 no_stock")], [], "act 3, P-p1: produce: 409 no_stock"),
        ([ending(HOLDS)], [WRONG], "state: producing (expected completed)"),
    ],
)
def test_anything_else_is_1_and_says_why(endings: list[Ending], together: list[Finding], why: str) -> None:
    status, said = reported(endings, together)
    assert status == 1
    assert why in said
    assert said.rstrip().endswith("FAIL")


def test_the_trail_is_told_line_by_line() -> None:
    said = reported([ending(HOLDS)], [])[1]
    lines = [line for line in said.splitlines() if line.startswith("10:00:00")]
    assert [line.split()[2] for line in lines] == ["DraftOpened", "KeyProduced", "KeyBound"]


def test_as_json_every_line_is_a_document() -> None:
    status, said = reported([ending(HOLDS), ending(WRONG)], [HOLDS], as_json=True)
    documents = [json.loads(line) for line in said.splitlines()]
    assert status == 1
    assert [document["application"]["passed"] for document in documents[:2]] == [True, False]
    assert documents[2]["together"][0]["passed"]


@pytest.mark.parametrize(
    ("expected", "holds"),
    [
        (Expected(state="completed"), True),
        (Expected(state="withdrawn"), False),
        (Expected(state="completed", bound=True, tokens=1, fee="0", rounds=2), True),
        (Expected(state="completed", bound=False), False),
        (Expected(state="completed", tokens=2), False),
        (Expected(state="completed", certificates=Certificates(active=1, revoked=1)), True),
        (Expected(state="completed", certificates=Certificates(active=1)), False),
        (Expected(state="completed", login_name="assigned"), True),
        (Expected(state="completed", login_name="ek2"), False),
        (Expected(state="completed", facts={"KeyBound": 1, "KeyPosted": 0}), True),
        (Expected(state="completed", facts={"KeyPosted": 1}), False),
        (Expected(state="completed", order=("DraftOpened", "KeyBound")), True),
        (Expected(state="completed", order=("KeyBound", "DraftOpened")), False),
        (Expected(state="completed", statuses=("draft", "completed")), True),
        (Expected(state="completed", words=("verification passed",)), False),
        (Expected(state="completed", services=("application", "delivery", "production")), True),
        (Expected(state="completed", services=("application",)), False),
        (Expected(state="completed", mails=("activation",)), True),
        (Expected(state="completed", mails=()), False),
    ],
)
def test_an_end_is_judged_by_what_tracking_tells(expected: Expected, *, holds: bool) -> None:
    assert all(finding.holds for finding in findings(expected, STATUS, TRAIL, ["activation"])) is holds
