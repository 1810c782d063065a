"""Where is the truth about what a producer said? In its feed: the topic is only the fast path."""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from chassis.envelope import headers_of
from chassis.store import Store, StoredAnnouncement
from chassis.unit import Heard

PAGE = 500
B = TypeVar("B", bound=BaseModel)


class FeedUnreachable(Exception):
    """The producer does not answer; the sweep will ask again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """A producer's epochs and the last announcement of each shard that has one."""

    epoch: int
    epochs: tuple[tuple[int, int], ...]
    position: int
    heads: Mapping[int, int]


class Feed(Protocol):
    """What a consumer asks a producer. Both raise FeedUnreachable."""

    async def heads(self, producer: str, *, since: int = 0) -> Heads: ...

    async def announcements(self, producer: str, *, shard: int, after: int, until: int | None = None) -> Sequence[Heard]:
        """The announcements of a shard after a position, oldest first, at most a page of them."""
        ...


class AnnouncementBody(BaseModel):
    """One announcement as the feed gives it; `data` is base64."""

    shard: int
    epoch: int
    position: int
    previous: int
    key: str
    type: str
    data: str
    headers: dict[str, str]


class FeedPage(BaseModel):
    """A page of announcements."""

    announcements: list[AnnouncementBody]


class HeadsBody(BaseModel):
    """The heads as the feed gives them."""

    epoch: int
    epochs: list[tuple[int, int]]
    position: int
    heads: dict[int, int]


def heard_of(told: StoredAnnouncement, *, producer: str) -> Heard:
    """An announcement as a consumer hears it, straight from the store."""
    return Heard(
        producer=producer,
        shard=told.shard,
        epoch=told.epoch,
        position=told.position,
        previous=told.previous,
        key=told.key,
        type=told.type,
        data=told.data,
        headers=tuple(headers_of(told, service=producer).items()),
    )


def body_of(told: StoredAnnouncement, *, producer: str) -> AnnouncementBody:
    """An announcement as it goes over HTTP."""
    return AnnouncementBody(
        shard=told.shard,
        epoch=told.epoch,
        position=told.position,
        previous=told.previous,
        key=told.key,
        type=told.type,
        data=base64.b64encode(told.data).decode(),
        headers=headers_of(told, service=producer),
    )


class MemoryFeed:
    """The feeds of services in the same process; a producer in `down` does not answer."""

    def __init__(self, stores: Mapping[str, Store]) -> None:
        self._stores = dict(stores)
        self.down: set[str] = set()

    def serve(self, producer: str, store: Store) -> None:
        """Answer for this producer from now on."""
        self._stores[producer] = store

    def _store(self, producer: str) -> Store:
        if producer in self.down or producer not in self._stores:
            raise FeedUnreachable(producer)
        return self._stores[producer]

    async def heads(self, producer: str, *, since: int = 0) -> Heads:
        store = self._store(producer)
        head = await store.head()
        return Heads(epoch=head.epoch, epochs=head.epochs, position=head.position, heads=await store.heads(since=since))

    async def announcements(self, producer: str, *, shard: int, after: int, until: int | None = None) -> Sequence[Heard]:
        found = await self._store(producer).announcements(after=after, limit=PAGE, shard=shard, until=until)
        return [heard_of(told, producer=producer) for told in found]


class HttpFeed:
    """The feeds of services elsewhere, asked as a service."""

    def __init__(self, client: httpx.AsyncClient, urls: Mapping[str, str], token: Callable[[], str]) -> None:
        self._client = client
        self._urls = urls
        self._token = token

    async def heads(self, producer: str, *, since: int = 0) -> Heads:
        body = read(HeadsBody, producer, await self._get(producer, "/announcements/heads", {"since": str(since)}))
        return Heads(epoch=body.epoch, epochs=tuple(body.epochs), position=body.position, heads=body.heads)

    async def announcements(self, producer: str, *, shard: int, after: int, until: int | None = None) -> Sequence[Heard]:
        query = {"shard": str(shard), "after": str(after), **({"until": str(until)} if until is not None else {})}
        page = read(FeedPage, producer, await self._get(producer, "/announcements", query))
        return [
            Heard(
                producer=producer,
                shard=told.shard,
                epoch=told.epoch,
                position=told.position,
                previous=told.previous,
                key=told.key,
                type=told.type,
                data=base64.b64decode(told.data),
                headers=tuple(told.headers.items()),
            )
            for told in page.announcements
        ]

    async def _get(self, producer: str, path: str, query: Mapping[str, str]) -> bytes:
        if producer not in self._urls:
            raise FeedUnreachable(f"no address of {producer} is known")
        try:
            answer = await self._client.get(
                self._urls[producer] + path, params=query, headers={"Authorization": f"Bearer {self._token()}"}, timeout=5.0
            )
            answer.raise_for_status()
        except httpx.HTTPError as error:
            raise FeedUnreachable(f"{producer}: {type(error).__name__}") from error
        return answer.content


def read(shape: type[B], producer: str, content: bytes) -> B:
    """An answer of a feed. Whatever else answers in its place (a proxy's page, say) is no feed: FeedUnreachable."""
    try:
        return shape.model_validate_json(content)
    except ValidationError as error:
        raise FeedUnreachable(f"{producer}: the answer is no feed") from error
