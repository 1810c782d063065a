"""What shall run, where, and on whose servers?"""

import os
import ssl
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from deploy.local.topics import ClientSecurity
from ekey.addresses import SERVICES

ROOT = Path(__file__).resolve().parent.parent
Broker = Literal["embedded", "apache"]


Command = Callable[[str], Sequence[str]]
WriteWorld = Callable[[Path], Mapping[str, str]]


def service_command(service: str) -> Sequence[str]:
    """The command line of a service; `-P` since the folder of the caller must not shadow a module."""
    return [sys.executable, "-P", "-m", f"services.{service}.main"]


def no_world(folder: Path) -> Mapping[str, str]:
    """A world in which the services find nothing: no bodies, no earlier keys."""
    return {}


def state_folder(environment: Mapping[str, str]) -> Path:
    """The folder above the state of every system: EKEY_STATE, or the project's `.local`."""
    return Path(environment.get("EKEY_STATE") or ROOT / ".local").resolve()


class WrongSetting(Exception):
    """A setting cannot be used; the text names it and says why."""


@dataclass(frozen=True, kw_only=True)
class StackSettings:
    """One system on this machine.

    `folder` keeps all its state. `kafka` names servers that exist; if it is empty, `broker` says what is started: the embedded
    broker, or Apache Kafka with `nodes` nodes. `postgres` is the DSN of a server that exists (empty: the embedded one).
    `brief` systems begin with nothing and leave nothing on servers that exist. `world` writes the files about the world that
    the services work for into a folder and answers their EKEY_… settings. `ports` are the HTTP ports that must not be chosen
    freely (by a service's name, or `mailbox`). `command` runs a service, `start_timeout` is the seconds each has to be ready.
    """

    folder: Path
    brief: bool = False
    broker: Broker = "embedded"
    nodes: int = 1
    kafka: tuple[str, ...] = ()
    postgres: str = ""
    ports: Mapping[str, int] = field(default_factory=dict[str, int])
    world: WriteWorld = no_world
    command: Command = service_command
    start_timeout: float = 120.0

    @property
    def session_timeout(self) -> int:
        """Milliseconds until a consumer that went silent is given up."""
        return 30_000 if self.kafka or self.broker == "apache" else 2_000

    @property
    def partitions(self) -> int:
        """Of each topic. The embedded broker keeps all in memory and serves one member a group: few are enough."""
        return 12 if self.kafka or self.broker == "apache" else 3

    def database(self, name: str) -> str:
        """The name of a service's database; systems that share a server by turns do not share databases."""
        return f"ekey_{'brief_' if self.brief else ''}{name}"


def stack_settings(
    folder: Path, *, brief: bool, apache: bool, ports: Mapping[str, int], world: WriteWorld = no_world, nodes: int = 1
) -> StackSettings:
    """Settings from what was asked for and from EKEY_KAFKA, EKEY_POSTGRES."""
    return StackSettings(
        folder=folder,
        brief=brief,
        broker="apache" if apache else "embedded",
        nodes=nodes,
        kafka=tuple(one.strip() for one in os.environ.get("EKEY_KAFKA", "").split(",") if one.strip()),
        postgres=os.environ.get("EKEY_POSTGRES", ""),
        ports=ports,
        world=world,
    )


def client_security(environment: Mapping[str, str]) -> ClientSecurity:
    """How a client proves itself to Kafka, from the EKEY_KAFKA_… variables (none: it does not). Raises `WrongSetting`."""
    protocol = environment.get("EKEY_KAFKA_SECURITY_PROTOCOL", "PLAINTEXT").upper()
    if protocol not in {"PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"}:
        raise WrongSetting(f"EKEY_KAFKA_SECURITY_PROTOCOL={protocol} is none of PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL")
    security: ClientSecurity = {"security_protocol": protocol}
    if protocol.endswith("SSL"):
        security["ssl_context"] = _trusting(environment.get("EKEY_KAFKA_CA_FILE", ""))
    if protocol.startswith("SASL"):
        security["sasl_mechanism"] = environment.get("EKEY_KAFKA_SASL_MECHANISM", "PLAIN")
        security["sasl_plain_username"] = environment.get("EKEY_KAFKA_USERNAME", "")
        security["sasl_plain_password"] = environment.get("EKEY_KAFKA_PASSWORD", "")
    return security


def _trusting(authority: str) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=authority or None)
    except OSError as error:
        raise WrongSetting(f"EKEY_KAFKA_CA_FILE={authority} cannot be read: {error.strerror or error}") from None


def read_ports(words: list[str]) -> dict[str, int]:
    """`registration=8001` and so on. Raises `WrongSetting`."""
    ports: dict[str, int] = {}
    for word in words:
        name, _, number = word.partition("=")
        if name not in {*SERVICES, "mailbox"}:
            raise WrongSetting(f"--port {word}: there is no {name!r}; a service is one of {', '.join(SERVICES)}, or mailbox")
        if not number.isascii() or not number.isdigit() or not 0 < int(number) < 65536:
            raise WrongSetting(f"--port {word}: {number!r} is no port number")
        ports[name] = int(number)
    return ports
