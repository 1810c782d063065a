"""What is registration made of?"""

from collections.abc import Sequence

from chassis.blueprint import Blueprint
from chassis.door import Door
from chassis.doors import Doors
from chassis.timer import Timer
from contracts.application import Application
from contracts.delivery import Delivery
from contracts.registration import Registration
from contracts.verification import Verification
from services.registration import decider
from services.registration.adapters.bodies import filed_bodies
from services.registration.adapters.postman import Postman
from services.registration.adapters.seed import seed
from services.registration.announcements import announce
from services.registration.api import routes
from services.registration.commands import Command, LapseRegistration
from services.registration.consequences import follow
from services.registration.projections import Outgoing, Waiting, outgoing, staff_list, waiting
from services.registration.reactions import react


def build(doors: Doors) -> Blueprint:
    """The service, ready to be run."""
    bodies = filed_bodies(doors.settings.get("bodies", ""))
    return Blueprint(
        name="registration",
        aggregates=(
            decider.ACCOUNTS,
            decider.CODES,
            decider.ADDRESSES,
            decider.STAFF,
            decider.KEYRINGS,
            decider.MAILS,
            decider.READINGS,
            decider.GATES,
        ),
        follow=follow,
        announce=announce,
        tells=Registration,
        hears={"verification": Verification, "delivery": Delivery, "application": Application},
        react=react,
        views=(waiting, outgoing, staff_list),
        timers=timers,
        routes=lambda door: routes(door, bodies),
        at_start=seed,
    )


def timers(door: Door) -> Sequence[Timer[Waiting] | Timer[Outgoing]]:
    """Registrations lapse, mails go out."""

    async def lapse(row: Waiting) -> Sequence[Command]:
        return [LapseRegistration(account_id=row.account_id, at=door.doors.clock.now())]

    lapsing: Timer[Waiting] = Timer(view=waiting, perform=lapse)
    mailing: Timer[Outgoing] = Timer(view=outgoing, perform=Postman(door).send)
    return [lapsing, mailing]


if __name__ == "__main__":
    from chassis.process import run

    run(build, "registration")
