"""Did an application end as its file says, by what tracking and the mailbox tell?"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, cast

from ekey.demo.calls import Disappointed, Json, objects, until
from ekey.demo.format import Expected
from ekey.demo.players.registering import mails
from ekey.demo.stage import Play

# By which words of its subject a mail is known.
_SUBJECTS: Final = {
    "激活企业账户": "activation",
    "已有账户": "known_address",
    "请更正": "correction_needed",
    "可以领取": "ready_to_collect",
    "已寄出": "posted",
}
_SECONDS: Final = 45.0


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One expectation and what was found instead of it, or the same."""

    what: str
    expected: str
    found: str

    @property
    def holds(self) -> bool:
        """Whether it is as expected."""
        return self.expected == self.found


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How one application ended: its status and trail as tracking shows them to the enterprise, and every expectation."""

    play: Play
    status: Json
    trail: Sequence[Json]
    findings: Sequence[Finding]

    @property
    def passed(self) -> bool:
        """Whether it was played to its end and everything is as its file says."""
        return not self.play.failure and all(finding.holds for finding in self.findings)


async def ending(play: Play) -> Ending:
    """The ending once it is as expected; what there is when it does not become so in time."""
    if not play.cases:
        return Ending(play=play, status={}, trail=(), findings=())
    last: list[Ending] = []

    async def look() -> Ending | None:
        last[:] = [await _now(play)]
        return last[0] if last[0].passed else None

    try:
        return await until(look, "the end", seconds=0 if play.failure else _SECONDS)
    except Disappointed:
        return last[0]


async def _now(play: Play) -> Ending:
    number = play.cases[0]
    status = (await play.applicant.ask("tracking", "GET", f"/cases/{number}", not_yet={"not_found"})).body
    trail = (await play.applicant.ask("tracking", "GET", f"/cases/{number}/trail")).items
    letters = [_purpose(str(letter.get("subject"))) for letter in await mails(play)]
    explained = (await play.applicant.ask("tracking", "GET", f"/cases/{number}/explain")).items
    found = [*findings(play.example.expected, status, trail, letters), *clocks(play.example.expected, explained)]
    return Ending(play=play, status=status, trail=trail, findings=found)


def _purpose(subject: str) -> str:
    return next((purpose for words, purpose in _SUBJECTS.items() if words in subject), subject)


def findings(expected: Expected, status: Json, trail: Sequence[Json], letters: Sequence[str]) -> Iterator[Finding]:
    """Every expectation of a file beside what is so; `letters` are the purposes of the mails that came."""
    facts = [str(line.get("event")) for line in trail]
    counted = Counter(facts)
    yield _equal("state", expected.state, status.get("state"))
    known: dict[str, Callable[[], object]] = {
        "bound": lambda: status.get("bound"),
        "fee": lambda: status.get("fee"),
        "rounds": lambda: status.get("round"),
        "waybill": lambda: bool(status.get("waybill")),
        "tokens": lambda: counted["KeyProduced"],
        "seals": lambda: counted["SealMade"],
    }
    for name, found in known.items():
        wanted: object = getattr(expected, name)
        if wanted is not None:
            yield _equal(name, wanted, found())
    if expected.certificates is not None:
        states = Counter(str(certificate.get("state")) for certificate in objects(status.get("certificates")))
        for state, count in dict(expected.certificates).items():
            yield _equal(f"certificates {state}", count, states[state])
    if expected.login_name is not None:
        yield _login_name(expected.login_name, str(status.get("login_name")))
    for name, count in expected.facts.items():
        yield _equal(name, count, counted[name])
    way = objects(status.get("way"))
    said = [str(cast("Json", stretch.get("status") or {}).get("en")) for stretch in way]
    yield from _in_order("statuses", expected.statuses, [str(stretch.get("state")) for stretch in way])
    yield from _in_order("words", expected.words, said)
    yield from _in_order("order", expected.order, facts)
    if expected.services:
        yield _equal("services", sorted(expected.services), sorted({str(line.get("service")) for line in trail}))
    if expected.profile is not None:
        yield _equal("profile", expected.profile, cast("Json", status.get("policy") or {}).get("profile"))
    if expected.mails is not None:
        yield _equal("mails", sorted(expected.mails), sorted(letters))


def clocks(expected: Expected, explained: Sequence[Json]) -> Iterator[Finding]:
    """Every expected limit beside the explanation of it; of several with one name the last is meant, unless an attempt is said."""
    for limit in expected.limits:
        known = [one for one in explained if one.get("name") == limit.name and limit.attempt in (None, one.get("attempt"))]
        found = known[-1] if known else {}
        yield _equal(f"{limit.name} stands", f"{limit.state} {limit.severity}", f"{found.get('state')} {found.get('severity')}")
        if limit.due is not None:
            yield _equal(f"{limit.name} is due", limit.due, found.get("due"))
        counting = {str(day.get("date")): bool(day.get("working")) for day in objects(found.get("days"))}
        for day, counts in (*((day, True) for day in limit.counts), *((day, False) for day in limit.skips)):
            yield _equal(f"{limit.name} counts {day}", counts, counting.get(str(day)))


def _equal(what: str, expected: object, found: object) -> Finding:
    return Finding(what=what, expected=_text(expected), found=_text(found))


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in cast("list[object]", value))
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _login_name(expected: str, found: str) -> Finding:
    """`assigned`: some name that the system chose."""
    if expected == "assigned":
        return Finding(what="login name", expected="assigned", found="assigned" if found else "none")
    return _equal("login name", expected, found)


def _in_order(what: str, expected: Sequence[str], found: Sequence[str]) -> Iterator[Finding]:
    """The expected ones occur in this order; others may stand between."""
    if expected:
        rest = iter(found)
        met = [one for one in expected if one in rest]
        yield Finding(what=what, expected=" → ".join(expected), found=" → ".join(met if met == list(expected) else found))
