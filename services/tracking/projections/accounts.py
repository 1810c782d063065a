"""Which was an account's first case? The account's own facts stand at the head of that case's trail."""

from collections.abc import Sequence
from uuid import UUID

from chassis.messages import value
from chassis.view import Fact, View
from services.tracking.events import (
    AccountFactHeard,
    CalendarApplied,
    CaseFactHeard,
    DeadlineMissed,
    DeadlineReminded,
    Event,
    MissVoided,
)
from services.tracking.values.application import DraftOpened
from services.tracking.values.told import Place


@value
class OpenedCase:
    """A case of the account, and where application wrote its opening."""

    case_id: UUID
    place: Place


@value
class AccountRow:
    """The cases of one account. Application gives all facts gapless positions, so they tell which was first."""

    account_id: UUID
    cases: tuple[OpenedCase, ...]

    @property
    def first(self) -> UUID | None:
        """The case that was opened first."""
        return self.cases[0].case_id if self.cases else None


def accounts_of(event: Event) -> Sequence[str]:
    match event:
        case CaseFactHeard():
            step = event.told.step
            return [str(step.account_id)] if isinstance(step, DraftOpened) else []
        case AccountFactHeard():
            return [str(event.account_id)]
        case DeadlineReminded() | DeadlineMissed() | MissVoided() | CalendarApplied():
            return []


def keep(row: AccountRow | None, fact: Fact[Event]) -> AccountRow | None:
    """The row with this opening in it, in application's order."""
    known = row.cases if row else ()
    match fact.event:
        case CaseFactHeard(case_id=case_id, told=told):
            if not isinstance(told.step, DraftOpened):
                return row
            opened = {case.case_id: case for case in (*known, OpenedCase(case_id=case_id, place=told.place))}
            ordered = sorted(opened.values(), key=lambda case: (case.place.epoch, case.place.position))
            return AccountRow(account_id=told.step.account_id, cases=tuple(ordered))
        case AccountFactHeard(account_id=account_id):
            return AccountRow(account_id=account_id, cases=known)
        case DeadlineReminded() | DeadlineMissed() | MissVoided() | CalendarApplied():
            return row


accounts: View[Event, AccountRow] = View(name="accounts", version=1, row=AccountRow, keys=accounts_of, project=keep)
