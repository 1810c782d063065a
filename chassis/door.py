"""How does HTTP reach a decision? The door: who calls, what they wish, under which key, and the answer they get again for a repeat."""

import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID, uuid5

from fastapi import Request, Response
from pydantic import BaseModel

from chassis import problem
from chassis.actor import NOBODY, Actor
from chassis.aggregate import Aggregate
from chassis.decider import Refused
from chassis.doors import Doors
from chassis.unit import Receipt, Verdict
from chassis.view import View

C = TypeVar("C")
S = TypeVar("S")
E = TypeVar("E")
R = TypeVar("R")

UNITS = UUID("6f2d6f0e-8a53-4f0f-9a63-0b1a6f6f3c11")
POSITION_HEADER = "EKey-Position"


class Outcome:
    """What commands came to: the events decided now (none if it all had happened before) and the receipt of the unit."""

    def __init__(self, events: Sequence[object], receipt: Receipt) -> None:
        self.events = events
        self.receipt = receipt


class Handling(Protocol):
    """What the door needs of the handler."""

    async def handle(
        self,
        commands: Sequence[object],
        *,
        unit: UUID,
        actor: Actor,
        at: datetime,
        cause: str,
        correlation: UUID,
        fingerprint: bytes = b"",
        answer: bytes = b"",
    ) -> Outcome: ...

    async def load(self, aggregate: Aggregate[C, S, E], stream: UUID) -> S: ...

    async def find(self, unit: UUID) -> Receipt | None: ...

    async def history(self, stream: UUID) -> Sequence[tuple[object, datetime, Actor]]: ...


class Querying(Protocol):
    """What the door needs of the views."""

    async def get(self, view: View[E, R], key: str) -> R | None: ...

    async def find(self, view: View[E, R], *, tags: Sequence[str] = (), after: str = "", limit: int = 100) -> Sequence[R]: ...

    async def settled(self, wanted: str, *, seconds: float) -> bool: ...


class Replay(Exception):
    """The same wish under the same key was answered before: the same answer again."""

    def __init__(self, status: int, body: bytes) -> None:
        super().__init__("replayed")
        self.status = status
        self.body = body


class Act:
    """One request's wish, at one instant (`at`). Call it once, with every command that must be stored together."""

    def __init__(
        self, door: "Door", request: Request, response: Response, *, unit: UUID, fingerprint: bytes, status: int
    ) -> None:
        self._door = door
        self._request = request
        self._response = response
        self._unit = unit
        self._fingerprint = fingerprint
        self._status = status
        self.at: datetime = door.doors.clock.now()

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return actor_of(self._request)

    async def __call__(self, *commands: object, answer: BaseModel | None = None, status: int | None = None) -> Outcome:
        """Decide and store all commands as one unit.

        `answer` is what the endpoint will return; it is kept for repeats under the same Idempotency-Key and must hold nothing personal.
        `status` where that is not the endpoint's own: facts are stored, and yet a problem is told.
        Raises Problem 409 for a refusal (type = its code), Replay for a repeat, Problem 422 for another wish under the same key.
        """
        said = json.dumps({"status": status or self._status, "body": answer.model_dump(mode="json") if answer else None}).encode()
        try:
            outcome = await self._door.handling.handle(
                commands,
                unit=self._unit,
                actor=self.actor,
                at=self.at,
                cause=f"http:{self._unit}",
                correlation=correlation_of(self._request),
                fingerprint=self._fingerprint,
                answer=said,
            )
        except Refused as refusal:
            raise problem.refused(refusal) from refusal
        self._tell_position(outcome.receipt)
        if outcome.receipt.verdict is Verdict.ALREADY:
            repeat(outcome.receipt, self._fingerprint)
        return outcome

    def _tell_position(self, receipt: Receipt) -> None:
        told = [f"{self._door.name};{receipt.epoch};own;{receipt.last}"] if receipt.last else []
        told += [f"{self._door.name};{receipt.epoch};{shard};{position}" for shard, position in receipt.announced]
        if told:
            self._response.headers[POSITION_HEADER] = ", ".join(told)


