"""What can be asked and wished of verification over HTTP?"""

from fastapi import APIRouter

from chassis.door import Door
from services.verification.api.desk import Desk, Review
from services.verification.api.oversight import oversight_routes
from services.verification.api.refusals import deciding_refusal_routes, proposing_routes
from services.verification.api.remarks import remark_routes
from services.verification.api.tasks import checking_routes, deciding_routes, reading_routes
from services.verification.api.transfers import transfer_routes
from services.verification.ports import Bodies

__all__ = ["routes"]


def routes(door: Door, review: Review, bodies: Bodies) -> APIRouter:
    """The desks' tasks, refusals by two persons, the remarks of a case, transfers to a successor."""
    desk = Desk(door=door, review=review, bodies=bodies)
    router = APIRouter()
    for routes_of in (
        reading_routes,
        checking_routes,
        deciding_routes,
        proposing_routes,
        deciding_refusal_routes,
        remark_routes,
        transfer_routes,
        oversight_routes,
    ):
        router.include_router(routes_of(desk))
    return router
