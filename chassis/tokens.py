"""Who is calling? A signed token says it; every service verifies it by itself with registration's public keys."""

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, cast
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OctKey

from chassis.actor import Actor
from chassis.clock import Clock
from chassis.store import Unavailable
from chassis.telemetry import log

ISSUER = "ekey-registration"
MESH = "ekey-mesh"
REFRESH_SECONDS = 30.0
RETRY_SECONDS = 1.0
MESH_LIFETIME = 60


class NotGenuine(Exception):
    """The token is forged, expired, or not ours."""


class Guard(Protocol):
    """Tells who a bearer token speaks for. Raises NotGenuine, Unavailable while no key set can be had."""

    async def actor(self, token: str) -> Actor: ...


class Tokens:
    """Verifies session tokens by the key set, and tokens of services by the mesh secret; makes the latter."""

    def __init__(self, *, service: str, fetch_keys: Callable[[], Awaitable[str]], mesh_secret: bytes, clock: Clock) -> None:
        self._service = service
        self._fetch_keys = fetch_keys
        self._mesh = OctKey.import_key(mesh_secret)
        self._clock = clock
        self._keys: KeySet | None = None
        self._asked_at = float("-inf")
        self._turn = asyncio.Lock()
        self._made: tuple[float, str] = (float("-inf"), "")

    def service_token(self) -> str:
        """A short-lived token that says: I am this service."""
        now = self._clock.now().timestamp()
        if now >= self._made[0]:
            claims: dict[str, Any] = {"iss": MESH, "sub": self._service, "iat": int(now), "exp": int(now) + MESH_LIFETIME}
            self._made = (now + MESH_LIFETIME / 2, jwt.encode({"alg": "HS256"}, claims, self._mesh))
        return self._made[1]

    async def actor(self, token: str) -> Actor:
        """Who the token speaks for."""
        try:
            claims = await self._claims(token)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise NotGenuine(type(error).__name__) from error
        if float(claims.get("exp", 0)) <= self._clock.now().timestamp():
            raise NotGenuine("expired")
        try:
            return actor_from(claims)
        except (KeyError, ValueError, TypeError) as error:
            raise NotGenuine("claims are missing") from error

    async def _claims(self, token: str) -> dict[str, Any]:
        head = unverified_header(token)
        if head.get("alg") == "HS256":
            claims = jwt.decode(token, self._mesh, algorithms=["HS256"]).claims
            if claims.get("iss") != MESH:
                raise NotGenuine("issuer")
            return claims
        keys = await self._key_set(str(head.get("kid", "")))
        claims = jwt.decode(token, keys, algorithms=["ES256"]).claims
        if claims.get("iss") != ISSUER:
            raise NotGenuine("issuer")
        return claims

    async def _key_set(self, kid: str) -> KeySet:
        if not self._knows(kid):
            async with self._turn:
                if not self._knows(kid) and self._age() > RETRY_SECONDS:
                    await self._refresh()
        elif self._age() > REFRESH_SECONDS:
            await self._refresh()
        if self._keys is None:
            raise Unavailable("the key set cannot be had")
        return self._keys

    def _knows(self, kid: str) -> bool:
        return self._keys is not None and any(key.kid == kid for key in self._keys.keys)

    def _age(self) -> float:
        return self._clock.monotonic() - self._asked_at

    async def _refresh(self) -> None:
        self._asked_at = self._clock.monotonic()  # before the answer: a registration that is away costs one caller a wait
        try:
            self._keys = KeySet.import_key_set(json.loads(await self._fetch_keys()))
        except OSError as error:
            log.warning("key_set_waits", error=type(error).__name__)


def unverified_header(token: str) -> dict[str, Any]:
    """The header of a token, to choose the key; nothing in it is believed."""
    part = token.split(".", 1)[0]
    header: object = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    if not isinstance(header, dict):
        raise NotGenuine("header")
    return cast("dict[str, Any]", header)


def actor_from(claims: dict[str, Any]) -> Actor:
    """The actor that verified claims describe."""
    if claims["iss"] == MESH:
        return Actor(kind="service", service=str(claims["sub"]))
    kind = claims["kind"]
    if kind not in {"enterprise", "staff"}:
        raise ValueError("kind")
    return Actor(
        kind=kind,
        account_id=UUID(str(claims["sub"])),
        person_id=UUID(str(claims["pid"])),
        body=str(claims.get("body", "")),
        roles=frozenset(str(role) for role in claims.get("roles", ())),
    )
