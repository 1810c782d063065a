"""What holds for all applications together: names never repeat, each body saw only its own, the books balance?"""

import contextlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from ekey.demo.calls import Disappointed, Json, Person, Refusal, objects, until
from ekey.demo.ending import Ending, Finding
from ekey.demo.stage import Stage

_PAGE: Final = 500


async def together(stage: Stage, endings: Sequence[Ending]) -> list[Finding]:
    """The findings about the whole folder."""
    shares = [finding async for finding in _shares(stage, endings)]
    return [*_names(endings), *shares, *[finding async for finding in _accounts(stage)]]


async def _accounts(stage: Stage):
    """The provider's books, once its views have followed."""
    producer = next((member for member in stage.world.staff if "producer" in member.roles), None)
    if producer is None:
        return
    person, odd = await stage.staff(producer.account), list[Json]()

    async def balanced() -> bool | None:
        odd[:] = (await person.ask("production", "GET", "/reconciliation")).parts("discrepancies")
        return not odd or None

    with contextlib.suppress(Disappointed):
        await until(balanced, "the books balance", seconds=10)
    yield Finding(what="tokens, certificates and cases that do not add up", expected="0", found=str(len(odd)))


def _names(endings: Sequence[Ending]) -> Iterator[Finding]:
    names = Counter(str(e.status.get("login_name")) for e in endings if e.status.get("state") == "completed")
    twice = sorted(name for name, count in names.items() if count > 1)
    yield Finding(what="login names given twice", expected="none", found=", ".join(twice) or "none")


async def _shares(stage: Stage, endings: Sequence[Ending]):
    for body in [body.code for body in stage.world.bodies if body.kind == "issuing"]:
        member = stage.world.first("verifier", body)
        others = [e.play.cases[0] for e in endings if e.play.cases and e.play.example.body != body]
        if member is None:
            continue
        officer = await stage.staff(member.account)
        seen = await _bodies_seen(officer)
        yield Finding(what=f"bodies whose cases {body} sees", expected=body if seen else "", found=", ".join(sorted(seen)))
        if others:
            yield Finding(what=f"{body} asks for another body's case", expected="404", found=await _asks(officer, others[0]))


async def _bodies_seen(officer: Person) -> set[str]:
    bodies: set[str] = set()
    after = ""
    while True:
        said = await officer.ask("tracking", "GET", f"/cases?limit={_PAGE}&after={after}")
        cases: list[Json] = objects(said.body.get("cases"))
        bodies |= {str(case.get("body")) for case in cases}
        after = said.text("next")
        if not after:
            return bodies


async def _asks(officer: Person, number: str) -> str:
    try:
        return str((await officer.ask("tracking", "GET", f"/cases/{number}")).status)
    except Refusal as refusal:
        return str(refusal.reply.status)
