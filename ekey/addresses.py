"""Where does a running system answer? Every service, the mailbox, the topics, the token files, and who may operate it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

SERVICES = ("registration", "application", "verification", "production", "delivery", "tracking")
FILE = "stack.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """A running system as its users meet it.

    `services` maps a name of `SERVICES` to its base URL without a final slash; `mailbox` is the mailbox' base URL (empty: none);
    `kafka` lists servers, and `kafka_security` says how a client proves itself there (EKEY_KAFKA_… variables); `tokens` is
    the folder of the software tokens' files.
    """

    services: Mapping[str, str]
    mailbox: str = ""
    kafka: tuple[str, ...] = ()
    kafka_security: Mapping[str, str] = field(default_factory=dict[str, str])
    tokens: Path = Path("tokens")
    operator_email: str = ""
    operator_password: str = field(default="", repr=False)


class NotAddresses(Exception):
    """A file that should hold the addresses of a running system does not."""


ADDRESSES: TypeAdapter[Addresses] = TypeAdapter(Addresses)


def write_addresses(addresses: Addresses, folder: Path) -> Path:
    """Write them into `folder`, readable by their owner only (the operator's password is among them)."""
    path = folder / FILE
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(ADDRESSES.dump_python(addresses, mode="json"), indent=2) + "\n")
    return path


def read_addresses(folder: Path) -> Addresses | None:
    """What a running system wrote there, None if there is no such file. Raises `NotAddresses`."""
    path = folder / FILE
    try:
        return ADDRESSES.validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as error:
        raise NotAddresses(f"{path} does not say where a system runs: {error.errors()[0]['msg']}") from None
