"""Where does a running system answer, and who may operate it? (And the file in its state folder that says so.)"""

import json
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ValidationError

SERVICES: Final = ("registration", "application", "verification", "production", "delivery", "tracking")
FILE = "stack.json"


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """A running system as its users meet it.

    `services` maps a name of `SERVICES` to its base URL without a final slash; `mailbox` is the mailbox' base URL; `kafka` lists
    servers, `kafka_options` further arguments of an aiokafka client (TLS, SASL); `tokens` is the folder of the token files.
    """

    services: Mapping[str, str]
    mailbox: str
    kafka: Sequence[str]
    tokens: Path
    operator_email: str
    operator_password: str = field(repr=False)
    kafka_options: Mapping[str, object] = field(default_factory=dict[str, object], repr=False)


class NotAddresses(Exception):
    """A file that should hold the addresses of a running system does not."""


class _Written(BaseModel):
    """What the file holds: everything but how a client proves itself to Kafka."""

    services: dict[str, str]
    mailbox: str
    kafka: list[str]
    tokens: Path
    operator_email: str
    operator_password: str


def write_addresses(addresses: Addresses, folder: Path) -> Path:
    """Write them into `folder`, readable by their owner only (the operator's password is among them)."""
    path = folder / FILE
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    written = _Written.model_validate(addresses, from_attributes=True)
    path.write_text(json.dumps(written.model_dump(mode="json"), indent=2) + "\n")
    return path


def read_addresses(folder: Path) -> Addresses | None:
    """What a running system wrote there, None if there is no such file. Raises `NotAddresses`."""
    path = folder / FILE
    try:
        written = _Written.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as error:
        raise NotAddresses(f"{path} does not say where a system runs: {error.errors()[0]['msg']}") from None
    return Addresses(**dict(written))


def shell_lines(addresses: Addresses) -> list[str]:
    """Lines for `eval` in a shell: EKEY_URL_… of each service, EKEY_MAILBOX, EKEY_TOKENS (no secrets)."""
    said = {f"EKEY_URL_{name.upper()}": url for name, url in addresses.services.items()}
    said |= {"EKEY_MAILBOX": addresses.mailbox, "EKEY_TOKENS": str(addresses.tokens)}
    return [f"export {name}={shlex.quote(value)}" for name, value in said.items()]
