"""What must be decided together with a fact? Commands to other streams of production, in the same unit."""

from collections.abc import Sequence

from services.production.commands import Command
from services.production.commands.certificates import ActivateCertificate, RevokeCertificate
from services.production.commands.consignment import AddKey
from services.production.commands.order import DispatchKey, OpenAttempt
from services.production.commands.token import HoldToken, PackToken, ReserveToken, RestockToken, ShipToken, SpoilToken
from services.production.events import Event
from services.production.events.certificates import (
    ActivationDeferred,
    CertificateActivated,
    CertificateExpired,
    CertificateIssued,
    CertificateRevoked,
    CertificateSuspended,
    EarlierCertificateAdopted,
    SealMade,
    SuspensionLifted,
)
from services.production.events.consignment import ConsignmentDispatched, ConsignmentOpened, KeyAdded
from services.production.events.order import (
    AttemptOpened,
    KeyDispatched,
    KeyPacked,
    KeyProduced,
    KeySpoiled,
    OrderCancelled,
    OrderOpened,
    PinShown,
    ProductionStarted,
    ReceiptRecorded,
    WithdrawalNoted,
    WithdrawalRefused,
)
from services.production.events.token import (
    TokenArrived,
    TokenHeld,
    TokenPacked,
    TokenPersonalised,
    TokenReserved,
    TokenRestocked,
    TokenShipped,
    TokenSpoiled,
    TokenStocked,
)
from services.production.values import Content


def follow(event: Event) -> Sequence[Command]:
    """The commands that stand or fall with the fact."""
    match event:
        case ProductionStarted():
            return [reserve(event)]
        case OrderCancelled():
            return restock(event)
        case KeySpoiled():
            return give_up(event)
        case KeyPacked():
            return pack(event)
        case ConsignmentDispatched():
            return [dispatch(event, content) for content in event.contents]
        case KeyDispatched():
            return [ship(event)]
        case ReceiptRecorded():
            return hand_over(event)
        case OrderOpened() | WithdrawalNoted() | WithdrawalRefused() | KeyProduced() | AttemptOpened() | PinShown():
            return []
        case EarlierCertificateAdopted() | CertificateIssued() | SealMade() | CertificateSuspended() | SuspensionLifted():
            return []
        case ActivationDeferred() | CertificateActivated() | CertificateRevoked() | CertificateExpired():
            return []
        case TokenStocked() | TokenReserved() | TokenRestocked() | TokenPersonalised() | TokenPacked() | TokenShipped():
            return []
        case TokenArrived() | TokenHeld() | TokenSpoiled() | ConsignmentOpened() | KeyAdded():
            return []


def reserve(event: ProductionStarted) -> ReserveToken:
    return ReserveToken(token_serial=event.token_serial, case_id=event.case_id, attempt=event.attempt, at=event.started_at)


def restock(event: OrderCancelled) -> Sequence[Command]:
    if event.token_serial is None:
        return []
    return [RestockToken(token_serial=event.token_serial, case_id=event.case_id, attempt=event.attempt, at=event.cancelled_at)]


def give_up(event: KeySpoiled) -> Sequence[Command]:
    """Token and certificate end before the next attempt opens (docs/domain.md §7: revoked first, then attempt + 1)."""
    spoil = SpoilToken(token_serial=event.token_serial, reason=event.reason, at=event.spoiled_at)
    again = OpenAttempt(case_id=event.case_id, at=event.spoiled_at)
    if event.certificate_serial is None:
        return [spoil, again]
    revoke = RevokeCertificate(
        login_name=event.login_name,
        serial=event.certificate_serial,
        case_id=event.case_id,
        reason="spoiled",
        at=event.spoiled_at,
    )
    return [spoil, revoke, again]


def pack(event: KeyPacked) -> Sequence[Command]:
    content = Content(case_id=event.case_id, application_number=event.application_number, token_serial=event.token_serial)
    return [
        AddKey(consignment_id=event.consignment_id, body=event.body, content=content, at=event.packed_at),
        PackToken(token_serial=event.token_serial, consignment_id=event.consignment_id, at=event.packed_at),
    ]


def dispatch(event: ConsignmentDispatched, content: Content) -> DispatchKey:
    return DispatchKey(
        case_id=content.case_id,
        consignment_id=event.consignment_id,
        body=event.body,
        waybill=event.waybill,
        at=event.dispatched_at,
    )


def ship(event: KeyDispatched) -> ShipToken:
    return ShipToken(token_serial=event.key.token_serial, consignment_id=event.consignment_id, at=event.dispatched_at)


def hand_over(event: ReceiptRecorded) -> Sequence[Command]:
    return [
        HoldToken(token_serial=event.token_serial, at=event.received_at),
        ActivateCertificate(
            login_name=event.login_name, serial=event.certificate_serial, case_id=event.case_id, at=event.received_at
        ),
    ]
