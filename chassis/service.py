"""What runs in one process of a service? Its loops over its ports, started together, stopped in order."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from fastapi import FastAPI

from chassis.alarm import Alarm
from chassis.app import feed_routes, make_app
from chassis.blueprint import Blueprint
from chassis.codec import Codec
from chassis.committer import Committer
from chassis.consumer import Consumer
from chassis.door import Door
from chassis.doors import Doors
from chassis.feed import Feed
from chassis.handler import Handler
from chassis.hearing import Hearing
from chassis.metrics import Metrics, metrics_routes
from chassis.operate import Works, operate_routes
from chassis.pages import page_routes
from chassis.projector import Projector, Queries
from chassis.rebuild import Rebuild
from chassis.relay import Relay
from chassis.store import Database, Unavailable
from chassis.sweep import ParkedRetry, Sweep
from chassis.telemetry import log
from chassis.tokens import Guard
from chassis.topic import Publisher, Subscription
from chassis.vault import Vault
from chassis.wake import Wake

ROLES = frozenset({"api", "relay", "react", "project"})


@dataclass(frozen=True, kw_only=True)
class Ports:
    """Everything a process of a service stands on."""

    database: Database
    vault: Vault
    publisher: Publisher
    subscription: Subscription
    feed: Feed
    guard: Guard
    doors: Doors
    roles: frozenset[str] = ROLES
    sweep_seconds: float = 15.0


class Service:
    """One process of one service."""

    def __init__(self, build: Callable[[Doors], Blueprint], ports: Ports) -> None:
        blueprint = build(ports.doors)
        database, clock = ports.database, ports.doors.clock
        self.name = blueprint.name
        self.blueprint = blueprint
        self.ports = ports
        self.stored, self.viewed = Wake(clock), Wake(clock)
        self.codec = Codec(blueprint.aggregates, ports.vault, blueprint.upcasters)
        self.metrics = Metrics(clock)
        self.committer = Committer(database.store, clock, stored=self.stored.ring, measured=self.metrics.committed)
        self.handler = Handler(blueprint, database.store, self.codec, self.committer, clock)
        self.queries = Queries(
            name=self.name,
            hears=blueprint.hears,
            views=blueprint.views,
            store=database.store,
            rows=database.views,
            inbox=database.inbox,
            clock=clock,
        )
        self.door = Door(name=self.name, doors=ports.doors, handling=self.handler, querying=self.queries)
        self.hearing = Hearing(blueprint)
        self.consumer = Consumer(
            service=self.name,
            handler=self.handler,
            hearing=self.hearing,
            inbox=database.inbox,
            feed=ports.feed,
            clock=clock,
            chance=ports.doors.chance,
        )
        self.sweep = Sweep(
            consumer=self.consumer,
            hearing=self.hearing,
            inbox=database.inbox,
            feed=ports.feed,
            clock=clock,
            seconds=ports.sweep_seconds,
        )
        self.retry = ParkedRetry(handler=self.handler, hearing=self.hearing, inbox=database.inbox, clock=clock)
        self.relay = Relay(
            service=self.name,
            store=database.store,
            leases=database.leases,
            publisher=ports.publisher,
            clock=clock,
            holder=ports.doors.chance.uuid(),
            wake=self.stored,
        )
        self.projectors = [
            Projector(
                view=view,
                store=database.store,
                views=database.views,
                codec=self.codec,
                clock=clock,
                wake=self.stored,
                viewed=self.viewed,
            )
            for view in blueprint.views
        ]
        self.app = self._app()
        self._tasks: list[asyncio.Task[None]] = []
        self.died: asyncio.Event | None = None
        self.cause: BaseException | None = None
        self.stopping = False

    def _app(self) -> FastAPI:
        ports = self.ports
        works = Works(
            name=self.name,
            database=ports.database,
            codec=self.codec,
            aggregates=self.blueprint.aggregates,
            producers=self.hearing.producers,
            sweep=self.sweep,
            retry=self.retry,
            feed=ports.feed,
            rebuilds={p.view.table: Rebuild(p, ports.database.views) for p in self.projectors},
            hearing=self.hearing,
            clock=ports.doors.clock,
        )
        routers = [
            self.blueprint.routes(self.door),
            feed_routes(self.name, ports.database.store),
            operate_routes(self.door, works),
            metrics_routes(
                self.metrics,
                ports.database,
                tables=works.tables,
                standings=self.sweep.standings,
                waiting=lambda: self.committer.length,
            ),
            page_routes(self.blueprint),
        ]
        return make_app(
            name=self.name,
            door=self.door,
            routers=routers,
            guard=ports.guard,
            queries=self.queries,
            health=self,
            chance=ports.doors.chance,
        )

    def loops(self) -> Sequence[tuple[str, Callable[[], Awaitable[None]]]]:
        """The loops of this process' roles, by name."""
        roles, chosen = self.ports.roles, list[tuple[str, Callable[[], Awaitable[None]]]]()
        chosen.append(("committer", self.committer.run))
        if "relay" in roles:
            chosen.append(("relay", self.relay.run))
        if "project" in roles:
            chosen.extend((f"view:{p.view.table}", p.run) for p in self.projectors)
            chosen.extend((f"timer:{a.table}", a.run) for a in self._alarms())
        if "react" in roles and self.hearing.producers:
            chosen.append(("sweep", self.sweep.run))
            chosen.append(("parked", self.retry.run))
            chosen.append(("consumer", self._listen))
        return chosen

    def _alarms(self) -> Sequence[Alarm]:
        ports, holder = self.ports, self.ports.doors.chance.uuid()
        return [
            Alarm(
                service=self.name,
                timer=timer,
                handler=self.handler,
                views=ports.database.views,
                leases=ports.database.leases,
                clock=ports.doors.clock,
                holder=holder,
                wake=self.viewed,
            )
            for timer in self.blueprint.timers(self.door)
        ]

    async def _listen(self) -> None:
        await self.ports.subscription.run(list(self.hearing.producers), self.consumer.take)

    async def start(self) -> None:
        """Open the store, say what must be there, and start the loops."""
        head = await self.ports.database.store.open()
        log.info("opened", epoch=head.epoch, position=head.position, roles=sorted(self.ports.roles))
        self.died = asyncio.Event()
        for name, loop in self.loops():
            self._tasks.append(asyncio.create_task(self._guarded(name, loop), name=f"{self.name}:{name}"))
        if "api" in self.ports.roles:
            try:
                await self.blueprint.at_start(self.door)
            except BaseException:  # whoever starts us again must not find these loops still running
                await self._end_loops()
                raise

    async def _guarded(self, name: str, loop: Callable[[], Awaitable[None]]) -> None:
        try:
            await loop()
        except asyncio.CancelledError:
            raise
        except BaseException as error:  # a loop that ends takes the process with it: whoever runs us starts it again
            log.exception("loop_died", loop=name, error=type(error).__name__)
            self.cause = error
            if self.died:
                self.died.set()
            raise

    async def stop(self) -> None:
        """Graceful: reading ends first, the committer last; what was acknowledged is stored."""
        self.stopping = True
        await self._end_loops()
        await self.ports.publisher.close()

    async def _end_loops(self) -> None:
        for task in reversed(self._tasks):
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        self._tasks.clear()

    async def unready(self) -> list[str]:
        """Why this process should not be asked now (the truth, measured)."""
        reasons: list[str] = []
        if self.stopping:
            reasons.append("stopping")
        if self.died is None:
            reasons.append("starting")
        elif self.died.is_set():
            reasons.append("a loop died")
        if self.consumer.stopped:
            reasons.append(self.consumer.stopped)
        try:
            await self.ports.database.store.head()
        except Unavailable:
            reasons.append("database")
        if "react" in self.ports.roles and self.hearing.producers and not self.ports.subscription.alive():
            reasons.append("broker")
        return reasons
