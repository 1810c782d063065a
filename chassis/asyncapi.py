"""What travels over the topics? An AsyncAPI 3 document, made by FastStream from what services tell and hear."""

import json
from collections.abc import Sequence
from typing import Any, Union

from faststream.kafka import KafkaBroker
from faststream.specification import AsyncAPI

from chassis.aggregate import members
from chassis.blueprint import Blueprint
from chassis.published import Announcement

BROKER = "kafka:9092"
HEADERS = "CloudEventHeaders"
TEXT = {"type": "string"}
NUMBER = {"type": "string", "pattern": "^[0-9]+$"}


def asyncapi(blueprints: Sequence[Blueprint], *, title: str) -> dict[str, Any]:
    """The document, as JSON: a `send` operation for every announcement, a `receive` operation for every topic that a service hears."""
    broker = KafkaBroker(BROKER, logger=None)
    for blueprint in blueprints:
        declare(broker, blueprint)
    document = AsyncAPI(broker, title=title, version="1", description=DESCRIPTION, schema_version="3.0.0")
    return completed(json.loads(document.to_specification().to_json()), blueprints)


DESCRIPTION = (
    "每个服务只写自己的主题；消息为 CloudEvents 二进制模式。"
    " / Each service writes its own topic only; messages are CloudEvents in binary mode."
)


def declare(broker: KafkaBroker, blueprint: Blueprint) -> None:
    """What the relay sends and what the consumer takes; both work on bytes, so they are declared here by shape."""
    for told in announcements(blueprint.tells):
        broker.publisher(
            blueprint.name,
            title=f"{blueprint.name}.{told.__name__}",
            description=told.__doc__,
            schema=told,
        )
    for producer, union in blueprint.hears.items():
        hear(broker, blueprint.name, producer, announcements(union))


def hear(broker: KafkaBroker, service: str, producer: str, heard: Sequence[type[Announcement]]) -> None:
    """A receive operation; it is never started."""

    async def take(message: Any) -> None: ...

    take.__annotations__["message"] = Union[tuple(heard)]  # noqa: UP007 - the members are known only now
    broker.subscriber(producer, group_id=service, title=f"{service}.hears.{producer}")(take)


def announcements(union: object) -> Sequence[type[Announcement]]:
    """The classes of a producer's announcements, in the order in which the contract lists them."""
    return [told for told in members(union) if issubclass(told, Announcement)]


def completed(document: dict[str, Any], blueprints: Sequence[Blueprint]) -> dict[str, Any]:
    """What FastStream cannot know: our headers, where the correlation id is, and what a key is."""
    keys = {told.__name__: told.key_field for b in blueprints for u in (b.tells, *b.hears.values()) for told in announcements(u)}
    components = document["components"]
    components["schemas"][HEADERS] = cloud_event_headers()
    for name, message in components["messages"].items():
        message["headers"] = {"$ref": f"#/components/schemas/{HEADERS}"}
        message["correlationId"] = {"location": "$message.header#/ce_correlation"}
        key_field = keys.get(name.split(".")[-1].split(":")[0])
        if key_field:
            message["bindings"] = {"kafka": {"key": {"type": "string", "description": f"`{key_field}`"}}}
    for part in (document["channels"], document["operations"], components["messages"], components["schemas"]):
        ordered = sorted(part.items())
        part.clear()
        part.update(ordered)
    document["servers"] = {"kafka": document["servers"]["development"]}
    for channel in document["channels"].values():
        channel["servers"] = [{"$ref": "#/servers/kafka"}]
    return document


def cloud_event_headers() -> dict[str, Any]:
    """The headers of every message (`chassis/envelope.py`); all are UTF-8 text."""
    instant = {"type": "string", "format": "date-time"}
    identifier = {"type": "string", "format": "uuid"}
    properties: dict[str, Any] = {
        "ce_specversion": {"const": "1.0"},
        "ce_id": TEXT | {"description": "source/epoch/position"},
        "ce_source": TEXT | {"description": "the service that tells it, as the topic is named"},
        "ce_type": TEXT | {"description": "the name of the message"},
        "ce_time": instant,
        "ce_subject": TEXT | {"description": "the key"},
        "ce_position": NUMBER | {"description": "its place among all facts of the source; gapless there"},
        "ce_previous": NUMBER | {"description": "the position of the announcement before it in its shard"},
        "ce_epoch": NUMBER | {"description": "grows when the source was restored to an earlier point"},
        "ce_shard": NUMBER | {"description": "crc32(key) % 1024"},
        "ce_actor": {"type": "string", "contentMediaType": "application/json", "description": "who caused it: opaque ids"},
        "ce_correlation": identifier,
        "ce_causation": TEXT | {"description": "the id of the message, or the request, that caused it"},
        "content-type": {"const": "application/json"},
    }
    required = ["ce_type", "ce_source", "ce_time", "ce_position", "ce_previous", "ce_epoch", "ce_shard"]
    return {"type": "object", "properties": properties, "required": required}
