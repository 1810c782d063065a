"""How does a session prove itself to every service? A token signed with a key that is derived from its number."""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jwt
from joserfc.jwk import ECKey

from chassis.keyed import Keyed
from chassis.messages import value

ISSUER = "ekey-registration"
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
SIGNING_KEY_PURPOSE = "session-signing"


@value
class Identity:
    """Who is signed in: what a token says, and what `/me` shows besides."""

    kind: Literal["enterprise", "staff"]
    account_id: UUID
    person_id: UUID
    user_name: str
    body: str = ""
    roles: tuple[str, ...] = ()
    enterprise_name: str = ""
    credit_code: str = ""


def signing_key(keyed: Keyed, number: int) -> ECKey:
    """The P-256 key of this number."""
    scalar = int.from_bytes(keyed.key(f"{SIGNING_KEY_PURPOSE}-{number}")) % (ORDER - 1) + 1
    return ECKey.import_key(ec.derive_private_key(scalar, ec.SECP256R1()))


def key_id(keyed: Keyed, number: int) -> str:
    """The thumbprint of its public half (RFC 7638)."""
    return signing_key(keyed, number).thumbprint()


def public_key(keyed: Keyed, number: int) -> dict[str, str]:
    """Its public half, as a JSON Web Key."""
    key = signing_key(keyed, number)
    public = {name: str(part) for name, part in key.as_dict(private=False).items()}
    return public | {"kid": key.thumbprint(), "use": "sig", "alg": "ES256"}


def token(keyed: Keyed, number: int, who: Identity, *, at: datetime, lifetime: timedelta) -> str:
    """A session of this identity, from now on, for its lifetime."""
    claims: dict[str, object] = {
        "iss": ISSUER,
        "sub": str(who.account_id),
        "pid": str(who.person_id),
        "kind": who.kind,
        "body": who.body,
        "roles": list(who.roles),
        "iat": int(at.timestamp()),
        "exp": int((at + lifetime).timestamp()),
    }
    key = signing_key(keyed, number)
    return jwt.encode({"alg": "ES256", "kid": key.thumbprint()}, claims, key)
