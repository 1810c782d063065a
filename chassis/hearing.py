"""What does a message make us do? From bytes to commands: parsed by contract, given to `react`, never to anything else."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from chassis.actor import service_actor
from chassis.aggregate import members
from chassis.blueprint import Blueprint
from chassis.heard import Envelope, Meta, envelope_of
from chassis.published import Announcement
from chassis.unit import Heard


class Hearing:
    """The contracts a service hears, and its reactions."""

    def __init__(self, blueprint: Blueprint) -> None:
        self._blueprint = blueprint
        self._shapes: dict[tuple[str, str], TypeAdapter[Any]] = {
            (producer, cls.__name__): TypeAdapter(cls) for producer, union in blueprint.hears.items() for cls in members(union)
        }
        self._actor = service_actor(blueprint.name)

    @property
    def producers(self) -> Sequence[str]:
        """Whom the service hears."""
        return list(self._blueprint.hears)

    def knows(self, heard: Heard) -> bool:
        """Whether this code has a contract for the message's type."""
        return (heard.producer, heard.type) in self._shapes

    def commands(self, heard: Heard, *, at: datetime) -> tuple[Sequence[object], Meta]:
        """The commands a message causes, and what is stored beside their facts, recorded `at`. Raises ValidationError for a wrong schema."""
        message: Announcement = self._shapes[heard.producer, heard.type].validate_json(heard.data)
        envelope = envelope_of(
            producer=heard.producer,
            type=heard.type,
            key=heard.key,
            epoch=heard.epoch,
            position=heard.position,
            headers=dict(heard.headers),
        )
        meta = Meta(actor=self._actor, correlation=envelope.correlation, causation=cause_of(heard), at=at)
        return self._react(message, envelope), meta

    def _react(self, message: Announcement, envelope: Envelope) -> Sequence[object]:
        if self._blueprint.react_enveloped is not None:
            return self._blueprint.react_enveloped(message, envelope)
        return self._blueprint.react(message)


def cause_of(heard: Heard) -> str:
    """The id of the CloudEvent that caused a fact."""
    return f"{heard.producer}/{heard.epoch}/{heard.position}"
