"""What is a message? Frozen, slotted, keyword-only values: facts, wishes, announcements; and which of their fields are personal."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform
from uuid import UUID

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def event(cls: type[T]) -> type[T]:
    """A fact in past tense; its class name and its fields are stored for ever."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def command(cls: type[T]) -> type[T]:
    """A wish in the imperative; time is a field of it (`at`), the edge fills it in."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def value(cls: type[T]) -> type[T]:
    """A value, a state or a row: compared by what it holds."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


@dataclass(frozen=True, slots=True)
class Personal:
    """Marks an event's field, by `Annotated[T | Erased, Personal(of="person_field")]`, as personal.

    `of` names the field of the same event that holds the UUID of the person whose key encrypts it (DOMAIN §9).
    """

    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What stands in a personal field after its person was erased."""

    person_id: UUID
