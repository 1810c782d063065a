"""What does production need from outside its rules? An authority, a writer of tokens, and the histories its wishes belong to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.keyed import Keyed, normal
from services.production import decider
from services.production.commands import AccountCommand, CertificatesCommand, ConsignmentCommand, OrderCommand, TokenCommand
from services.production.decider.account import State as AccountState
from services.production.decider.certificates.states import Certificates
from services.production.decider.consignment import State as ConsignmentState
from services.production.decider.order.states import State as OrderState
from services.production.decider.token.states import State as TokenState
from services.production.events import AccountEvent, CertificatesEvent, ConsignmentEvent, OrderEvent, TokenEvent
from services.production.values import Certificate, Seal, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What is on a personalised token beside the key pair."""

    certificate: Certificate
    seal: Seal


class Authority(Protocol):
    """The service's own certification authority."""

    @property
    def pem(self) -> str:
        """Its self-signed certificate: the same in every replica."""
        ...

    async def certify(self, *, subject: Subject, public_key: str, purpose: str, at: datetime, lifetime: timedelta) -> Certificate:
        """A certificate for this public key (PEM). The serial follows from `purpose`: the same purpose, the same serial."""
        ...

    async def seal(self, *, subject: Subject, certificate: Certificate, at: datetime) -> Seal:
        """The electronic seal of the enterprise, bound to that certificate."""
        ...


class TokenWriter(Protocol):
    """A device that writes tokens. The key pair is made on the token and never leaves it.

    `reservation` fences: a token remembers the highest it was written under, and refuses a lower one with ValueError.
    What was written once under a reservation stays: asking again answers the same.
    """

    async def generate(self, *, token_serial: str, reservation: int, pin: str) -> str:
        """Make the key pair, locked by this initial PIN; answers the public key (PEM)."""
        ...

    async def install(self, *, token_serial: str, reservation: int, contents: Contents) -> Contents:
        """Put certificate and seal on it, unless some are there; answers what is on it."""
        ...

    async def read(self, *, token_serial: str, reservation: int) -> Contents | None:
        """What is on it, if it was completed under this reservation."""
        ...


class Histories:
    """The five kinds of history: of a case's order, of a login name's certificates, of a token, of a consignment, of an account."""

    def __init__(self, keyed: Keyed) -> None:
        self._keyed = keyed
        self.order: Aggregate[OrderCommand, OrderState, OrderEvent] = Aggregate(
            name="order",
            decider=decider.order,
            commands=OrderCommand,
            events=OrderEvent,
            stream=lambda command: command.case_id,
        )
        self.certificates: Aggregate[CertificatesCommand, Certificates, CertificatesEvent] = Aggregate(
            name="certificates",
            decider=decider.certificates,
            commands=CertificatesCommand,
            events=CertificatesEvent,
            stream=lambda command: self.certificates_stream(command.login_name),
        )
        self.token: Aggregate[TokenCommand, TokenState, TokenEvent] = Aggregate(
            name="token",
            decider=decider.token,
            commands=TokenCommand,
            events=TokenEvent,
            stream=lambda command: self.token_stream(command.token_serial),
        )
        self.consignment: Aggregate[ConsignmentCommand, ConsignmentState, ConsignmentEvent] = Aggregate(
            name="consignment",
            decider=decider.consignment,
            commands=ConsignmentCommand,
            events=ConsignmentEvent,
            stream=lambda command: command.consignment_id,
        )

        self.account: Aggregate[AccountCommand, AccountState, AccountEvent] = Aggregate(
            name="account",
            decider=decider.account,
            commands=AccountCommand,
            events=AccountEvent,
            stream=lambda command: self.account_stream(command.account_id),
        )

    def account_stream(self, account_id: UUID) -> UUID:
        """The history of this account's orders."""
        return self._keyed.id("account", str(account_id))

    def certificates_stream(self, login_name: str) -> UUID:
        """The history of all certificates of this login name."""
        return self._keyed.id("certificates", normal(login_name))

    def token_stream(self, token_serial: str) -> UUID:
        """The history of this token."""
        return self._keyed.id("token", normal(token_serial))
