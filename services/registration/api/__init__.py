"""Which doors has registration? Registering, signing in, staff, addresses, releasing."""

from fastapi import APIRouter

from chassis.door import Door
from services.registration.api.addresses import addresses
from services.registration.api.registrations import registrations
from services.registration.api.releases import releases
from services.registration.api.sessions import sessions
from services.registration.api.staff import staff
from services.registration.ports import Bodies


def routes(door: Door, bodies: Bodies) -> APIRouter:
    """All of them."""
    router = APIRouter()
    for part in (registrations(door), sessions(door, bodies), staff(door, bodies), addresses(door), releases(door)):
        router.include_router(part)
    return router
