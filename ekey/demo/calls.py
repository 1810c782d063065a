"""How does somebody call a service, and what does the answer mean?"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias, TypeVar, cast
from uuid import NAMESPACE_URL, uuid5

import httpx

Clients: TypeAlias = Mapping[str, httpx.AsyncClient]
Json: TypeAlias = dict[str, object]
T = TypeVar("T")

PATIENCE: Final = 60.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 0.5
_SESSIONS: Final = "/sessions"
_AGAIN: Final = frozenset({502, 503, 504})


class Disappointed(Exception):
    """Something did not go as the example says."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What came back: `code` is the stable part of the problem type, empty for a success; `names` are the fields it names."""

    status: int
    code: str
    said: str
    names: tuple[str, ...]
    body: Json
    items: list[Json]
    content: bytes

    def text(self, name: str) -> str:
        """A field of the answer as text, empty when it is missing."""
        value = self.body.get(name)
        return "" if value is None else str(value)

    def number(self, name: str) -> int:
        """A field of the answer as a number. Raises Disappointed when it is none."""
        value = self.body.get(name)
        if not isinstance(value, int):
            raise Disappointed(f"the answer holds no number `{name}`")
        return value

    def parts(self, name: str) -> list[Json]:
        """A field that is a list of objects, empty when it is missing."""
        value = self.body.get(name)
        return objects(value)


class Refusal(Exception):
    """An answer that is no success."""

    def __init__(self, wish: str, reply: Reply) -> None:
        super().__init__(f"{wish}: {reply.status} {reply.code}: {reply.said}")
        self.reply = reply


class Person:
    """Somebody who uses the services over HTTP, signed in or not.

    `expecting` is the refusal that the act at hand is to provoke: it is then the answer, not a reason to wait.
    """

    def __init__(self, clients: Clients, name: str, *, patience: float = PATIENCE) -> None:
        self._clients = clients
        self.name = name
        self.token = ""
        self.patience = patience
        self._wishes = 0
        self._signs_in_with: Json = {}

    async def sign_in(self, email: str, password: str) -> None:
        """Raises Refusal."""
        wish: Json = {"email": email, "password": password}
        said = await self.ask("registration", "POST", _SESSIONS, wish)
        self.token, self._signs_in_with = said.text("token"), wish

    async def ask(
        self,
        service: str,
        method: str,
        path: str,
        json: Json | None = None,
        *,
        file: tuple[str, bytes, str] | None = None,
        not_yet: Collection[str] = (),
        expecting: str = "",
    ) -> Reply:
        """One wish; asked again while the answer is one of `not_yet`, until patience ends. Raises Refusal."""
        self._wishes += 1
        own: dict[str, str] = {}
        if file is None and method != "GET":
            own["Idempotency-Key"] = str(uuid5(NAMESPACE_URL, f"{self.name}/{id(self)}/{self._wishes}/{path}"))
        files = {"file": file} if file else None

        async def asked() -> Reply | None:
            headers = {**own, "Authorization": f"Bearer {self.token}"} if self.token else own
            try:
                reply = read(await self._clients[service].request(method, path, json=json, files=files, headers=headers))
            except httpx.TransportError as error:
                reply = unreachable(error)
            waiting = reply.status in _AGAIN or (reply.code in not_yet and reply.code != expecting)
            return None if waiting and time.monotonic() < deadline else reply

        deadline = time.monotonic() + self.patience
        reply = await until(asked, f"{method} {path}", seconds=self.patience + 10)
        if reply.status == 401 and self._signs_in_with and path != _SESSIONS:
            self.token = ""
            await self.sign_in(str(self._signs_in_with["email"]), str(self._signs_in_with["password"]))
            reply = await until(asked, f"{method} {path}", seconds=self.patience + 10)
        if reply.status >= 400:
            raise Refusal(f"{self.name}: {method} {service}{path}", reply)
        return reply


def read(response: httpx.Response) -> Reply:
    """The answer as its reader understands it."""
    is_json = "json" in response.headers.get("content-type", "")
    said = cast("object", response.json()) if is_json and response.content else None
    body = cast("Json", said) if isinstance(said, dict) else {}
    items = objects(cast("object", said))
    code = str(body.get("type", "")).rpartition(":")[2] if response.status_code >= 400 else ""
    return Reply(
        status=response.status_code,
        code=code or ("" if response.status_code < 400 else f"status_{response.status_code}"),
        said=str(body.get("en") or body.get("detail") or response.text[:200]) if response.status_code >= 400 else "",
        names=tuple(str(error.get("field", "")) for error in objects(body.get("errors"))),
        body=body,
        items=items,
        content=response.content,
    )


def unreachable(error: httpx.TransportError) -> Reply:
    """Nobody answered; the same wish may be sent again."""
    return Reply(status=503, code="unreachable", said=repr(error), names=(), body={}, items=[], content=b"")


def objects(value: object) -> list[Json]:
    """The objects of a JSON list; a page (`{"items": [...]}`) counts as its items."""
    if isinstance(value, dict):
        return objects(cast("Json", value).get("items"))
    return [cast("Json", one) for one in cast("list[object]", value) if isinstance(one, dict)] if isinstance(value, list) else []


async def until(look: Callable[[], Awaitable[T | None]], what: str, *, seconds: float = PATIENCE) -> T:
    """What `look` finds at last, asked ever more slowly. Raises Disappointed when it never does."""
    deadline, pause = time.monotonic() + seconds, _FIRST_PAUSE
    while True:
        found = await look()
        if found is not None:
            return found
        if time.monotonic() > deadline:
            raise Disappointed(f"{what}: nothing within {seconds:.0f} s")
        await asyncio.sleep(pause)
        pause = min(pause * 1.5, _LONGEST_PAUSE)
