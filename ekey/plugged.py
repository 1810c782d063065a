"""How does a token that is plugged into this machine sign?"""

import base64
import binascii
from pathlib import Path

from services.production.adapters.token_file import sign


class NotSigned(Exception):
    """The token did not sign; the text says why."""


def signature(folder: Path, serial: str, pin: str, challenge: str) -> str:
    """Base64 of the DER signature (ECDSA, SHA-256) over the bytes that `challenge` holds in base64. Raises `NotSigned`."""
    try:
        content = base64.b64decode(challenge, validate=True)
    except binascii.Error:
        raise NotSigned("the challenge is no base64") from None
    try:
        return base64.b64encode(sign(folder / f"{serial}.token", pin, content)).decode()
    except FileNotFoundError:
        raise NotSigned(f"no token {serial} is plugged in (looked in {folder})") from None
    except ValueError:
        raise NotSigned(f"token {serial} does not open with this PIN") from None
