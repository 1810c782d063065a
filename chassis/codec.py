"""How does an event become bytes and again an event? JSON by pydantic, personal fields sealed under their person's key, old shapes upcast."""

import base64
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, get_args, get_origin, get_type_hints
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import TypeAdapter

from chassis.aggregate import Aggregate
from chassis.blueprint import Upcaster
from chassis.messages import Personal
from chassis.store import StoredFact
from chassis.vault import Vault


class UnknownEvent(Exception):
    """A stored event of a type that this code does not know."""


class EventShape:
    """How one event class is written and read."""

    def __init__(self, cls: type) -> None:
        self.adapter: TypeAdapter[Any] = TypeAdapter(cls)
        self.personal = personal_fields(cls)


def personal_fields(cls: type) -> Mapping[str, str]:
    """The personal fields of an event class, each with the field that names its person."""
    found: dict[str, str] = {}
    for name, hint in get_type_hints(cls, include_extras=True).items():
        marks = [mark for mark in get_args(hint)[1:] if isinstance(mark, Personal)] if get_origin(hint) is Annotated else []
        if marks:
            found[name] = marks[0].of
    return found


class Codec:
    """The codec of one service's events."""

    def __init__(self, aggregates: Sequence[Aggregate[Any, Any, Any]], vault: Vault, upcasters: Mapping[str, Upcaster]) -> None:
        classes = [cls for aggregate in aggregates for cls in aggregate.event_types()]
        self._shapes = {cls.__name__: EventShape(cls) for cls in classes}
        if len(self._shapes) != len(classes):
            raise ValueError("two events of one service have the same name")
        self._vault = vault
        self._upcasters = upcasters

    async def encode(self, events: Sequence[tuple[UUID, int, object]]) -> Sequence[bytes]:
        """Each (stream, version, event) as UTF-8 JSON. The keys of the persons named exist durably before this returns."""
        persons = {p for _, _, event in events for p in self._persons(event)}
        keys = await self._vault.keys(persons, create=True)
        return [self._encode(stream, version, event, keys) for stream, version, event in events]

    async def decode(self, facts: Sequence[StoredFact]) -> Sequence[Any]:
        """The events, personal fields readable, or `Erased` where the person is."""
        documents = [self._document(fact) for fact in facts]
        persons = {UUID(sealed["person"]) for d in documents for sealed in sealed_fields(d)}
        keys = await self._vault.keys(persons, create=False)
        return [self._decode(fact, document, keys) for fact, document in zip(facts, documents, strict=True)]

    def decode_blind(self, fact: StoredFact) -> Any:
        """The event with every personal field shown as `Erased`: what a view may know."""
        return self._decode(fact, self._document(fact), {})

    def knows(self, type: str) -> bool:
        """Whether this code can read such an event."""
        return type in self._shapes

    def _persons(self, event: object) -> Iterable[UUID]:
        return (getattr(event, of) for of in self._shapes[type(event).__name__].personal.values())

    def _encode(self, stream: UUID, version: int, event: object, keys: Mapping[UUID, bytes | None]) -> bytes:
        shape = self._shapes[type(event).__name__]
        if not shape.personal:
            return shape.adapter.dump_json(event)
        document: dict[str, Any] = shape.adapter.dump_python(event, mode="json")
        for name, of in shape.personal.items():
            person: UUID = getattr(event, of)
            key = keys.get(person)
            associated = f"{stream}|{version}|{name}".encode()
            document[name] = seal(document[name], person, key, associated)
        return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()

    def _document(self, fact: StoredFact) -> dict[str, Any]:
        if fact.type not in self._shapes:
            raise UnknownEvent(f"{fact.type} at position {fact.position}")
        document: dict[str, Any] = json.loads(fact.state)
        upcast = self._upcasters.get(fact.type)
        return upcast(document) if upcast else document

    def _decode(self, fact: StoredFact, document: dict[str, Any], keys: Mapping[UUID, bytes | None]) -> Any:
        shape = self._shapes[fact.type]
        for name in shape.personal:
            associated = f"{fact.stream}|{fact.version}|{name}".encode()
            if name in document:
                document[name] = unseal(document[name], keys, associated)
        return (
            shape.adapter.validate_python(document) if not shape.personal else shape.adapter.validate_json(json.dumps(document))
        )


def sealed_fields(document: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """The sealed fields of a stored event."""
    values: Iterable[Any] = document.values()
    return (v for v in values if is_sealed(v))


def is_sealed(field: Any) -> bool:
    """Whether a stored field is a sealed one."""
    return isinstance(field, dict) and "sealed" in field


def seal(plain: Any, person: UUID, key: bytes | None, associated: bytes) -> dict[str, str]:
    """A field under its person's key (AES-256-GCM); nothing at all when the person is erased."""
    if key is None:
        return {"sealed": "", "person": str(person)}
    nonce = os.urandom(12)
    ciphertext = AESGCM(key).encrypt(nonce, json.dumps(plain, ensure_ascii=False).encode(), associated)
    return {"sealed": base64.b64encode(nonce + ciphertext).decode(), "person": str(person)}


def unseal(field: Any, keys: Mapping[UUID, bytes | None], associated: bytes) -> Any:
    """The plain field, or what `Erased` looks like."""
    if not is_sealed(field):
        return field  # stored before the field became personal
    sealed, person = str(field["sealed"]), str(field["person"])
    key = keys.get(UUID(person))
    if key is None or not sealed:
        return {"person_id": person}
    raw = base64.b64decode(sealed)
    return json.loads(AESGCM(key).decrypt(raw[:12], raw[12:], associated))
