"""Who may ask delivery for what? The doors of parcels, keys, losses, keys kept apart, and bindings."""

from fastapi import APIRouter

from chassis.door import Door
from services.delivery.api import bindings, collection, keys, losses, parcels, quarantine
from services.delivery.api.sight import Sight
from services.delivery.ports import Histories, SingleWindow


def routes(door: Door, histories: Histories, window: SingleWindow) -> APIRouter:
    """All endpoints."""
    sight = Sight(door, histories)
    router = APIRouter()
    router.include_router(parcels.routes(door, histories))
    router.include_router(keys.routes(door, sight))
    router.include_router(collection.routes(door, sight))
    router.include_router(losses.routes(door, histories, sight))
    router.include_router(quarantine.routes(door, histories))
    router.include_router(bindings.routes(door, histories, sight, window))
    return router
