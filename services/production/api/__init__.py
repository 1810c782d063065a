"""Who may ask production for what? The doors of stock, orders, consignments, keys and certificates."""

from fastapi import APIRouter

from chassis.door import Door
from services.production.api import accounting, certificates, consignments, keys, orders, stock
from services.production.api.workshop import Workshop
from services.production.ports import Authority, Histories, TokenWriter


def routes(door: Door, histories: Histories, authority: Authority, writer: TokenWriter) -> APIRouter:
    """All endpoints."""
    router = APIRouter()
    router.include_router(stock.routes(door))
    router.include_router(orders.routes(door, Workshop(door, histories, authority, writer)))
    router.include_router(consignments.routes(door))
    router.include_router(keys.routes(door))
    router.include_router(certificates.routes(door, histories, authority))
    router.include_router(accounting.routes(door))
    return router
