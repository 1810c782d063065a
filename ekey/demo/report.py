"""How did every application end, as tracking tells it, and is that what its file says?"""

from collections.abc import Sequence
from typing import cast

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ekey.demo.calls import Json
from ekey.demo.ending import Ending, Finding
from ekey.demo.timeline import COLOURS


def report(console: Console, endings: Sequence[Ending], together: Sequence[Finding], *, seconds: float, as_json: bool) -> int:
    """Print everything; answers the exit status: 0 only if every application ended as its file says."""
    failed = [ending for ending in endings if not ending.passed]
    wrong = [finding for finding in together if not finding.holds]
    if as_json:
        _as_json(console, endings, together, seconds=seconds)
    else:
        for ending in endings:
            if ending.trail:
                _trail(console, ending)
        console.print(_statuses(endings))
        _expectations(console, failed, together)
        console.print(
            f"[bold]{len(endings) - len(failed)} of {len(endings)}[/] applications ended as their files say, "
            f"in {seconds:.1f} s: [bold {'red]FAIL' if failed or wrong else 'green]PASS'}[/]",
            highlight=False,
        )
    return 1 if failed or wrong else 0


def _trail(console: Console, ending: Ending) -> None:
    example = ending.play.example
    name = f"{example.enterprise.name.zh} {example.enterprise.name.en}"
    console.print(Text(f"\n{example.key} {example.name} · {ending.play.cases[0]} · {name}", "bold"), soft_wrap=True)
    for fact in ending.trail:
        line = Text(f"{str(fact.get('at'))[11:23]}  ", "dim")
        line.append(f"{fact.get('service'):<13}", COLOURS.get(str(fact.get("service")), ""))
        line.append(f"{fact.get('event'):<24}", "default")
        line.append(f"{_actor(cast('Json', fact.get('actor') or {})):<14}")
        line.append(f"{fact.get('position'):>6}  ")
        line.append(_words(fact.get("says")), "default")
        console.print(line, highlight=False, soft_wrap=True)


def _words(said: object) -> str:
    words = cast("Json", said or {})
    return " ".join(str(words[language]) for language in ("zh", "en") if words.get(language)) or "–"


def _actor(actor: Json) -> str:
    roles = ",".join(str(role) for role in cast("list[object]", actor.get("roles") or []))
    return " ".join(filter(None, (str(actor.get("body") or ""), roles or str(actor.get("service") or actor.get("kind") or ""))))


def _statuses(endings: Sequence[Ending]) -> Table:
    table = Table(
        title="\nStatus of every application, as tracking tells it 各申请状态", title_justify="left", header_style="dim"
    )
    for heading in ("", "application"):
        table.add_column(heading, no_wrap=True, min_width=15 if heading else 6)
    for heading in ("enterprise", "status", "login name"):
        table.add_column(heading, no_wrap=True, overflow="ellipsis", ratio=1)
    for heading in ("bound", "rounds", "fee", "facts", "ends"):
        table.add_column(heading, no_wrap=True, min_width=len(heading), justify="right")
    for ending in endings:
        status, play = ending.status, ending.play
        table.add_row(
            play.example.key,
            play.cases[0] if play.cases else "–",
            play.example.enterprise.name.en,
            _words(status.get("status")),
            str(status.get("login_name") or "–"),
            "yes" if status.get("bound") else "no",
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
            console.print(Text(f"FAIL {name}: {ending.play.failure}", "red"), soft_wrap=True)
        for finding in ending.findings:
            if not finding.holds:
                said = f"FAIL {name}: {finding.what}: expected {finding.expected}, found {finding.found}"
                console.print(Text(said, "red"), soft_wrap=True)
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
