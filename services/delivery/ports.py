"""What does delivery need from outside its rules? A check of signatures, and the histories that its wishes belong to."""

from typing import Protocol
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.keyed import Keyed, normal
from services.delivery import decider
from services.delivery.commands import CertificateCommand, ConsignmentCommand, KeyCommand
from services.delivery.decider.certificate import State as CertificateState
from services.delivery.decider.consignment import State as ConsignmentState
from services.delivery.decider.key import State as KeyState
from services.delivery.events import CertificateEvent, ConsignmentEvent, KeyEvent


class Signatures(Protocol):
    """Checks what a key signed."""

    def holds(self, *, certificate_pem: str, signed: bytes, signature: bytes) -> bool:
        """Whether `signature` is one over exactly these bytes by the key of this certificate; never raises for bad input."""
        ...


class Histories:
    """The three kinds of history, and the stream of each: of a case's key, of a consignment, of a certificate with its binding."""

    def __init__(self, keyed: Keyed) -> None:
        self._keyed = keyed
        self.key: Aggregate[KeyCommand, KeyState, KeyEvent] = Aggregate(
            name="key",
            decider=decider.key,
            commands=KeyCommand,
            events=KeyEvent,
            stream=lambda command: self.key_stream(command.case.application_number),
        )
        self.consignment: Aggregate[ConsignmentCommand, ConsignmentState, ConsignmentEvent] = Aggregate(
            name="consignment",
            decider=decider.consignment,
            commands=ConsignmentCommand,
            events=ConsignmentEvent,
            stream=lambda command: command.consignment_id,
        )
        self.certificate: Aggregate[CertificateCommand, CertificateState, CertificateEvent] = Aggregate(
            name="certificate",
            decider=decider.certificate,
            commands=CertificateCommand,
            events=CertificateEvent,
            stream=lambda command: self.certificate_stream(command.certificate_serial),
        )

    def key_stream(self, application_number: str) -> UUID:
        """The history of the key applied for under this number."""
        return self._keyed.id("key", normal(application_number))

    def certificate_stream(self, certificate_serial: str) -> UUID:
        """The history of this certificate."""
        return self._keyed.id("certificate", normal(certificate_serial))
