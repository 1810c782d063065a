"""How does a request get to a service in this process, and its answer back, even where an answer never ends?"""

import asyncio
from collections.abc import MutableMapping
from typing import Any, Final

import httpx

Message = MutableMapping[str, Any]
STREAM: Final = b"text/event-stream"
SECONDS: Final = 0.2


class Doorway(httpx.AsyncBaseTransport):
    """Asks an ASGI application; of a stream of events it takes what comes at once, and hangs up."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        visit = _Visit(await request.aread())
        answering = asyncio.create_task(self._app(_scope(request), visit.receive, visit.send))
        begun = asyncio.create_task(visit.begun.wait())
        try:
            await asyncio.wait({answering, begun}, return_when=asyncio.FIRST_COMPLETED)
            if not answering.done():
                await asyncio.wait({answering}, timeout=SECONDS)
            visit.gone.set()
            await asyncio.wait({answering}, timeout=5)
        finally:
            begun.cancel()
            answering.cancel()
        return httpx.Response(visit.status, headers=visit.headers, stream=httpx.ByteStream(bytes(visit.content)))


class _Visit:
    """One request and what was said to it so far."""

    def __init__(self, body: bytes) -> None:
        self._body: bytes | None = body
        self.status = 500
        self.headers: list[tuple[bytes, bytes]] = []
        self.content = bytearray()
        self.begun, self.gone = asyncio.Event(), asyncio.Event()

    @property
    def streams(self) -> bool:
        return any(name == b"content-type" and said.startswith(STREAM) for name, said in self.headers)

    async def receive(self) -> Message:
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message.get("headers", []))
            if self.streams:
                self.begun.set()
        elif message["type"] == "http.response.body":
            self.content += message.get("body", b"")


def _scope(request: httpx.Request) -> Message:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "headers": [(name.lower(), said) for name, said in request.headers.raw],
        "scheme": request.url.scheme,
        "path": request.url.path,
        "raw_path": request.url.raw_path.split(b"?")[0],
        "query_string": request.url.query,
        "server": (request.url.host, 80),
        "client": ("127.0.0.1", 123),
        "root_path": "",
    }
