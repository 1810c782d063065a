"""How can a person look at a service? Two pages without foreign hosts: its doors (`/docs`) and what it tells and hears (`/events`)."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse

from chassis.asyncapi import asyncapi
from chassis.blueprint import Blueprint
from chassis.pages.doors import doors_page
from chassis.pages.events import events_page

OURS = Path(__file__).parent
SWAGGER = Path(str(files("fastapi_offline"))) / "static"
ASSETS = {
    "swagger-ui-bundle.js": SWAGGER / "swagger-ui-bundle.js",
    "swagger-ui.css": SWAGGER / "swagger-ui.css",
    "doors.js": OURS / "doors.js",
    "pages.css": OURS / "pages.css",
}
GUARDED = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def page_routes(blueprint: Blueprint) -> APIRouter:
    """The pages of one service, their assets, and `/asyncapi.json`. All are public: they tell shapes, never contents."""
    router = APIRouter(include_in_schema=False)

    @cache
    def document() -> dict[str, Any]:
        return asyncapi([blueprint], title=f"ekey {blueprint.name}")

    @router.get("/docs")
    async def show_doors() -> HTMLResponse:
        return HTMLResponse(doors_page(blueprint.name), headers=GUARDED)

    @router.get("/events")
    async def show_events() -> HTMLResponse:
        return HTMLResponse(events_page(blueprint), headers=GUARDED)

    @router.get("/asyncapi.json")
    async def tell_events() -> JSONResponse:
        return JSONResponse(document())

    def serve(name: str, file: Path) -> None:
        async def asset() -> FileResponse:
            return FileResponse(file, headers=GUARDED | {"Cache-Control": "max-age=3600"})

        router.add_api_route(f"/docs/{name}", asset, methods=["GET"], name=name)

    for name, file in ASSETS.items():
        serve(name, file)
    return router
