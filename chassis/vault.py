"""Who can read a person's fields? Only who gets that person's data key; erasing the key erases the person (docs/domain.md §9)."""

import os
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from chassis.sql import Pool

CACHE_SECONDS = 60.0


class Vault(Protocol):
    """Data keys of persons: 32 bytes each, durable before first use. None stands for an erased person, for ever."""

    async def keys(self, persons: Iterable[UUID], *, create: bool) -> Mapping[UUID, bytes | None]:
        """The keys of these persons; unknown ones are made if `create`, else missing from the answer."""
        ...

    async def erase(self, person: UUID) -> bool:
        """Destroy the key and leave a tombstone; False if it was erased before."""
        ...


class MemoryVault:
    """A vault that outlives the services of one process."""

    def __init__(self) -> None:
        self._keys: dict[UUID, bytes | None] = {}

    async def keys(self, persons: Iterable[UUID], *, create: bool) -> Mapping[UUID, bytes | None]:
        found: dict[UUID, bytes | None] = {}
        for person in persons:
            if create and person not in self._keys:
                self._keys[person] = AESGCM.generate_key(256)
            if person in self._keys:
                found[person] = self._keys[person]
        return found

    async def erase(self, person: UUID) -> bool:
        erased = self._keys.get(person, b"") is not None
        self._keys[person] = None
        return erased


SCHEMA = """
create table if not exists person_keys (
    person uuid primary key,
    wrapped bytea,
    made_at timestamptz not null default clock_timestamp(),
    erased_at timestamptz
);
"""


class PostgresVault:
    """Keys in a database of their own, each wrapped by a master key with the person as associated data: a swapped row is refused.

    Answers are cached for at most 60 s, so that an erasure is felt everywhere within a minute.
    """

    def __init__(self, pool: Pool, master: bytes, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._pool = pool
        self._monotonic = monotonic
        self._wrap = AESGCM(master)
        self._cache: dict[UUID, tuple[float, bytes | None]] = {}

    @classmethod
    async def open(cls, dsn: str, master: bytes, *, monotonic: Callable[[], float] = time.monotonic) -> "PostgresVault":
        """Connect and create what is missing."""
        pool = Pool(dsn, size=2)
        async with pool.transaction() as session:
            await session.execute("select pg_advisory_xact_lock(7461)")
            await session.execute(SCHEMA)
        return cls(pool, master, monotonic=monotonic)

    async def close(self) -> None:
        """Give the connections back."""
        await self._pool.close()

    async def keys(self, persons: Iterable[UUID], *, create: bool) -> Mapping[UUID, bytes | None]:
        wanted = set(persons)
        now = self._monotonic()
        self._cache = {p: c for p, c in self._cache.items() if now - c[0] < CACHE_SECONDS}
        found = {p: self._cache[p][1] for p in wanted if p in self._cache}
        missing = wanted - found.keys()
        if missing:
            fetched = await self._fetch(missing)
            if create and missing - fetched.keys():
                await self._make(missing - fetched.keys())
                fetched |= await self._fetch(missing - fetched.keys())
            self._cache.update({p: (now, key) for p, key in fetched.items()})
            found |= fetched
        return found

    async def erase(self, person: UUID) -> bool:
        self._cache.pop(person, None)
        done = await self._pool.value(
            """insert into person_keys (person, wrapped, erased_at) values ($1, null, clock_timestamp())
               on conflict (person) do update set wrapped = null, erased_at = clock_timestamp()
               where person_keys.wrapped is not null returning true""",
            person,
        )
        return bool(done)

    async def _make(self, persons: Iterable[UUID]) -> None:
        rows = [(p, self._wrapped(p, AESGCM.generate_key(256))) for p in sorted(persons)]
        async with self._pool.session() as session:
            await session.many("insert into person_keys (person, wrapped) values ($1, $2) on conflict do nothing", rows)

    async def _fetch(self, persons: Iterable[UUID]) -> dict[UUID, bytes | None]:
        rows = await self._pool.fetch("select person, wrapped from person_keys where person = any($1)", list(persons))
        return {row["person"]: self._unwrapped(row["person"], row["wrapped"]) for row in rows}

    def _wrapped(self, person: UUID, key: bytes) -> bytes:
        nonce = os.urandom(12)
        return nonce + self._wrap.encrypt(nonce, key, person.bytes)

    def _unwrapped(self, person: UUID, wrapped: bytes | None) -> bytes | None:
        if wrapped is None:
            return None
        try:
            return self._wrap.decrypt(wrapped[:12], wrapped[12:], person.bytes)
        except InvalidTag as error:
            raise ValueError(f"the key of person {person} was not wrapped by this master key") from error
