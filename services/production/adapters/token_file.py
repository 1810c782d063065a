"""What is a token made of a file? One JSON document: its key pair locked by a PIN, certificate and seal in the open."""

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenFile:
    """A token as it lies on disk. `private_key` is PKCS #8 in PEM, encrypted by the PIN; empty until something is installed:
    `certificate` and `seal`."""

    serial: str
    reservation: int
    private_key: str
    public_key: str
    certificate: Mapping[str, str]
    seal: Mapping[str, str]


def sign(token: Path, pin: str, content: bytes) -> bytes:
    """Let the token sign these exact bytes: ECDSA with SHA-256, in DER. Raises ValueError for a wrong PIN."""
    return unlock(read_token(token), pin).sign(content, ec.ECDSA(hashes.SHA256()))


def certificate_of(token: Path) -> str:
    """The certificate on the token, as PEM; empty if there is none."""
    return read_token(token).certificate.get("pem", "")


def unlock(token: TokenFile, pin: str) -> ec.EllipticCurvePrivateKey:
    """Use the key pair. Raises ValueError for a wrong PIN."""
    key = serialization.load_pem_private_key(token.private_key.encode(), pin.encode())
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError("the token holds a key of an unknown kind")
    return key


def generated(*, serial: str, reservation: int, pin: str) -> TokenFile:
    """A fresh key pair, made here and nowhere else."""
    key = ec.generate_private_key(ec.SECP256R1())
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(pin.encode()),
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return TokenFile(
        serial=serial,
        reservation=reservation,
        private_key=private.decode(),
        public_key=public.decode(),
        certificate={},
        seal={},
    )


def read_token(path: Path) -> TokenFile:
    """Read it. Raises FileNotFoundError, or ValueError for something that is no token."""
    document: Any = json.loads(path.read_text(encoding="utf-8"))
    try:
        return TokenFile(**document)
    except TypeError as error:
        raise ValueError(f"{path.name} is no token") from error


def write_token(path: Path, token: TokenFile) -> None:
    """Replace it as a whole, durably, readable by its owner only."""
    document = {field: getattr(token, field) for field in TokenFile.__dataclass_fields__}
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(document, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).replace(path)
