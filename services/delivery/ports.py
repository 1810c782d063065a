"""What does delivery need from outside its rules? Signatures, certificates' status, working days, and the histories of its wishes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.keyed import Keyed, normal
from services.delivery import decider
from services.delivery.commands import CertificateCommand, ConsignmentCommand, KeyCommand, QuarantineCommand
from services.delivery.decider.certificate import State as CertificateState
from services.delivery.decider.consignment import State as ConsignmentState
from services.delivery.decider.key import State as KeyState
from services.delivery.decider.quarantine import State as QuarantineState
from services.delivery.events import CertificateEvent, ConsignmentEvent, KeyEvent, QuarantineEvent
from services.delivery.values import CertificateStatus


class Signatures(Protocol):
    """Checks what a key signed."""

    def holds(self, *, certificate_pem: str, signed: bytes, signature: bytes) -> bool:
        """Whether `signature` is one over exactly these bytes by the key of this certificate; never raises for bad input."""
        ...


class Statuses(Protocol):
    """Asks the issuer of a certificate."""

    async def status(self, certificate_serial: str) -> CertificateStatus:
        """What it says now; `unknown` where it says nothing in time. Never raises."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleWindow:
    """Where keys are bound: its origin as it stands in the challenges to sign, and how it checks what it gets."""

    origin: str
    signatures: Signatures
    statuses: Statuses


class WorkingDays(Protocol):
    """Counts working days in Shanghai (`docs/domain.md §5`)."""

    def after(self, at: datetime, days: int) -> datetime:
        """The instant when `days` working days are over: 24:00 of the last, the day of `at` being day 0."""
        ...


class Histories:
    """The four kinds of history: of a case's key, of a consignment, of a certificate with its binding, of a key kept apart."""

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

        self.quarantine: Aggregate[QuarantineCommand, QuarantineState, QuarantineEvent] = Aggregate(
            name="quarantine",
            decider=decider.quarantine_of_key,
            commands=QuarantineCommand,
            events=QuarantineEvent,
            stream=lambda command: self.quarantine_stream(command.token_serial),
        )

    def quarantine_stream(self, token_serial: str) -> UUID:
        """The history of this token as a body keeps it apart."""
        return self._keyed.id("quarantine", normal(token_serial))

    def key_stream(self, application_number: str) -> UUID:
        """The history of the key applied for under this number."""
        return self._keyed.id("key", normal(application_number))

    def certificate_stream(self, certificate_serial: str) -> UUID:
        """The history of this certificate."""
        return self._keyed.id("certificate", normal(certificate_serial))
