"""What does production tell the others? Orders, certificates, and keys on their way; stock stays its own."""

from contracts import production as told
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


def announce(event: Event) -> told.Production | None:
    """At most one announcement per fact; silence is written out."""
    match event:
        case OrderOpened() | AttemptOpened():
            return order_opened(event)
        case OrderCancelled():
            return told.OrderCancelled(
                case_id=event.case_id, application_number=event.application_number, cancelled_at=event.cancelled_at
            )
        case WithdrawalRefused():
            return told.WithdrawalRefused(
                case_id=event.case_id, application_number=event.application_number, refused_at=event.requested_at
            )
        case KeyProduced():
            return key_produced(event)
        case KeyDispatched():
            return key_dispatched(event)
        case CertificateIssued():
            return certificate_issued(event)
        case CertificateSuspended():
            return certificate_suspended(event)
        case SuspensionLifted():
            return suspension_lifted(event)
        case CertificateActivated():
            return certificate_activated(event)
        case CertificateRevoked():
            return certificate_revoked(event)
        case SealMade():
            return seal_made(event)
        case ConsignmentDispatched():
            return consignment_dispatched(event)
        case KeySpoiled():
            return token_spoiled(event)
        case CertificateExpired():
            return certificate_expired(event)
        case WithdrawalNoted() | ProductionStarted() | KeyPacked() | ReceiptRecorded() | PinShown():
            return None
        case KeyWentMissing() | KeyFound() | LossConfirmed() | KeyUnclaimed() | KeyExpired():
            return None
        case EarlierCertificateAdopted() | ActivationDeferred() | IssuingBodyNoted() | ConsignmentOpened() | KeyAdded():
            return None
        case OrderNoted() | OrderVoided() | AccountReleased():
            return None
        case TokenStocked() | TokenReserved() | TokenRestocked() | TokenPersonalised() | TokenPacked() | TokenShipped():
            return None
        case TokenArrived() | TokenHeld() | TokenSpoiled() | TokenLost() | TokenFound() | TokenQuarantined():
            return None
        case TokenRerouted() | TokenReturned() | DestructionProposed() | TokenDestroyed():
            return None


def order_opened(event: OrderOpened | AttemptOpened) -> told.OrderOpened:
    match event:
        case OrderOpened(order=order):
            return told.OrderOpened(
                case_id=order.case_id,
                application_number=order.application_number,
                attempt=1,
                opened_at=event.opened_at,
            )
        case AttemptOpened():
            return told.OrderOpened(
                case_id=event.case_id,
                application_number=event.application_number,
                attempt=event.attempt,
                opened_at=event.opened_at,
            )


def key_produced(event: KeyProduced) -> told.KeyProduced:
    return told.KeyProduced(
        case_id=event.case_id,
        application_number=event.application_number,
        attempt=event.key.attempt,
        token_serial=event.key.token_serial,
        certificate_serial=event.key.certificate_serial,
        seal_id=event.key.seal_id,
        produced_at=event.produced_at,
    )


def key_dispatched(event: KeyDispatched) -> told.KeyDispatched:
    return told.KeyDispatched(
        case_id=event.case_id,
        application_number=event.application_number,
        account_id=event.account_id,
        consignment_id=event.consignment_id,
        body=event.body,
        waybill=event.waybill,
        token_serial=event.key.token_serial,
        certificate_serial=event.key.certificate_serial,
        dispatched_at=event.dispatched_at,
    )


def certificate_issued(event: CertificateIssued) -> told.CertificateIssued:
    return told.CertificateIssued(
        case_id=event.case_id,
        application_number=event.application_number,
        account_id=event.account_id,
        attempt=event.attempt,
        serial=event.certificate.serial,
        login_name=event.login_name,
        certificate_pem=event.certificate.pem,
        not_before=event.certificate.not_before,
        not_after=event.certificate.not_after,
        issued_at=event.issued_at,
    )


def certificate_suspended(event: CertificateSuspended) -> told.CertificateSuspended:
    return told.CertificateSuspended(
        case_id=event.case_id,
        serial=event.serial,
        login_name=event.login_name,
        reason=event.reason,
        suspended_at=event.suspended_at,
    )


def suspension_lifted(event: SuspensionLifted) -> told.SuspensionLifted:
    return told.SuspensionLifted(
        case_id=event.case_id,
        serial=event.serial,
        login_name=event.login_name,
        reason=event.reason,
        suspended=event.suspended,
        lifted_at=event.lifted_at,
    )


def certificate_activated(event: CertificateActivated) -> told.CertificateActivated:
    return told.CertificateActivated(
        case_id=event.case_id,
        account_id=event.account_id,
        serial=event.serial,
        login_name=event.login_name,
        activated_at=event.activated_at,
    )


def certificate_revoked(event: CertificateRevoked) -> told.CertificateRevoked:
    return told.CertificateRevoked(
        case_id=event.case_id,
        serial=event.serial,
        login_name=event.login_name,
        reason=event.reason,
        revoked_at=event.revoked_at,
    )


def seal_made(event: SealMade) -> told.SealMade:
    return told.SealMade(
        case_id=event.case_id,
        seal_id=event.seal.seal_id,
        certificate_serial=event.seal.certificate_serial,
        made_at=event.made_at,
    )


def consignment_dispatched(event: ConsignmentDispatched) -> told.ConsignmentDispatched:
    return told.ConsignmentDispatched(
        consignment_id=event.consignment_id,
        body=event.body,
        waybill=event.waybill,
        contents=tuple(
            told.Content(case_id=c.case_id, application_number=c.application_number, token_serial=c.token_serial)
            for c in event.contents
        ),
        dispatched_at=event.dispatched_at,
    )


def token_spoiled(event: KeySpoiled) -> told.TokenSpoiled:
    return told.TokenSpoiled(
        case_id=event.case_id,
        application_number=event.application_number,
        attempt=event.attempt,
        token_serial=event.token_serial,
        spoiled_at=event.spoiled_at,
    )


def certificate_expired(event: CertificateExpired) -> told.CertificateExpired | None:
    """One from before this system belongs to no case: there is nobody to tell."""
    if event.case_id is None:
        return None
    return told.CertificateExpired(
        case_id=event.case_id, serial=event.serial, login_name=event.login_name, expired_at=event.expired_at
    )
