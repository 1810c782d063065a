"""How is a key made? A token is reserved, written, and then all of it becomes fact as one unit."""

from collections.abc import Sequence
from uuid import UUID

from fastapi import Request

from chassis import problem
from chassis.decider import Refused
from chassis.door import Act, Door, correlation_of
from services.production.commands import Command
from services.production.commands.certificates import IssueCertificate
from services.production.commands.order import CompleteKey, StartProduction
from services.production.commands.token import PersonaliseToken
from services.production.decider.order import refusals
from services.production.decider.order.states import (
    Cancelled,
    Dispatched,
    Missing,
    NotYet,
    Open,
    Packed,
    Produced,
    Received,
    Spoiled,
    Started,
    Unclaimed,
    WithdrawalRemembered,
)
from services.production.decider.token.states import Reserved
from services.production.ports import Authority, Contents, Histories, TokenWriter
from services.production.projections import tokens
from services.production.values import Key, Order, Subject


class Workshop:
    """Makes keys. Every step may be repeated: a token stays with its attempt, and what was written once stays written."""

    def __init__(self, door: Door, histories: Histories, authority: Authority, writer: TokenWriter) -> None:
        self._door = door
        self._histories = histories
        self._authority = authority
        self._writer = writer

    async def started(self, case_id: UUID, act: Act, request: Request) -> Started | Key:
        """The attempt with a reserved token, or the key that is there already. Raises Problem 409."""
        order = await self._door.load(self._histories.order, case_id)
        if isinstance(order, Open):
            await self._reserve(order, act, request)
            order = await self._door.load(self._histories.order, case_id)
        match order:
            case Started():
                return order
            case Produced() | Packed() | Dispatched() | Missing() | Received():
                return order.key
            case NotYet() | WithdrawalRemembered() | Open() | Spoiled():
                raise problem.refused(refusals.no_order())
            case Unclaimed():
                raise problem.refused(refusals.unclaimed())
            case Cancelled():
                raise problem.refused(refusals.cancelled())

    async def make(self, started: Started, act: Act) -> tuple[Key, Sequence[Command]]:
        """Write the token; answers the key and the commands that make it fact, in their order (docs/states.md §2)."""
        contents = await self._write(started, act)
        key = Key(
            attempt=started.attempt,
            token_serial=started.token_serial,
            certificate_serial=contents.certificate.serial,
            seal_id=contents.seal.seal_id,
        )
        return key, commands(started, key, contents, act)

    async def _reserve(self, order: Open, act: Act, request: Request) -> None:
        """The oldest blank token that nobody else takes first."""
        after = ""
        while page := await self._door.find(tokens, tags=["state:blank"], after=after, limit=20):
            for row in page:
                if await self._take(order, row.serial, act, request):
                    return
            after = tokens.order(page[-1])
        raise problem.Problem(409, "no_stock", zh="没有空白钥匙介质", en="no blank token is in stock")

    async def _take(self, order: Open, token_serial: str, act: Act, request: Request) -> bool:
        """Reserve before writing, in a unit of its own: what is written must belong to one attempt only."""
        unit = self._door.doors.chance.uuid()
        try:
            await self._door.handling.handle(
                [StartProduction(case_id=order.order.case_id, token_serial=token_serial, at=act.at)],
                unit=unit,
                actor=act.actor,
                at=act.at,
                cause=f"http:{unit}",
                correlation=correlation_of(request),
            )
        except Refused as refusal:
            # a token taken by another order sends us on; an order taken by another producer needs no second token
            return refusal.code != "token_not_blank"
        return True

    async def _write(self, started: Started, act: Act) -> Contents:
        serial, doors = started.token_serial, self._door.doors
        reservation = await self._reservation(started)
        written = await self._writer.read(token_serial=serial, reservation=reservation)
        if written:
            return written
        pin = initial_pin(doors.keyed.token("pin", serial))
        public_key = await self._writer.generate(token_serial=serial, reservation=reservation, pin=pin)
        subject, policy = named(started.order), doors.policy.in_force(act.at, started.order.policy_profile)
        certificate = await self._authority.certify(
            subject=subject,
            public_key=public_key,
            purpose=f"{started.order.case_id}/{started.attempt}/{serial}/{reservation}",
            at=act.at,
            lifetime=policy.duration("certificate.lifetime"),
        )
        seal = await self._authority.seal(subject=subject, certificate=certificate, at=act.at)
        contents = Contents(certificate=certificate, seal=seal)
        return await self._writer.install(token_serial=serial, reservation=reservation, contents=contents)

    async def _reservation(self, started: Started) -> int:
        token = await self._door.load(self._histories.token, self._histories.token_stream(started.token_serial))
        if not isinstance(token, Reserved) or token.case_id != started.order.case_id:
            raise problem.Problem(
                409, "token_not_reserved", zh="钥匙介质未为该申请预留", en="the token is not reserved for this application"
            )
        return token.reservation


def commands(started: Started, key: Key, contents: Contents, act: Act) -> Sequence[Command]:
    """Token, certificates, order: their facts stand in this order."""
    order = started.order
    return [
        PersonaliseToken(
            token_serial=key.token_serial,
            case_id=order.case_id,
            attempt=key.attempt,
            certificate_serial=key.certificate_serial,
            login_name=order.login_name,
            at=act.at,
        ),
        IssueCertificate(
            login_name=order.login_name,
            case_id=order.case_id,
            application_number=order.application_number,
            account_id=order.account_id,
            attempt=key.attempt,
            kind=order.kind,
            earlier_key=order.earlier_key,
            certificate=contents.certificate,
            seal=contents.seal,
            at=act.at,
        ),
        CompleteKey(case_id=order.case_id, key=key, at=act.at),
    ]


def named(order: Order) -> Subject:
    return Subject(enterprise_name=order.enterprise_name, credit_code=order.credit_code, login_name=order.login_name)


def initial_pin(secret: str) -> str:
    """Eight digits that follow from a token's secret, so that they need not be stored."""
    return f"{int.from_bytes(secret.encode()) % 100_000_000:08d}"
