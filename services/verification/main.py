"""What is verification made of? The one file that knows everything."""

from pathlib import Path
from uuid import UUID

from fastapi import APIRouter

from chassis.aggregate import Aggregate
from chassis.blueprint import Blueprint
from chassis.door import Door
from chassis.doors import Doors
from contracts import application
from contracts import verification as told
from services.verification.adapters import FileBodies
from services.verification.announcements import announce
from services.verification.api import routes
from services.verification.commands import CaseCommand, TransferCases
from services.verification.consequences import follow
from services.verification.decider import State, review
from services.verification.decider.transfer import TransferState, transfer
from services.verification.events import CaseEvent, CasesTransferred
from services.verification.projections import custody, numbers, refusals, tasks
from services.verification.reactions import react


def stream(command: CaseCommand) -> UUID:
    """One stream per case, over all rounds and both stages."""
    return command.case_id


def act(command: TransferCases) -> UUID:
    """Each transfer is a stream of its own."""
    return command.transfer_id


def build(doors: Doors) -> Blueprint:
    """The desks of the issuing bodies and of the key provider."""
    file = doors.settings.get("bodies", "")
    bodies = FileBodies(Path(file) if file else None)
    reviews: Aggregate[CaseCommand, State, CaseEvent] = Aggregate(
        name="review", decider=review, commands=CaseCommand, events=CaseEvent, stream=stream
    )
    transfers: Aggregate[TransferCases, TransferState, CasesTransferred] = Aggregate(
        name="transfer", decider=transfer, commands=TransferCases, events=CasesTransferred, stream=act
    )

    def at(door: Door) -> APIRouter:
        return routes(door, reviews, bodies)

    return Blueprint(
        name="verification",
        aggregates=[reviews, transfers],
        follow=follow,
        announce=announce,
        tells=told.Verification,
        routes=at,
        hears={"application": application.Application},
        react=react,
        views=[numbers, tasks, refusals, custody],
    )


if __name__ == "__main__":
    from chassis.process import run

    run(build, "verification")
