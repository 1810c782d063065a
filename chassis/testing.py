"""How does everything run in one process? Services over memory ports, joined by a broker and feeds in memory, asked through their real doors."""

import hashlib
import tempfile
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import httpx

from chassis.actor import NOBODY, Actor
from chassis.blueprint import Blueprint
from chassis.clock import Clock, SystemClock
from chassis.doors import Doors
from chassis.envelope import wrap
from chassis.feed import MemoryFeed
from chassis.hashing import QuickHasher
from chassis.heard import ACTOR, Meta, pack_meta
from chassis.keyed import Keyed
from chassis.mail import MemoryMail
from chassis.plan import shard_of
from chassis.policy import policy_book
from chassis.service import ROLES, Ports, Service
from chassis.store.memory import MemoryServer, MemoryStore, memory_database
from chassis.tokens import NotGenuine, Tokens
from chassis.topic import MemoryBroker, MemoryPublisher, MemorySubscription
from chassis.unit import NewAnnouncement, NewFact, Unit
from chassis.vault import MemoryVault, Vault

POLICY = Path(__file__).parent.parent / "contracts" / "policy.yaml"
SECRET = hashlib.sha256(b"a secret for worlds in memory").digest()
PLAIN = "plain:"

Build = Callable[[Doors], Blueprint]


class SeededChance:
    """Random ids that are the same in every run of a seed."""

    def __init__(self, seed: int = 1) -> None:
        self._random = Random(seed)  # noqa: S311 - not for secrets

    def uuid(self) -> UUID:
        return UUID(bytes=self._random.randbytes(16), version=4)

    def bytes(self, size: int) -> bytes:
        return self._random.randbytes(size)


class MemoryFiles:
    """Attachments in memory, lost to everybody when their person is erased."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self.held: dict[str, tuple[str, bytes]] = {}

    async def put(self, content: bytes, *, person: str) -> str:
        keys = await self._vault.keys([UUID(person)], create=True)
        if keys[UUID(person)] is None:
            raise PermissionError("the person was erased")
        address = hashlib.sha256(person.encode() + content).hexdigest()
        self.held[address] = (person, content)
        return address

    async def get(self, address: str, *, person: str) -> bytes | None:
        if address not in self.held:
            raise LookupError(address)
        keys = await self._vault.keys([UUID(person)], create=False)
        return self.held[address][1] if keys.get(UUID(person)) is not None else None


class OpenGuard:
    """Believes a token that states its actor in plain; all others are verified as usual."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    async def actor(self, token: str) -> Actor:
        if token.startswith(PLAIN):
            try:
                return ACTOR.validate_json(bytes.fromhex(token.removeprefix(PLAIN)))
            except ValueError as error:
                raise NotGenuine("plain") from error
        return await self._tokens.actor(token)


def plain_token(actor: Actor) -> str:
    """A token for tests that speaks for this actor."""
    return PLAIN + ACTOR.dump_json(actor).hex()


@dataclass
class MemoryWorld:
    """The services that run, and what they stand on."""

    clock: Clock
    vault: MemoryVault
    broker: MemoryBroker
    mail: MemoryMail
    feed: MemoryFeed
    servers: dict[str, MemoryServer] = field(default_factory=dict[str, MemoryServer])
    services: dict[str, Service] = field(default_factory=dict[str, Service])
    clients: dict[str, httpx.AsyncClient] = field(default_factory=dict[str, httpx.AsyncClient])

    def client(self, service: str, actor: Actor | None = None) -> httpx.AsyncClient:
        """The service's HTTP door, asked as this actor (nobody by default)."""
        headers = {"Authorization": f"Bearer {plain_token(actor)}"} if actor else {}
        transport = httpx.ASGITransport(app=self.services[service].app, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url=f"http://{service}", headers=headers)

    async def settle(self, *, quiet: float = 0.05, within: float = 30.0) -> None:
        """Until nothing moves any more: everything relayed, heard, projected."""
        end = self.clock.monotonic() + within
        last: object = None
        while self.clock.monotonic() < end:
            now = await self._state()
            if now == last and await self._quiet():
                return
            last = now
            await self.clock.sleep(quiet)
        raise TimeoutError("the world does not come to rest")

    async def _state(self) -> object:
        return [
            (len(s.facts), dict(s.checkpoints), [dict(k.done) for k in s.producers.values()], len(s.parked), len(s.heard_timers))
            for s in self.servers.values()
        ]

    async def _quiet(self) -> bool:
        for name, service in self.services.items():
            server, head = self.servers[name], len(self.servers[name].facts)
            if server.leases.get("relay") and server.leases["relay"].cursor < head:
                return False
            if any(server.checkpoints.get(view.table, 0) < head for view in service.blueprint.views):
                return False
            for producer in service.hearing.producers:
                heads = self.servers[producer].shards if producer in self.servers else {}
                if any(server.known(producer).done.get(shard, 0) < last for shard, last in heads.items()):
                    return False
        return True


