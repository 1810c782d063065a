"""How do tracking's tests hear? Messages through react and decide into streams and views, all in memory."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from chassis.actor import service_actor
from chassis.policy import policy_book
from chassis.testing import POLICY
from chassis.view import Fact, View
from services.tracking.adapters.calendars import library_calendar
from services.tracking.commands import (
    ApplyCalendar,
    CaseCommand,
    HearAccountFact,
    HearCaseFact,
    RecordMiss,
    RemindOfDeadline,
    VoidMiss,
)
from services.tracking.decider import CaseHistory, HeardOfAccount, account, case
from services.tracking.events import Event
from services.tracking.projections.accounts import accounts
from services.tracking.projections.cases import cases
from services.tracking.projections.certificates import Certificate, certificate, certificates
from services.tracking.projections.limits.counting import Rules, limits
from services.tracking.projections.limits.deadlines import deadlines, due_commands
from services.tracking.projections.status import CaseStatus, status_of
from services.tracking.projections.trail import Line, trail
from services.tracking.reactions import react
from services.tracking.values.limits import Limit
from services.tracking.values.told import Told
from services.tracking.values.working_days import Calendars
from tests.tracking.cast import CASE, MONDAY, Message

RULES = Rules(book=policy_book(POLICY), calendars=Calendars(first=library_calendar()))
MUCH_LATER = MONDAY + timedelta(days=90)
WATCHED = deadlines(RULES)


class Tracking:
    """The service without its machinery."""

    def __init__(self, messages: Iterable[Message] = ()) -> None:
        self.facts: list[Fact[Event]] = []
        self.cases: dict[UUID, CaseHistory] = {}
        self.accounts: dict[UUID, HeardOfAccount] = {}
        self.rows: dict[tuple[str, str], Any] = {}
        for message in messages:
            self.hear(message)

    def hear(self, message: Message) -> Sequence[Event]:
        return [event for command in react(message.heard, message.envelope) for event in self._decide(command)]  # type: ignore[arg-type]

    def act(self, command: CaseCommand) -> Sequence[Event]:
        """What the clock wishes, decided and shown."""
        return self._decide(command)

    def tick(self, now: datetime) -> Sequence[Event]:
        """Whatever the clock has to record of all cases by now."""
        rows = [row for (view, _), row in self.rows.items() if view == "deadlines"]
        return [event for row in rows for wish in due_commands(row, RULES, now) for event in self.act(wish)]

    def _decide(self, command: CaseCommand | HearAccountFact) -> Sequence[Event]:
        events: Sequence[Event]
        match command:
            case HearAccountFact(account_id=id):
                known = self.accounts.get(id, account.initial)
                heard = account.decide(command, known)
                self.accounts[id] = account.evolve(known, heard[0]) if heard else known
                events = heard
            case HearCaseFact() | RemindOfDeadline() | RecordMiss() | VoidMiss() | ApplyCalendar():
                state = self.cases.get(command.case_id, case.initial)
                decided = case.decide(command, state)
                self.cases[command.case_id] = case.evolve(state, decided[0]) if decided else state
                events = decided
        for event in events:
            self._project(event)
        return events

    def _project(self, event: Event) -> None:
        fact = Fact(
            event=event,
            stream=UUID(int=0),
            version=1,
            position=len(self.facts) + 1,
            at=MONDAY,
            actor=service_actor("tracking"),
            correlation=UUID(int=0),
            causation="",
        )
        self.facts.append(fact)
        views: Sequence[View[Event, Any]] = (cases, accounts, certificates, WATCHED)
        for view in views:
            for key in view.keys(event):
                self.rows[view.name, key] = view.project(self.rows.get((view.name, key)), fact)

    # ── what one asks ──

    def told(self, case_id: UUID = CASE) -> tuple[Told, ...]:
        row = self.rows.get(("cases", str(case_id)))
        return row.facts if row else ()

    def status(self, case_id: UUID = CASE) -> CaseStatus | None:
        return status_of(self.told(case_id))

    def limits(self, now: datetime, case_id: UUID = CASE) -> Sequence[Limit]:
        return limits(self.told(case_id), RULES, now)

    def trail(self, case_id: UUID = CASE) -> Sequence[Line]:
        status = self.status(case_id)
        row = self.rows.get(("accounts", str(status.opened.account_id))) if status else None
        own = self.cases[case_id].facts.values()
        watched = self.rows.get(("deadlines", str(case_id)))
        recorded = watched.recorded if watched else ()
        if status is None or row is None or row.first != case_id:
            return trail(own, (), recorded)
        return trail(own, self.accounts.get(status.opened.account_id, account.initial).facts.values(), recorded)

    def certificate(self, serial: str) -> Certificate:
        return certificate(self.rows["certificates", serial])

    def answers(self) -> object:
        """Everything that anyone can be told."""
        serials = sorted(key for view, key in self.rows if view == "certificates")
        found = {
            case_id: (self.status(case_id), self.trail(case_id), self.limits(MUCH_LATER, case_id))
            for case_id in sorted(self.cases)
        }
        return found, [self.certificate(serial) for serial in serials]
