"""How is a value named without telling it? By keyed hashes (HMAC-SHA-256) under secrets derived from one master secret."""

import base64
import hashlib
import hmac
import unicodedata
from uuid import UUID


class Keyed:
    """Keyed hashes. One master secret (at least 16 bytes, from the environment) serves many purposes, each with a key of its own."""

    def __init__(self, master: bytes) -> None:
        if len(master) < 16:
            raise ValueError("the master secret must have at least 16 bytes")
        self._master = master

    def key(self, purpose: str) -> bytes:
        """32 bytes for this purpose."""
        return hmac.new(self._master, b"ekey/" + purpose.encode(), hashlib.sha256).digest()

    def digest(self, purpose: str, content: bytes) -> bytes:
        """32 bytes that only the holder of the secret can compute."""
        return hmac.new(self.key(purpose), content, hashlib.sha256).digest()

    def id(self, purpose: str, value: str) -> UUID:
        """The stream id of a value: give it in its normal form."""
        raw = bytearray(self.digest(purpose, value.encode())[:16])
        raw[6] = raw[6] & 0x0F | 0x80  # version 8 (RFC 9562), which uuid.UUID cannot set before Python 3.14
        raw[8] = raw[8] & 0x3F | 0x80
        return UUID(bytes=bytes(raw))

    def fingerprint(self, purpose: str, content: bytes) -> str:
        """32 hexadecimal characters."""
        return self.digest(purpose, content)[:16].hex()

    def token(self, purpose: str, text: str) -> str:
        """A secret of 43 URL-safe characters that can be computed again and need not be stored."""
        return base64.urlsafe_b64encode(self.digest(purpose, text.encode())).rstrip(b"=").decode()


def normal(text: str) -> str:
    """The normal form under which values are compared: NFKC, trimmed, case folded."""
    return unicodedata.normalize("NFKC", text).strip().casefold()