def memory_doors(
    *, clock: Clock, vault: MemoryVault, mail: MemoryMail, chance: SeededChance, folder: Path, settings: Mapping[str, str]
) -> Doors:
    """Doors that touch nothing but memory and a folder."""
    return Doors(
        clock=clock,
        chance=chance,
        keyed=Keyed(SECRET),
        files=MemoryFiles(vault),
        mail=mail,
        hasher=QuickHasher(),
        policy=policy_book(POLICY),
        folder=folder,
        settings=settings,
    )


def make_service(
    world: MemoryWorld, name: str, build: Build, doors: Doors, *, roles: frozenset[str] = ROLES, sweep: float = 2.0
) -> Service:
    """One process of a service over the world's servers."""
    server = world.servers.setdefault(name, MemoryServer())
    ports = Ports(
        database=memory_database(server),
        vault=world.vault,
        publisher=MemoryPublisher(world.broker, name),
        subscription=MemorySubscription(world.broker, name, world.clock),
        feed=world.feed,
        guard=OpenGuard(tokens_of(world, name)),
        doors=doors,
        roles=roles,
        sweep_seconds=sweep,
    )
    return Service(build, ports)


def tokens_of(world: MemoryWorld, name: str) -> Tokens:
    """Verification by the key set of the world's registration service."""

    async def fetch() -> str:
        if "registration" not in world.services:
            raise OSError("no registration here")
        async with world.client("registration") as client:
            return (await client.get("/.well-known/jwks.json")).text

    return Tokens(service=name, fetch_keys=fetch, mesh_secret=Keyed(SECRET).key("mesh"), clock=world.clock)


@asynccontextmanager
async def memory_world(
    builds: Mapping[str, Build],
    *,
    settings: Mapping[str, str] | None = None,
    clock: Clock | None = None,
    seed: int = 1,
    twice: bool = False,
    folder: Path | None = None,
) -> AsyncGenerator[MemoryWorld]:
    """These services (name → build), running; `twice` delivers every message twice. One shared folder for software tokens and the like."""
    with tempfile.TemporaryDirectory() as temporary:
        world = new_world(clock or SystemClock(), twice=twice)
        for number, (name, build) in enumerate(builds.items()):
            doors = memory_doors(
                clock=world.clock,
                vault=world.vault,
                mail=world.mail,
                chance=SeededChance(seed * 1000 + number),
                folder=folder or Path(temporary),
                settings=settings or {},
            )
            world.services[name] = make_service(world, name, build, doors)
            world.feed.serve(name, world.services[name].ports.database.store)
        try:
            for service in world.services.values():
                await service.start()
            for name in world.services:
                world.clients[name] = world.client(name)
            yield world
        finally:
            for service in reversed(list(world.services.values())):
                await service.stop()


def new_world(clock: Clock, *, twice: bool = False) -> MemoryWorld:
    """An empty world."""
    return MemoryWorld(clock=clock, vault=MemoryVault(), broker=MemoryBroker(twice=twice), mail=MemoryMail(), feed=MemoryFeed({}))


def staff(*roles: str, body: str = "ZJ", person: int = 1) -> Actor:
    """A member of staff for tests: the same number is the same person."""
    return Actor(
        kind="staff",
        account_id=UUID(int=7_000_000 + person),
        person_id=UUID(int=9_000_000 + person),
        body=body,
        roles=frozenset(roles),
    )


def enterprise(account: UUID, person: int = 500) -> Actor:
    """An enterprise's user for tests."""
    return Actor(kind="enterprise", account_id=account, person_id=UUID(int=9_000_000 + person))


async def say(world: MemoryWorld, producer: str, *announcements: Any, at: datetime | None = None, actor: Actor = NOBODY) -> None:
    """Announce messages as if `producer` (not running here) had told them: they reach every service that hears it, gapless."""
    chance = SeededChance(len(world.servers.setdefault(producer, MemoryServer()).facts) + 17)
    store = MemoryStore(world.servers[producer])
    world.feed.serve(producer, store)
    instant = at or world.clock.now()
    for message in announcements:
        told = NewAnnouncement(
            type=type(message).__name__, key=message.key, shard=shard_of(message.key), data=message.model_dump_json().encode()
        )
        fact = NewFact(
            stream=chance.uuid(),
            version=1,
            type=told.type,
            state=b"{}",
            meta=pack_meta(Meta(actor=actor, at=instant)),
            at=instant,
            announcement=told,
        )
        receipt = (await store.append([Unit(id=chance.uuid(), facts=[fact])]))[0]
        stored = await store.announcements(after=receipt.first - 1, limit=1)
        await MemoryPublisher(world.broker, producer).send([wrap(s, service=producer) for s in stored])


BUILDS: Sequence[str] = ("registration", "application", "verification", "production", "delivery", "tracking")
