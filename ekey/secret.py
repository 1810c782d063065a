"""Which secrets does this system have? Made once, kept in its state folder, readable by their owner only."""

import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "secrets.json"


@dataclass(frozen=True, kw_only=True)
class Secrets:
    """`root` is 32 bytes as hex: every other key of the services is derived from it. The password is the first operator's."""

    root: str
    operator_password: str


def kept_secrets(folder: Path) -> Secrets:
    """The secrets of this folder, made now if it has none."""
    path = folder / FILE
    if not path.exists():
        _write(path, Secrets(root=secrets.token_hex(32), operator_password=secrets.token_urlsafe(18)))
    return Secrets(**json.loads(path.read_text()))


def _write(path: Path, made: Secrets) -> None:
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    unfinished.write_text(json.dumps(asdict(made)) + "\n")
    unfinished.replace(path)
