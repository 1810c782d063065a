"""How is an activation link made, and whose is it? Its token is derived, so that only its hash is stored."""

import hashlib
from datetime import datetime
from uuid import UUID

from chassis.keyed import Keyed
from services.registration.values import AccountId, Link, MailId


def token_of(keyed: Keyed, account_id: AccountId, mail_id: MailId) -> str:
    """The token that this mail carries: the account, then a secret that only we can compute."""
    return f"{account_id.hex}.{keyed.token('activation', f'{account_id}|{mail_id}')}"


def hash_of(token: str) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def account_of(token: str) -> AccountId | None:
    """The account that a token claims to be of."""
    try:
        return AccountId(UUID(hex=token.partition(".")[0]))
    except ValueError:
        return None


def new_link(keyed: Keyed, account_id: AccountId, mail_id: UUID, expires_at: datetime) -> Link:
    """A link for an account; its mail goes out under the id given."""
    token = token_of(keyed, account_id, MailId(mail_id))
    return Link(mail_id=MailId(mail_id), token_hash=hash_of(token), expires_at=expires_at)
