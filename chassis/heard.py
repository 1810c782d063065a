"""What comes with an announcement? The envelope: where it stands at its producer, who caused it, and which wish it follows."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from pydantic import TypeAdapter

from chassis.actor import NOBODY, Actor

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
NO_CORRELATION = UUID(int=0)
ACTOR: TypeAdapter[Actor] = TypeAdapter(Actor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """What is stored beside a fact: who, by which wish, after what. Opaque ids only."""

    actor: Actor = NOBODY
    correlation: UUID = NO_CORRELATION
    causation: str = ""
    at: datetime = LONG_AGO


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Where an announcement came from."""

    producer: str
    type: str
    key: str
    epoch: int
    position: int
    at: datetime
    actor: Actor
    correlation: UUID
    causation: str


META: TypeAdapter[Meta] = TypeAdapter(Meta)


def pack_meta(meta: Meta) -> bytes:
    """UTF-8 JSON."""
    return META.dump_json(meta)


def unpack_meta(data: bytes) -> Meta:
    """What stands beside a fact; nothing known where nothing was written."""
    return META.validate_json(data) if data else Meta()


def envelope_of(*, producer: str, type: str, key: str, epoch: int, position: int, headers: dict[str, str]) -> Envelope:
    """From the headers that the relay and the feed write."""
    actor = ACTOR.validate_python(json.loads(headers["ce_actor"])) if headers.get("ce_actor") else NOBODY
    return Envelope(
        producer=producer,
        type=type,
        key=key,
        epoch=epoch,
        position=position,
        at=datetime.fromisoformat(headers["ce_time"]),
        actor=actor,
        correlation=UUID(headers["ce_correlation"]) if headers.get("ce_correlation") else NO_CORRELATION,
        causation=headers.get("ce_causation", ""),
    )
