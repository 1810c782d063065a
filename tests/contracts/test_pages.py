"""Can a person read what a service does, without a foreign host?"""

import re
from dataclasses import replace
from html.parser import HTMLParser

import httpx
import pytest
from fastapi import FastAPI

from chassis.pages import page_routes
from deploy.contracts.services import Services

SERVICES = ("registration", "application", "verification", "production", "delivery", "tracking")
PAGES = pytest.mark.parametrize("page", ["/docs", "/events"])


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and "src" not in given:
            self.inline.append(tag)
        if tag == "style" or "style" in given or any(name.startswith("on") for name in given):
            self.inline.append(tag)
        self.loaded.extend(str(given[name]) for name in ("src", "href") if given.get(name))


def client(found: Services, service: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=found[service].app), base_url="http://service")


@PAGES
@pytest.mark.parametrize("service", SERVICES)
async def test_everything_that_a_page_loads_comes_from_the_service_itself(service: str, page: str, found: Services) -> None:
    async with client(found, service) as asked:
        shown = await asked.get(page)
        links = Links()
        links.feed(shown.text)
        assert shown.status_code == 200
        assert links.inline == []
        for link in links.loaded:
            assert link == "data:," or (await asked.get(f"/{link}")).status_code == 200, link


@PAGES
async def test_a_page_lets_the_browser_load_from_the_service_only(page: str, found: Services) -> None:
    async with client(found, "tracking") as asked:
        policy = (await asked.get(page)).headers["content-security-policy"]
    sources = {source for directive in policy.split(";") for source in directive.split()[1:]}
    assert sources == {"'none'", "'self'", "data:"}


async def test_the_page_of_events_names_everything_told_and_everybody_heard(found: Services) -> None:
    async with client(found, "production") as asked:
        page = (await asked.get("/events")).text
    assert re.findall(r'<article id="(\w+)">', page)[:2] == ["OrderOpened", "OrderCancelled"]
    for name in ("verification", "application", "delivery", "ReviewPassed", "ReceiptConfirmed"):
        assert name in page
    assert "&quot;loss&quot; | &quot;reissue&quot;" in page
    assert "list of {case_id, application_number, token_serial}" in page


async def test_a_service_that_tells_nothing_says_so(found: Services) -> None:
    app = FastAPI()
    app.include_router(page_routes(replace(found["tracking"].blueprint, tells=None)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://service") as asked:
        assert "无 / nothing" in (await asked.get("/events")).text


async def test_a_service_describes_its_own_topics_at_its_door(found: Services) -> None:
    async with client(found, "delivery") as asked:
        document = (await asked.get("/asyncapi.json")).json()
    assert "delivery.KeyBound" in document["channels"]
    assert "delivery.hears.production" in document["operations"]
    assert "application.DraftOpened" not in document["channels"]


async def test_the_pages_are_no_doors(found: Services) -> None:
    async with client(found, "delivery") as asked:
        paths = (await asked.get("/openapi.json")).json()["paths"]
    assert not {"/docs", "/events", "/asyncapi.json"} & set(paths)
