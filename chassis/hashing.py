"""How is a password kept? As an argon2id hash, made in a thread, a few at a time."""

import asyncio
import hashlib
import hmac

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Argon2Hasher:
    """argon2id with 19 MiB, t=2, p=1; at most `at_once` at a time, so that memory stays bounded."""

    def __init__(self, *, at_once: int = 2) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        self._turn = asyncio.Semaphore(at_once)

    async def hash(self, password: str) -> str:
        """A salted hash in PHC format."""
        async with self._turn:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def verify(self, hashed: str, password: str) -> bool:
        """Whether the password is the one."""
        async with self._turn:
            try:
                return await asyncio.to_thread(self._hasher.verify, hashed, password)
            except (VerificationError, InvalidHashError):
                return False


class QuickHasher:
    """For worlds in memory only: no thread, no cost."""

    async def hash(self, password: str) -> str:
        return "quick$" + hashlib.sha256(password.encode()).hexdigest()

    async def verify(self, hashed: str, password: str) -> bool:
        return hmac.compare_digest(hashed, await self.hash(password))
