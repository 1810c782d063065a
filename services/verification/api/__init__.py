"""What can be asked and wished of verification over HTTP?"""

from fastapi import APIRouter

from chassis.door import Door
from services.verification.api.desk import Desk, Review
from services.verification.api.remarks import remark_routes
from services.verification.api.tasks import checking_routes, deciding_routes, reading_routes
from services.verification.ports import Bodies

__all__ = ["routes"]


def routes(door: Door, review: Review, bodies: Bodies) -> APIRouter:
    """The desks' tasks, and the remarks of a case."""
    desk = Desk(door=door, review=review, bodies=bodies)
    router = APIRouter()
    for part in (reading_routes(desk), checking_routes(desk), deciding_routes(desk), remark_routes(desk)):
        router.include_router(part)
    return router
