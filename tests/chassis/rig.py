"""One consumer, moved by hand: a producer in memory that says numbers, a service that gathers them, over memory or PostgreSQL."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from uuid import UUID, uuid5

from fastapi import APIRouter

from chassis.actor import NOBODY
from chassis.aggregate import Aggregate
from chassis.blueprint import Blueprint
from chassis.clock import Clock
from chassis.decider import Decider, Refused
from chassis.door import Outcome
from chassis.doors import Doors
from chassis.envelope import Raw, wrap
from chassis.feed import Feed, MemoryFeed
from chassis.hashing import QuickHasher
from chassis.heard import Meta, pack_meta
from chassis.ids import SystemChance
from chassis.keyed import Keyed
from chassis.mail import MemoryMail
from chassis.plan import shard_of
from chassis.policy import policy_book
from chassis.service import Ports, Service
from chassis.store import Database, Store, StoredAnnouncement
from chassis.store.memory import MemoryServer, MemoryStore
from chassis.testing import POLICY, SECRET, MemoryFiles, OpenGuard
from chassis.tokens import Tokens
from chassis.topic import MemoryBroker, MemoryPublisher, MemorySubscription
from chassis.unit import NewAnnouncement, NewFact, Unit
from chassis.vault import MemoryVault, Vault
from chassis.virtual import START
from tests.chassis.counting import Mirror, Mirrored, NumberSaid, seen

ADA = UUID(int=1)
GATHERED = UUID(int=99)


def neighbours() -> Iterator[UUID]:
    """Other keys of ADA's shard."""
    return (UUID(int=n) for n in count(2) if shard_of(str(UUID(int=n))) == shard_of(str(ADA)))


def strangers() -> Iterator[UUID]:
    """Keys of other shards than ADA's."""
    return (UUID(int=n) for n in count(2) if shard_of(str(UUID(int=n))) != shard_of(str(ADA)))


BOB = next(neighbours())
EVE = next(strangers())


class HandClock:
    """Time that passes only when somebody sleeps or moves it."""

    def __init__(self) -> None:
        self.passed = 0.0

    def now(self) -> datetime:
        return START + timedelta(seconds=self.passed)

    async def sleep(self, seconds: float) -> None:
        self.passed += seconds
        await asyncio.sleep(0)

    def monotonic(self) -> float:
        return self.passed

    def move(self, seconds: float) -> None:
        self.passed += seconds


@dataclass
class Ills:
    """What goes wrong in deciding: numbers that break it, and numbers refused until another was gathered."""

    broken: set[int] = field(default_factory=set[int])
    early: dict[int, int] = field(default_factory=dict[int, int])


def gathering(ills: Ills, *, apart: bool = False) -> Callable[[Doors], Blueprint]:
    """A service that gathers every number it hears, as often as it hears it: in one stream, or each `apart` in a stream of its own."""

    def gather(command: Mirror, state: tuple[int, ...]) -> Sequence[Mirrored]:
        if command.number in ills.broken:
            raise ZeroDivisionError
        if ills.early.get(command.number, 0) not in (0, *state):
            raise Refused("too_early", zh="太早", en="too early")
        return [Mirrored(mirror_id=command.mirror_id, number=command.number)]

    def told(event: Mirrored) -> NumberSaid | None:
        return NumberSaid(counter_id=GATHERED, number=event.number)

    aggregate = gathered_in(gather)

    def build(doors: Doors) -> Blueprint:
        return Blueprint(
            name="gatherer",
            aggregates=[aggregate],
            announce=told,
            tells=NumberSaid,
            routes=lambda door: APIRouter(),
            hears={"counter": NumberSaid},
            react=lambda heard: [Mirror(mirror_id=doors.chance.uuid() if apart else GATHERED, number=heard.number)],
        )

    return build


def gathered_in(
    gather: Callable[[Mirror, tuple[int, ...]], Sequence[Mirrored]],
) -> Aggregate[Mirror, tuple[int, ...], Mirrored]:
    return Aggregate(
        name="gathered",
        decider=Decider(decide=gather, evolve=seen, initial=tuple[int, ...]()),
        commands=Mirror,
        events=Mirrored,
        stream=lambda c: c.mirror_id,
    )


