"""What must be decided together with a fact? Commands to other streams of production, in the same unit."""

from collections.abc import Sequence

from services.production.commands import Command
from services.production.commands.account import NoteOrder
from services.production.commands.certificates import (
    ActivateCertificate,
    LiftSuspension,
    RevokeCertificate,
    SuspendCertificate,
)
from services.production.commands.consignment import AddKey
from services.production.commands.order import DispatchKey, OpenAttempt, RecordExpiry, RecordWithdrawn
from services.production.commands.token import (
    FindToken,
    HoldToken,
    LoseToken,
    PackToken,
    ReserveToken,
    RestockToken,
    ReturnToken,
    ShipToken,
    SpoilToken,
)
from services.production.events import Event
from services.production.events.account import AccountReleased, OrderNoted, OrderVoided
from services.production.events.certificates import (
    ActivationDeferred,
    CertificateActivated,
    CertificateExpired,
    CertificateIssued,
    CertificateRevoked,
    CertificateSuspended,
    EarlierCertificateAdopted,
    IssuingBodyNoted,
    SealMade,
    SuspensionLifted,
)
from services.production.events.consignment import ConsignmentDispatched, ConsignmentOpened, KeyAdded
from services.production.events.order import (
    AttemptOpened,
    KeyDispatched,
    KeyExpired,
    KeyFound,
    KeyPacked,
    KeyProduced,
    KeySpoiled,
    KeyUnclaimed,
    KeyWentMissing,
    LossConfirmed,
    OrderCancelled,
    OrderOpened,
    PinShown,
    ProductionStarted,
    ReceiptRecorded,
    WithdrawalNoted,
    WithdrawalRefused,
)
from services.production.events.token import (
    DestructionProposed,
    TokenArrived,
    TokenDestroyed,
    TokenFound,
    TokenHeld,
    TokenLost,
    TokenPacked,
    TokenPersonalised,
    TokenQuarantined,
    TokenRerouted,
    TokenReserved,
    TokenRestocked,
    TokenReturned,
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
        case OrderOpened():
            return [note(event)]
        case OrderVoided():
            return [stop(event)]
        case KeyWentMissing():
            return miss(event)
        case KeyFound():
            return find(event)
        case LossConfirmed():
            return make_again(event)
        case KeyUnclaimed():
            return send_back(event)
        case KeyExpired():
            return replace_expired(event)
        case CertificateExpired():
            return expire(event)
        case TokenQuarantined():
            return hold_back(event)
        case TokenRerouted():
            return release(event)
        case WithdrawalNoted() | WithdrawalRefused() | KeyProduced() | AttemptOpened() | PinShown():
            return []
        case EarlierCertificateAdopted() | CertificateIssued() | SealMade() | CertificateSuspended() | SuspensionLifted():
            return []
        case ActivationDeferred() | CertificateActivated() | CertificateRevoked() | IssuingBodyNoted():
            return []
        case TokenStocked() | TokenReserved() | TokenRestocked() | TokenPersonalised() | TokenPacked() | TokenShipped():
            return []
        case TokenArrived() | TokenHeld() | TokenSpoiled() | TokenLost() | TokenFound() | TokenReturned():
            return []
        case DestructionProposed() | TokenDestroyed() | ConsignmentOpened() | KeyAdded():
            return []
        case OrderNoted() | AccountReleased():
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


def note(event: OrderOpened) -> NoteOrder:
    order = event.order
    return NoteOrder(
        account_id=order.account_id,
        case_id=order.case_id,
        application_number=order.application_number,
        at=event.opened_at,
    )


def stop(event: OrderVoided) -> RecordWithdrawn:
    return RecordWithdrawn(case_id=event.case_id, application_number=event.application_number, at=event.voided_at)


def miss(event: KeyWentMissing) -> Sequence[Command]:
    """Suspended until it is found or its loss confirmed (docs/states.md §7, 10)."""
    suspend = SuspendCertificate(
        login_name=event.login_name,
        serial=event.certificate_serial,
        case_id=event.case_id,
        reason="parcel",
        at=event.missing_at,
    )
    return [LoseToken(token_serial=event.token_serial, at=event.missing_at), suspend]


def find(event: KeyFound) -> Sequence[Command]:
    lift = LiftSuspension(
        login_name=event.login_name,
        serial=event.certificate_serial,
        case_id=event.case_id,
        reason="parcel",
        at=event.found_at,
    )
    return [FindToken(token_serial=event.token_serial, at=event.found_at), lift]


def make_again(event: LossConfirmed) -> Sequence[Command]:
    """Revoked first, then the next attempt of the same case (docs/domain.md §7)."""
    revoke = RevokeCertificate(
        login_name=event.login_name,
        serial=event.certificate_serial,
        case_id=event.case_id,
        reason="lost",
        at=event.confirmed_at,
    )
    return [revoke, OpenAttempt(case_id=event.case_id, at=event.confirmed_at)]


def send_back(event: KeyUnclaimed) -> Sequence[Command]:
    revoke = RevokeCertificate(
        login_name=event.login_name,
        serial=event.certificate_serial,
        case_id=event.case_id,
        reason="unclaimed",
        at=event.unclaimed_at,
    )
    return [ReturnToken(token_serial=event.token_serial, reason="unclaimed", at=event.unclaimed_at), revoke]


def replace_expired(event: KeyExpired) -> Sequence[Command]:
    """The token comes back, or is given up where it never left; then the next attempt."""
    serial, at = event.token_serial, event.expired_at
    give_up = (
        ReturnToken(token_serial=serial, reason="expired", at=at)
        if event.dispatched
        else SpoilToken(token_serial=serial, reason="expired", at=at)
    )
    return [give_up, OpenAttempt(case_id=event.case_id, at=at)]


def expire(event: CertificateExpired) -> Sequence[Command]:
    if event.case_id is None:
        return []
    return [RecordExpiry(case_id=event.case_id, certificate_serial=event.serial, at=event.expired_at)]


def hold_back(event: TokenQuarantined) -> Sequence[Command]:
    """A token that was written before its name was noted on it carries no name to suspend."""
    if not event.login_name:
        return []
    return [
        SuspendCertificate(
            login_name=event.login_name,
            serial=event.certificate_serial,
            case_id=event.case_id,
            reason="discrepancy",
            at=event.quarantined_at,
        )
    ]


def release(event: TokenRerouted) -> Sequence[Command]:
    if not event.login_name:
        return []
    return [
        LiftSuspension(
            login_name=event.login_name,
            serial=event.certificate_serial,
            case_id=event.case_id,
            reason="discrepancy",
            at=event.rerouted_at,
        )
    ]