class Door:
    """What a service's `routes(door)` works with. Its methods named below are FastAPI dependencies."""

    def __init__(self, *, name: str, doors: Doors, handling: Handling, querying: Querying) -> None:
        self.name = name
        self.doors = doors
        self.handling = handling
        self.querying = querying

    # ── dependencies ──

    async def anyone(self, request: Request) -> Actor:
        """Whoever calls, signed in or not."""
        return actor_of(request)

    async def caller(self, request: Request) -> Actor:
        """Somebody signed in, else 401."""
        actor = actor_of(request)
        if actor.kind == "nobody":
            raise problem.unauthenticated()
        return actor

    async def enterprise(self, request: Request) -> Actor:
        """An enterprise's user (`account_id` is the enterprise's account), else 401 or 403."""
        actor = await self.caller(request)
        if actor.kind != "enterprise":
            raise problem.forbidden()
        return actor

    def staff(self, *roles: str) -> Callable[[Request], Awaitable[Actor]]:
        """A dependency: staff who have one of these roles (any staff if none is named), else 401 or 403."""

        async def member(request: Request) -> Actor:
            actor = await self.caller(request)
            if actor.kind != "staff" or (roles and not actor.roles.intersection(roles)):
                raise problem.forbidden()
            return actor

        return member

    async def act(self, request: Request, response: Response) -> Act:
        """The wish of this request; a repeat under the same Idempotency-Key is answered here, before anything is done."""
        actor = actor_of(request)
        key = request.headers.get("idempotency-key") if request.method != "GET" else None
        unit = (
            uuid5(UNITS, f"{self.name}|{actor.kind}|{actor.service}|{actor.account_id}|{key}")
            if key
            else self.doors.chance.uuid()
        )
        wish = f"{request.method} {request.url.path}?{request.url.query}\n".encode() + getattr(request.state, "body", b"")
        fingerprint = self.doors.keyed.digest("idempotency", wish)[:16]
        known = await self.handling.find(unit) if key else None
        if known:
            repeat(known, fingerprint)
        route = request.scope.get("route")
        status = getattr(route, "status_code", None) or 200
        return Act(self, request, response, unit=unit, fingerprint=fingerprint, status=status)

    # ── reading ──

    async def load(self, aggregate: Aggregate[C, S, E], stream: UUID) -> S:
        """The present state of a stream, personal fields readable. Who shows them records the read by a command."""
        return await self.handling.load(aggregate, stream)

    async def get(self, view: View[E, R], key: str) -> R | None:
        """A row of a view."""
        return await self.querying.get(view, key)

    async def find(self, view: View[E, R], *, tags: Sequence[str] = (), after: str = "", limit: int = 100) -> Sequence[R]:
        """Rows that carry all these tags, sorted by the view's order, beyond `after`."""
        return await self.querying.find(view, tags=tags, after=after, limit=limit)


def actor_of(request: Request) -> Actor:
    """The actor that the token named; the chassis' middleware has verified it."""
    actor = getattr(request.state, "actor", None)
    return actor if isinstance(actor, Actor) else NOBODY


def correlation_of(request: Request) -> UUID:
    """The id that follows this wish through every service."""
    found = getattr(request.state, "correlation", None)
    return found if isinstance(found, UUID) else UUID(int=0)


def repeat(known: Receipt, fingerprint: bytes) -> None:
    """Raise the stored answer, or 422 if it was another wish."""
    if known.fingerprint != fingerprint:
        raise problem.Problem(
            422, "idempotency_key_reused", zh="同一幂等键已用于另一请求", en="this Idempotency-Key was used for another request"
        )
    said = json.loads(known.answer or b'{"status": 200, "body": null}')
    raise Replay(int(said["status"]), json.dumps(said["body"]).encode())
