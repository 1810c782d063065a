"""Where do attachments lie? In an object store (a folder by default), encrypted, named by the hash of their ciphertext."""

import hashlib
import os
from typing import Any
from uuid import UUID

import obstore
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from obstore.store import LocalStore, MemoryStore, from_url

from chassis.vault import Vault


class ObjectFiles:
    """The files port over any store that obstore speaks to: a folder, memory, S3 and others."""

    def __init__(self, store: Any, vault: Vault) -> None:
        self._store = store
        self._vault = vault

    async def put(self, content: bytes, *, person: str) -> str:
        """Encrypt under the person's key and store; answers the address. Raises PermissionError for an erased person."""
        key = (await self._vault.keys([UUID(person)], create=True)).get(UUID(person))
        if key is None:
            raise PermissionError("the person was erased")
        nonce = os.urandom(12)
        sealed = nonce + AESGCM(key).encrypt(nonce, content, person.encode())
        address = hashlib.sha256(sealed).hexdigest()
        await obstore.put_async(self._store, path_of(address), sealed)
        return address

    async def get(self, address: str, *, person: str) -> bytes | None:
        """The content, or None when the person was erased. Raises LookupError for an unknown address, ValueError for altered bytes."""
        try:
            got = await obstore.get_async(self._store, path_of(address))
            sealed = bytes(await got.bytes_async())
        except FileNotFoundError as error:
            raise LookupError(address) from error
        if hashlib.sha256(sealed).hexdigest() != address:
            raise ValueError(f"attachment {address} was altered")
        key = (await self._vault.keys([UUID(person)], create=False)).get(UUID(person))
        if key is None:
            return None
        return AESGCM(key).decrypt(sealed[:12], sealed[12:], person.encode())


def path_of(address: str) -> str:
    """Two levels of folders, so that none grows too long."""
    return f"{address[:2]}/{address[2:4]}/{address}"


def files_at(place: str, vault: Vault) -> ObjectFiles:
    """`place` is a folder, or a URL such as s3://bucket/prefix; empty is memory."""
    if not place:
        return ObjectFiles(MemoryStore(), vault)
    if "://" in place:
        return ObjectFiles(from_url(place), vault)
    return ObjectFiles(LocalStore(place, mkdir=True), vault)