class Counter:
    """The producer: what it says is stored, and given as the records that its relay would write."""

    def __init__(self, store: Store | None = None) -> None:
        self.store: Store = store or MemoryStore(MemoryServer())
        self._offsets = count()

    async def say(self, *numbers: int, key: UUID = ADA, type: str = "NumberSaid", data: bytes | None = None) -> list[Raw]:
        return [await self._say(number, key, type, data) for number in numbers]

    async def _say(self, number: int, key: UUID, type: str, data: bytes | None) -> Raw:
        said = NumberSaid(counter_id=key, number=number).model_dump_json().encode() if data is None else data
        told = NewAnnouncement(type=type, key=str(key), shard=shard_of(str(key)), data=said)
        head = await self.store.head()
        unit = uuid5(key, f"{head.epoch}/{head.position}")
        fact = NewFact(
            stream=unit, version=1, type=type, state=b"{}", meta=pack_meta(Meta(at=START)), at=START, announcement=told
        )
        receipt = (await self.store.append([Unit(id=unit, facts=[fact])]))[0]
        return self.record((await self.store.announcements(after=receipt.first - 1, limit=1))[0])

    def record(self, told: StoredAnnouncement) -> Raw:
        out = wrap(told, service="counter")
        return Raw(topic="counter", partition=0, offset=next(self._offsets), key=out.key, value=out.value, headers=out.headers)


async def no_keys() -> str:
    raise OSError


def plain_service(
    build: Callable[[Doors], Blueprint],
    name: str,
    database: Database,
    feed: Feed,
    clock: Clock,
    *,
    vault: Vault | None = None,
    fetch_keys: Callable[[], Awaitable[str]] = no_keys,
    broker: MemoryBroker | None = None,
) -> Service:
    """A process over this database whose other ports are memory; nothing runs until somebody starts it."""
    keys, topics = vault or MemoryVault(), broker or MemoryBroker()
    mesh = Keyed(SECRET).key("mesh")
    ports = Ports(
        database=database,
        vault=keys,
        publisher=MemoryPublisher(topics, name),
        subscription=MemorySubscription(topics, name, clock),
        feed=feed,
        guard=OpenGuard(Tokens(service=name, fetch_keys=fetch_keys, mesh_secret=mesh, clock=clock)),
        doors=Doors(
            clock=clock,
            chance=SystemChance(),
            keyed=Keyed(SECRET),
            files=MemoryFiles(keys),
            mail=MemoryMail(),
            hasher=QuickHasher(),
            policy=policy_book(POLICY),
            folder=Path(),
        ),
    )
    return Service(build, ports)


async def wish(service: Service, *commands: object) -> Outcome:
    """These commands, handled as one unit by nobody in particular."""
    clock, chance = service.ports.doors.clock, service.ports.doors.chance
    return await service.handler.handle(
        commands, unit=chance.uuid(), actor=NOBODY, at=clock.now(), cause="test", correlation=chance.uuid()
    )


@dataclass
class Rig:
    """A producer and one process of the service that hears it."""

    counter: Counter
    service: Service
    feed: MemoryFeed
    clock: HandClock
    ills: Ills
    database: Database

    async def take(self, *raws: Raw) -> None:
        await self.service.consumer.take(raws)

    async def gathered(self) -> list[int]:
        facts = await self.database.store.read_stream(GATHERED)
        return [int(event.number) for event in await self.service.codec.decode(facts)]

    async def parked(self) -> list[tuple[int, str]]:
        return [(p.heard.position, p.reason) for p in await self.database.inbox.parked()]

    async def done(self, key: UUID = ADA) -> int:
        return (await self.database.inbox.progress(["counter"]))["counter"].done.get(shard_of(str(key)), 0)

    async def oddities(self) -> list[tuple[str, int]]:
        return [(o.kind, o.position) for o in reversed(await self.database.inbox.oddities())]

    async def retry(self, *, after: float = 3.0) -> None:
        """Time passes, and parked messages are tried until nothing is freed any more."""
        self.clock.move(after)
        while await self.service.retry.once():
            pass


@asynccontextmanager
async def rig_over(database: Database, *, producer: Store | None = None) -> AsyncGenerator[Rig]:
    """A rig over this database: only its committer runs. The producer's store is in memory unless given."""
    counter, clock, ills = Counter(producer), HandClock(), Ills()
    feed = MemoryFeed({"counter": counter.store})
    service = plain_service(gathering(ills), "gatherer", database, feed, clock)
    async with committing(service):
        yield Rig(counter=counter, service=service, feed=feed, clock=clock, ills=ills, database=database)


@asynccontextmanager
async def committing(service: Service) -> AsyncGenerator[Service]:
    """Only the committer of this process runs."""
    await service.ports.database.store.open()
    running = asyncio.create_task(service.committer.run())
    try:
        yield service
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


@contextmanager
def altered(place: object, name: str, value: object) -> Iterator[None]:
    """An attribute is another for a while."""
    kept = getattr(place, name)
    setattr(place, name, value)
    try:
        yield
    finally:
        setattr(place, name, kept)
