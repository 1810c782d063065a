"""Who writes a token? A device that keeps its tokens as files in one folder, `<serial>.token`."""

import asyncio
import fcntl
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from services.production.adapters.token_file import TokenFile, generated, read_token, write_token
from services.production.ports import Contents
from services.production.values import Certificate, Seal


class FileTokenWriter:
    """See `ports.TokenWriter`. One writer at a time per token, also among processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def generate(self, *, token_serial: str, reservation: int, pin: str) -> str:
        """See `ports.TokenWriter`."""
        return await asyncio.to_thread(self._generate, token_serial, reservation, pin)

    async def install(self, *, token_serial: str, reservation: int, contents: Contents) -> Contents:
        """See `ports.TokenWriter`."""
        return await asyncio.to_thread(self._install, token_serial, reservation, contents)

    async def read(self, *, token_serial: str, reservation: int) -> Contents | None:
        """See `ports.TokenWriter`."""
        return await asyncio.to_thread(self._read, token_serial, reservation)

    def path(self, token_serial: str) -> Path:
        """Where the token lies."""
        return self._folder / f"{token_serial}.token"

    def _generate(self, token_serial: str, reservation: int, pin: str) -> str:
        with self._alone(token_serial):
            known = self._known(token_serial, reservation)
            if known:
                return known.public_key
            fresh = generated(serial=token_serial, reservation=reservation, pin=pin)
            write_token(self.path(token_serial), fresh)
            return fresh.public_key

    def _install(self, token_serial: str, reservation: int, contents: Contents) -> Contents:
        with self._alone(token_serial):
            known = self._known(token_serial, reservation)
            if known is None:
                raise ValueError(f"token {token_serial} has no key pair under reservation {reservation}")
            present = contents_of(known)
            if present:
                return present
            certificate, seal = plain(contents.certificate), plain(contents.seal)
            write_token(self.path(token_serial), replace(known, certificate=certificate, seal=seal))
            return contents

    def _read(self, token_serial: str, reservation: int) -> Contents | None:
        with self._alone(token_serial):
            known = self._known(token_serial, reservation)
            return contents_of(known) if known else None

    def _known(self, token_serial: str, reservation: int) -> TokenFile | None:
        """The token, if it was written under this reservation. Raises ValueError if under a later one."""
        if not self.path(token_serial).exists():
            return None
        token = read_token(self.path(token_serial))
        if token.reservation > reservation:
            raise ValueError(f"token {token_serial} was written under a later reservation")
        return token if token.reservation == reservation else None

    @contextmanager
    def _alone(self, token_serial: str) -> Generator[None]:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self._folder / f".{token_serial}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def contents_of(token: TokenFile) -> Contents | None:
    """What was installed, or None."""
    if not token.certificate:
        return None
    said = token.certificate
    certificate = Certificate(
        serial=said["serial"],
        pem=said["pem"],
        sha256=said["sha256"],
        not_before=datetime.fromisoformat(said["not_before"]),
        not_after=datetime.fromisoformat(said["not_after"]),
    )
    return Contents(certificate=certificate, seal=Seal(**token.seal))


def plain(thing: Certificate | Seal) -> Mapping[str, str]:
    """As text, for the file."""
    fields: dict[str, Any] = asdict(thing)
    return {name: v.isoformat() if isinstance(v, datetime) else str(v) for name, v in fields.items()}
