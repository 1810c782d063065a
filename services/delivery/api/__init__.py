"""Who may ask delivery for what? The doors of parcels, keys and bindings."""

from fastapi import APIRouter

from chassis.door import Door
from services.delivery.api import bindings, collection, keys, parcels
from services.delivery.api.sight import Sight
from services.delivery.ports import Histories, Signatures


def routes(door: Door, histories: Histories, signatures: Signatures, origin: str) -> APIRouter:
    """All endpoints. `origin` is the Single Window's, as it stands in the challenges to sign."""
    sight = Sight(door, histories)
    router = APIRouter()
    router.include_router(parcels.routes(door, histories))
    router.include_router(keys.routes(door, sight))
    router.include_router(collection.routes(door, sight))
    router.include_router(bindings.routes(door, histories, sight, signatures, origin))
    return router
