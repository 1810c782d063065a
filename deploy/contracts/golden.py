"""Is what was ever told still understood? A golden payload is a whole message: key, headers and value, as it lies on the topic."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zlib import crc32

from pydantic import ValidationError

from chassis.envelope import Raw, headers_of, unwrap
from chassis.heard import Meta, pack_meta
from chassis.hearing import Hearing
from chassis.plan import shard_of
from chassis.published import Announcement
from chassis.store import StoredAnnouncement
from chassis.unit import Heard, Oddity
from deploy.contracts.examples import ACTOR, CORRELATION, example
from deploy.contracts.services import Services


def payload(producer: str, model: type[Announcement]) -> dict[str, Any]:
    """A new golden message with every field filled. Raises LookupError for a field without an example."""
    message = example(model)
    text = message.model_dump_json()
    stored = StoredAnnouncement(
        position=100 + crc32(model.__name__.encode()) % 900,
        epoch=1,
        shard=shard_of(message.key),
        previous=97,
        type=model.__name__,
        key=message.key,
        data=text.encode(),
        meta=pack_meta(Meta(actor=ACTOR, correlation=CORRELATION, causation=f"http:{CORRELATION}")),
        at=instant_of(message),
    )
    return {"key": message.key, "headers": headers_of(stored, service=producer), "value": json.loads(text)}


def instant_of(message: Announcement) -> datetime:
    """When it happened: the last of its times that tells that."""
    times = [value for name, value in message if name.endswith("_at") and isinstance(value, datetime)]
    return times[-1]


def check(found: Services, file: Path, producer: str, model: type[Announcement]) -> Iterator[str]:
    """Today's model must keep every value of it, and every service that hears it must know what to do."""
    name = f"{producer}/{file.name}"
    if not file.exists():
        yield f"{name}: is missing"
        return
    content = json.loads(file.read_text(encoding="utf-8"))
    heard = as_heard(producer, content)
    if isinstance(heard, Oddity):
        yield f"{name}: {heard.detail}"
        return
    yield from _understood(name, content, model)
    for service in found.values():
        if producer in service.blueprint.hears:
            yield from reacted(name, service.name, service.hearing, heard)


def as_heard(producer: str, content: dict[str, Any]) -> Heard | Oddity:
    """The message as a consumer takes it from the topic."""
    headers = tuple((name, str(text).encode()) for name, text in content["headers"].items())
    value = json.dumps(content["value"], ensure_ascii=False).encode()
    return unwrap(Raw(topic=producer, partition=0, offset=0, key=content["key"].encode(), value=value, headers=headers))


def _understood(name: str, content: dict[str, Any], model: type[Announcement]) -> Iterator[str]:
    try:
        message = model.model_validate_json(json.dumps(content["value"]))
    except ValidationError as error:
        yield f"{name}: {error.error_count()} faults, the first at {error.errors()[0]['loc']}: {error.errors()[0]['msg']}"
        return
    if message.key != content["key"]:
        yield f"{name}: the key is {message.key!r} now"
    kept = message.model_dump(mode="json")
    for field, value in content["value"].items():
        if kept.get(field) != value:
            yield f"{name}: `{field}` is not kept"


def reacted(name: str, service: str, hearing: Hearing, heard: Heard) -> Iterator[str]:
    """Whether a service that hears the producer knows the message and says what it does with it."""
    if not hearing.knows(heard):
        yield f"{name}: {service} hears the producer and does not know {heard.type}"
        return
    try:
        commands, _ = hearing.commands(heard, at=datetime.fromisoformat(dict(heard.headers)["ce_time"]))
    except Exception as error:  # whatever a reaction raises is a finding here
        yield f"{name}: {service} cannot react to it: {type(error).__name__}"
        return
    if commands is None:  # pyright: ignore[reportUnnecessaryComparison] - so answers a match that forgot the message
        yield f"{name}: {service} does not say what it does with it"
