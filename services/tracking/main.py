"""What is tracking made of? The only file that knows everything."""

from fastapi import APIRouter

from chassis.aggregate import Aggregate
from chassis.blueprint import Blueprint
from chassis.door import Door
from chassis.doors import Doors
from chassis.process import run
from contracts.application import Application
from contracts.delivery import Delivery
from contracts.production import Production
from contracts.registration import Registration
from contracts.verification import Verification
from services.tracking import api
from services.tracking.adapters.bodies import bodies_from
from services.tracking.announcements import announce
from services.tracking.commands import HearAccountFact, HearCaseFact
from services.tracking.decider import account, case
from services.tracking.events import AccountFactHeard, CaseFactHeard
from services.tracking.projections.accounts import accounts
from services.tracking.projections.cases import cases
from services.tracking.projections.certificates import certificates
from services.tracking.reactions import react

CASES = Aggregate(name="case", decider=case, commands=HearCaseFact, events=CaseFactHeard, stream=lambda command: command.case_id)
ACCOUNTS = Aggregate(
    name="account",
    decider=account,
    commands=HearAccountFact,
    events=AccountFactHeard,
    stream=lambda command: command.account_id,
)


def build(doors: Doors) -> Blueprint:
    """Tracking: hears all, tells nothing."""
    bodies = bodies_from(doors.settings)

    def routes(door: Door) -> APIRouter:
        return api.routes(door, bodies, CASES, ACCOUNTS)

    return Blueprint(
        name="tracking",
        aggregates=[CASES, ACCOUNTS],
        announce=announce,
        tells=None,
        routes=routes,
        hears={
            "registration": Registration,
            "application": Application,
            "verification": Verification,
            "production": Production,
            "delivery": Delivery,
        },
        react_enveloped=react,
        views=[cases, accounts, certificates],
    )


if __name__ == "__main__":
    run(build, "tracking")
