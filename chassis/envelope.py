"""How does an announcement travel? As a CloudEvent in binary mode: JSON value, everything else in UTF-8 headers; written and read here."""

from dataclasses import dataclass
from typing import TypeAlias

from chassis.heard import ACTOR, unpack_meta
from chassis.store import SHARDS, StoredAnnouncement
from chassis.unit import Heard, Oddity

Headers: TypeAlias = tuple[tuple[str, bytes], ...]

REQUIRED = ("ce_type", "ce_source", "ce_time", "ce_position", "ce_previous", "ce_epoch", "ce_shard")


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A record of a topic as it lies there: nothing decoded."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A record to write: `shard` decides the partition (shard % partitions)."""

    key: bytes
    value: bytes
    headers: Headers
    shard: int


def wrap(told: StoredAnnouncement, *, service: str) -> Outgoing:
    """The record of an announcement: a pure copy of what was stored."""
    headers = tuple((name, text.encode()) for name, text in headers_of(told, service=service).items())
    return Outgoing(key=told.key.encode(), value=told.data, headers=headers, shard=told.shard)


def headers_of(told: StoredAnnouncement, *, service: str) -> dict[str, str]:
    """CloudEvents 1.0 attributes and ours; the same over topic and feed."""
    meta = unpack_meta(told.meta)
    return {
        "ce_specversion": "1.0",
        "ce_id": f"{service}/{told.epoch}/{told.position}",
        "ce_source": service,
        "ce_type": told.type,
        "ce_time": told.at.isoformat(),
        "ce_subject": told.key,
        "ce_position": str(told.position),
        "ce_previous": str(told.previous),
        "ce_epoch": str(told.epoch),
        "ce_shard": str(told.shard),
        "ce_actor": ACTOR.dump_json(meta.actor).decode(),
        "ce_correlation": str(meta.correlation),
        "ce_causation": meta.causation,
        "content-type": "application/json",
    }


def unwrap(raw: Raw) -> Heard | Oddity:
    """What was heard, or why it cannot be read. Never raises: a record that nobody can read parks nobody."""
    if raw.value is None:
        return odd(raw, "tombstone", "a record without value")
    try:
        headers = {name: text.decode() for name, text in raw.headers if name.startswith("ce_")}
        key = (raw.key or b"").decode()
    except UnicodeDecodeError as error:
        return odd(raw, "unreadable", f"a header or the key is not UTF-8: {error.reason}")
    missing = [name for name in REQUIRED if name not in headers]
    if missing:
        return odd(raw, "unreadable", f"headers are missing: {' '.join(missing)}")
    if headers["ce_source"] != raw.topic:
        return odd(raw, "unreadable", f"written by {headers['ce_source']!r}, not by the topic's owner")
    if "\x00" in key or any("\x00" in text for text in headers.values()):
        return odd(raw, "unreadable", "a NUL in the key or a header")
    try:
        return Heard(
            producer=raw.topic,
            shard=number(headers["ce_shard"], below=SHARDS),
            epoch=number(headers["ce_epoch"], below=2**31),
            position=number(headers["ce_position"], below=2**63),
            previous=number(headers["ce_previous"], below=2**63),
            key=key,
            type=headers["ce_type"],
            data=raw.value,
            headers=tuple(headers.items()),
        )
    except ValueError as error:
        return odd(raw, "unreadable", f"a number is none: {error}")


def number(text: str, *, below: int) -> int:
    """A number that a store can hold. Raises ValueError."""
    if len(text) > 19 or not 0 <= (found := int(text)) < below:
        raise ValueError("out of range")
    return found


def odd(raw: Raw, kind: str, detail: str) -> Oddity:
    """A record that has no effect, with where it lies."""
    return Oddity(
        producer=raw.topic,
        kind=kind,
        detail=f"{detail} (partition {raw.partition}, offset {raw.offset})",
        key=(raw.key or b"").decode(errors="replace"),
        data=(raw.value or b"")[:4096],
    )
