"""Which times are counted, and how does one stand? Limits that can be breached, targets and expectations that show amber."""

from datetime import date, datetime
from typing import Literal, TypeAlias

from chassis.messages import value
from services.tracking.values.text import Text

LimitName: TypeAlias = Literal[
    "verification",
    "review",
    "production",
    "review_and_production",
    "notify_target",
    "notify_limit",
    "courier",
    "replacement",
    "receipt",
]
LimitKind: TypeAlias = Literal["limit", "target", "expectation"]
LimitState: TypeAlias = Literal["open", "kept", "missed"]
Severity: TypeAlias = Literal["none", "amber", "breach"]


@value
class LimitId:
    """One running of a limit: `round` counts Confirm Uploads, `attempt` the ways of keys; 0 where it does not count."""

    name: LimitName
    round: int = 0
    attempt: int = 0


@value
class Term:
    """A limit as policy rules it: working days, whose clause, and what it is called."""

    name: LimitName
    kind: LimitKind
    working_days: int
    clause: str
    label: Text


@value
class Limit:
    """A limit that began to run. Kept: ended before `due_instant`; missed: not, and it stays missed when it ends later.

    `due` is a day in Shanghai, up at its 24:00; `provisional` while a year it runs into was not published; `calendar` is the version
    it was computed with.
    """

    id: LimitId
    term: Term
    started_at: datetime
    ended_at: datetime | None
    due: date
    due_instant: datetime
    provisional: bool
    calendar: str
    state: LimitState

    @property
    def severity(self) -> Severity:
        """Amber for a missed target or expectation, breach for a missed limit."""
        if self.state != "missed":
            return "none"
        return "breach" if self.term.kind == "limit" else "amber"
