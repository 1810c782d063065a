"""Which listeners does a Kafka node have besides the plain one, and whom does it let in there?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

SECURED = ("SSL", "SASL_SSL")
MECHANISMS = ("PLAIN", "SCRAM-SHA-512")
LOGIN = "org.apache.kafka.common.security"


@dataclass(frozen=True, kw_only=True)
class Security:
    """What the listeners SSL and SASL_SSL need.

    `keystore`: a PEM file with the private key (PKCS#8, not encrypted) and its certificate chain, valid for 127.0.0.1;
    `users`: the passwords (letters, digits, hyphens) by name, for PLAIN and SCRAM-SHA-512 alike. SCRAM keeps those with which
    a node's storage was formatted.
    """

    keystore: Path
    users: Mapping[str, str] = field(repr=False)

    def properties(self) -> Mapping[str, str]:
        """The node's properties besides its listeners. Nodes speak to each other in the clear, on loopback."""
        known = " ".join(f'user_{name}="{password}"' for name, password in self.users.items())
        return {
            "ssl.keystore.type": "PEM",
            "ssl.keystore.location": str(self.keystore),
            "sasl.enabled.mechanisms": ",".join(MECHANISMS),
            "listener.name.sasl_ssl.plain.sasl.jaas.config": f"{LOGIN}.plain.PlainLoginModule required {known};",
            "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config": f"{LOGIN}.scram.ScramLoginModule required;",
        }

    def formatting(self) -> list[str]:
        """The words by which the storage tool stores the users' SCRAM credentials."""
        return [
            word
            for name, password in self.users.items()
            for word in ("--add-scram", f"SCRAM-SHA-512=[name={name},password={password}]")
        ]


def listeners(ports: Mapping[str, int], controller_port: int) -> Mapping[str, str]:
    """The properties that open these ports on loopback, by security protocol, and the controller's."""
    clients = ",".join(f"{protocol}://127.0.0.1:{port}" for protocol, port in ports.items())
    return {
        "listeners": f"{clients},CONTROLLER://127.0.0.1:{controller_port}",
        "advertised.listeners": clients,
        "controller.listener.names": "CONTROLLER",
        "listener.security.protocol.map": ",".join(["CONTROLLER:PLAINTEXT", *(f"{name}:{name}" for name in ports)]),
    }
