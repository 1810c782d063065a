"""Who may ask application for what? The doors of cases, forms, documents and scans."""

from fastapi import APIRouter

from chassis.door import Door
from services.application.api import cases, choices, forms, names, papers, reading, scans
from services.application.api.counter import Counter
from services.application.ports import Histories, Outside


def routes(door: Door, histories: Histories, outside: Outside) -> APIRouter:
    """All endpoints."""
    counter = Counter(door, histories, outside)
    router = APIRouter()
    router.include_router(choices.routes(counter))
    router.include_router(cases.routes(counter))
    router.include_router(forms.routes(counter))
    router.include_router(names.routes(counter))
    router.include_router(papers.routes(counter))
    router.include_router(scans.routes(counter))
    router.include_router(reading.routes(counter))
    return router
