"""What is tracking made of? The only file that knows everything."""

from collections.abc import Sequence
from functools import partial

from chassis.aggregate import Aggregate
from chassis.blueprint import Blueprint
from chassis.door import Door
from chassis.doors import Doors
from chassis.process import run
from chassis.timer import Timer
from chassis.view import View
from contracts.application import Application
from contracts.delivery import Delivery
from contracts.production import Production
from contracts.registration import Registration
from contracts.tracking import Tracking
from contracts.verification import Verification
from services.tracking import api
from services.tracking.adapters.bodies import bodies_from
from services.tracking.adapters.calendars import calendars_from
from services.tracking.adapters.publishing import publish
from services.tracking.adapters.recording import Recorder
from services.tracking.announcements import announce
from services.tracking.api.reading import Sources
from services.tracking.commands import CaseCommand, HearAccountFact
from services.tracking.decider import account, case
from services.tracking.events import AccountFactHeard, CaseEvent, Event
from services.tracking.projections.accounts import accounts
from services.tracking.projections.cases import cases
from services.tracking.projections.certificates import certificates
from services.tracking.projections.limits.counting import Rules
from services.tracking.projections.limits.deadlines import DeadlineRow, deadlines
from services.tracking.reactions import react

CASES = Aggregate(name="case", decider=case, commands=CaseCommand, events=CaseEvent, stream=lambda command: command.case_id)
ACCOUNTS = Aggregate(
    name="account",
    decider=account,
    commands=HearAccountFact,
    events=AccountFactHeard,
    stream=lambda command: command.account_id,
)


def build(doors: Doors) -> Blueprint:
    """Tracking: hears all, tells what the clock does. A calendar that is to come out counts from the next start on."""
    bodies = bodies_from(doors.settings)
    rules = Rules(book=doors.policy, calendars=calendars_from(doors.settings).known(doors.clock.now()))
    watched = deadlines(rules)
    sources = Sources(cases=CASES, accounts=ACCOUNTS, rules=rules, watched=watched)
    return Blueprint(
        name="tracking",
        aggregates=[CASES, ACCOUNTS],
        announce=announce,
        tells=Tracking,
        routes=lambda door: api.routes(door, bodies, sources),
        hears={
            "registration": Registration,
            "application": Application,
            "verification": Verification,
            "production": Production,
            "delivery": Delivery,
        },
        react_enveloped=react,
        views=[cases, accounts, certificates, watched],
        timers=partial(timers, rules=rules, watched=watched),
        at_start=partial(publish, rules=rules, watched=watched),
    )


def timers(door: Door, *, rules: Rules, watched: View[Event, DeadlineRow]) -> Sequence[Timer[DeadlineRow]]:
    """Deadlines are reminded of, missed, and taken back; nothing is blocked by it (docs/domain.md §5)."""
    return [Timer(view=watched, perform=Recorder(door, rules, watched).record)]


if __name__ == "__main__":
    run(build, "tracking")
