"""Through which doors does a service touch the world? Everything real is one of these ports, given to it once, at start."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from chassis.clock import Clock
from chassis.ids import Chance
from chassis.keyed import Keyed
from chassis.policy import PolicyBook


class Files(Protocol):
    """Attachments: content-addressed by the hash of their ciphertext, encrypted under the key of a person."""

    async def put(self, content: bytes, *, person: str) -> str:
        """Store for this person (a UUID); answers the address. The same content may get another address each time."""
        ...

    async def get(self, address: str, *, person: str) -> bytes | None:
        """The content, or None when the person was erased. Raises LookupError for an unknown address."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail: one address, subject and plain text (both languages inside), a stable Message-ID."""

    message_id: str
    to: str
    subject: str
    text: str


class UndeliverableError(Exception):
    """The mail server refused the address for good; trying again is useless."""


class Mail(Protocol):
    """Sends letters, at least once. Raises UndeliverableError for a refused address, OSError when it cannot reach the server."""

    async def send(self, letter: Letter) -> None: ...


class Hasher(Protocol):
    """Password hashing (argon2id), slow on purpose, off the event loop."""

    async def hash(self, password: str) -> str: ...

    async def verify(self, hashed: str, password: str) -> bool: ...


@dataclass(frozen=True, kw_only=True)
class Doors:
    """What the chassis gives to every service. `settings` are the process' own (EKEY_… names without prefix, lower case)."""

    clock: Clock
    chance: Chance
    keyed: Keyed
    files: Files
    mail: Mail
    hasher: Hasher
    policy: PolicyBook
    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict[str, str])
