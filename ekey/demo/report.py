"""How did every application end, as tracking tells it, and is that what its file says?"""

from collections.abc import Sequence
from typing import cast

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ekey.demo.calls import Json
from ekey.demo.ending import Ending, Finding


def report(console: Console, endings: Sequence[Ending], together: Sequence[Finding], *, seconds: float, as_json: bool) -> int:
    """Print everything; answers the exit status: 0 only if every application ended as its file says."""
    failed = [ending for ending in endings if not ending.passed]
    wrong = [finding for finding in together if not finding.holds]
    if as_json:
        _as_json(console, endings, together, seconds=seconds)
    else:
        for ending in endings:
            if ending.trail:
                console.print(_trail(ending))
        console.print(_statuses(endings))
        _expectations(console, failed, together)
        console.print(
            f"[bold]{len(endings) - len(failed)} of {len(endings)}[/] applications ended as their files say, "
            f"in {seconds:.1f} s: [bold {'red]FAIL' if failed or wrong else 'green]PASS'}[/]",
            highlight=False,
        )
    return 1 if failed or wrong else 0


def _trail(ending: Ending) -> Table:
    example = ending.play.example
    table = Table(
        title=f"{example.key} {example.name} · {ending.play.cases[0]} · {example.enterprise.name.zh} {example.enterprise.name.en}",
        title_justify="left",
        box=None,
        header_style="dim",
        pad_edge=False,
    )
    for heading in ("time", "service", "fact", "by", "position", "says"):
        table.add_column(heading, no_wrap=heading != "says", justify="right" if heading == "position" else "left")
    for line in ending.trail:
        says = cast("Json", line.get("says") or {})
        table.add_row(
            str(line.get("at"))[11:23],
            str(line.get("service")),
            str(line.get("event")),
            _actor(cast("Json", line.get("actor") or {})),
            str(line.get("position")),
            f"{says.get('zh', '')} {says.get('en', '')}",
        )
    return table


def _actor(actor: Json) -> str:
    roles = ",".join(str(role) for role in cast("list[object]", actor.get("roles") or []))
    return " ".join(filter(None, (str(actor.get("body") or ""), roles or str(actor.get("service") or actor.get("kind") or ""))))


def _statuses(endings: Sequence[Ending]) -> Table:
    table = Table(title="Status of every application, as tracking tells it 各申请状态", title_justify="left", header_style="dim")
    for heading in (
        "",
        "application",
        "enterprise",
        "body",
        "status",
        "bound",
        "login name",
        "round",
        "fee",
        "steps",
        "expected",
    ):
        table.add_column(heading, no_wrap=heading in {"", "application"})
    for ending in endings:
        status, play = ending.status, ending.play
        words = cast("Json", status.get("status") or {})
        table.add_row(
            play.example.key,
            play.cases[0] if play.cases else "–",
            play.example.enterprise.name.en,
            str(status.get("body") or play.example.body),
            f"{words.get('zh', '')} {words.get('en', '')}" if words else "–",
            "yes" if status.get("bound") else "no",
            str(status.get("login_name") or "–"),
            str(status.get("round", "–")),
            str(status.get("fee", "–")),
            str(len(ending.trail)),
            Text("PASS", "green") if ending.passed else Text("FAIL", "bold red"),
        )
    return table


def _expectations(console: Console, failed: Sequence[Ending], together: Sequence[Finding]) -> None:
    for ending in failed:
        name = f"{ending.play.example.key} {ending.play.example.name}"
        if ending.play.failure:
            console.print(Text(f"FAIL {name}: {ending.play.failure}", "red"))
        for finding in ending.findings:
            if not finding.holds:
                console.print(Text(f"FAIL {name}: {finding.what}: expected {finding.expected}, found {finding.found}", "red"))
    for finding in together:
        verdict = Text("PASS", "green") if finding.holds else Text("FAIL", "bold red")
        console.print(
            verdict, Text(f"{finding.what}: {finding.found}" + ("" if finding.holds else f" (expected {finding.expected})"))
        )


def _as_json(console: Console, endings: Sequence[Ending], together: Sequence[Finding], *, seconds: float) -> None:
    for ending in endings:
        play = ending.play
        said = {
            "example": play.example.key,
            "name": play.example.name,
            "number": play.cases[0] if play.cases else None,
            "passed": ending.passed,
            "failure": play.failure or None,
            "expectations": [_finding(finding) for finding in ending.findings],
            "status": ending.status,
            "trail": list(ending.trail),
        }
        console.print_json(data={"application": said}, indent=None)
    console.print_json(data={"together": [_finding(finding) for finding in together], "seconds": round(seconds, 1)}, indent=None)


def _finding(finding: Finding) -> Json:
    return {"what": finding.what, "expected": finding.expected, "found": finding.found, "passed": finding.holds}
