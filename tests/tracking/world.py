"""How do tracking's tests hear? Messages through react and decide into streams and views, all in memory."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from chassis.actor import service_actor
from chassis.view import Fact, View
from services.tracking.commands import HearAccountFact, HearCaseFact
from services.tracking.decider import Heard, account, case
from services.tracking.events import AccountFactHeard, CaseFactHeard, Event
from services.tracking.projections.accounts import accounts
from services.tracking.projections.cases import cases
from services.tracking.projections.certificates import Certificate, certificate, certificates
from services.tracking.projections.status import CaseStatus, status_of
from services.tracking.projections.trail import Line, trail
from services.tracking.reactions import react
from services.tracking.values.told import Told
from tests.tracking.cast import CASE, Message


class Tracking:
    """The service without its machinery."""

    def __init__(self, messages: Iterable[Message] = ()) -> None:
        self.facts: list[Fact[Event]] = []
        self.cases: dict[UUID, Heard[CaseFactHeard]] = {}
        self.accounts: dict[UUID, Heard[AccountFactHeard]] = {}
        self.rows: dict[tuple[str, str], Any] = {}
        for message in messages:
            self.hear(message)

    def hear(self, message: Message) -> Sequence[Event]:
        return [event for command in react(message.heard, message.envelope) for event in self._decide(command)]  # type: ignore[arg-type]

    def _decide(self, command: HearCaseFact | HearAccountFact) -> Sequence[Event]:
        events: Sequence[Event]
        match command:
            case HearCaseFact(case_id=id):
                state = self.cases.get(id, case.initial)
                decided = case.decide(command, state)
                self.cases[id] = case.evolve(state, decided[0]) if decided else state
                events = decided
            case HearAccountFact(account_id=id):
                known = self.accounts.get(id, account.initial)
                heard = account.decide(command, known)
                self.accounts[id] = account.evolve(known, heard[0]) if heard else known
                events = heard
        for event in events:
            self._project(event)
        return events

    def _project(self, event: Event) -> None:
        fact = Fact(
            event=event,
            stream=UUID(int=0),
            version=1,
            position=len(self.facts) + 1,
            at=event.told.at,
            actor=service_actor("tracking"),
            correlation=UUID(int=0),
            causation="",
        )
        self.facts.append(fact)
        views: Sequence[View[Event, Any]] = (cases, accounts, certificates)
        for view in views:
            for key in view.keys(event):
                self.rows[view.name, key] = view.project(self.rows.get((view.name, key)), fact)

    # ── what one asks ──

    def told(self, case_id: UUID = CASE) -> tuple[Told, ...]:
        row = self.rows.get(("cases", str(case_id)))
        return row.facts if row else ()

    def status(self, case_id: UUID = CASE) -> CaseStatus | None:
        return status_of(self.told(case_id))

    def trail(self, case_id: UUID = CASE) -> Sequence[Line]:
        status = self.status(case_id)
        row = self.rows.get(("accounts", str(status.opened.account_id))) if status else None
        own = self.cases[case_id].facts.values()
        if status is None or row is None or row.first != case_id:
            return trail(own, ())
        return trail(own, self.accounts.get(status.opened.account_id, account.initial).facts.values())

    def certificate(self, serial: str) -> Certificate:
        return certificate(self.rows["certificates", serial])

    def answers(self) -> object:
        """Everything that anyone can be told."""
        serials = sorted(key for view, key in self.rows if view == "certificates")
        found = {case_id: (self.status(case_id), self.trail(case_id)) for case_id in sorted(self.cases)}
        return found, [self.certificate(serial) for serial in serials]
