"""What do we tell the others? The key's way into the enterprise's hands, and its binding."""

from contracts import delivery
from services.delivery.events import Event
from services.delivery.events.certificate import (
    ActivationRecorded,
    CertificateRecorded,
    ChallengeFailed,
    ChallengeOpened,
    ChallengePassed,
    ExpiryRecorded,
    KeyBound,
    KeyUnbound,
    LiftRecorded,
    RevocationRecorded,
    SuspensionRecorded,
)
from services.delivery.events.consignment import (
    ConsignmentClosedShort,
    ConsignmentExpected,
    ConsignmentFound,
    ConsignmentLost,
    ConsignmentReceived,
    ConsignmentWrittenOff,
    ContentScannedIn,
    UnexpectedKeyScanned,
)
from services.delivery.events.key import (
    EnterpriseNotified,
    EnterpriseReminded,
    KeyAnnounced,
    KeyExpected,
    KeyExpired,
    KeyFound,
    KeyHandedOver,
    KeyLossConfirmed,
    KeyMissing,
    KeyPosted,
    KeyScannedIn,
    KeyUnclaimed,
    LossSuspected,
    MailFailureNoted,
    MailFailureSettled,
    OldKeyDeclaredLost,
    PreferenceChosen,
    ReceiptConfirmed,
)
from services.delivery.events.quarantine import DisposalProposed, KeyDestroyed, KeyQuarantined, KeyRerouted


def announce(event: Event) -> delivery.Delivery | None:
    """What the world hears of this fact, or None: what we only noted of others they have told themselves."""
    match event:
        case KeyAnnounced() | KeyExpected():
            return None
        case ConsignmentExpected() | ContentScannedIn() | ConsignmentReceived():
            return None
        case ConsignmentClosedShort() | ConsignmentLost() | ConsignmentFound() | ConsignmentWrittenOff():
            return None
        case UnexpectedKeyScanned() | DisposalProposed() | KeyExpired() | MailFailureNoted() | MailFailureSettled():
            return None
        case CertificateRecorded() | ActivationRecorded() | SuspensionRecorded() | LiftRecorded():
            return None
        case RevocationRecorded() | ExpiryRecorded():
            return None
        case ChallengeOpened() | ChallengeFailed() | ChallengePassed():
            return None
        case KeyScannedIn():
            return scanned_in(event)
        case PreferenceChosen():
            return preference(event)
        case EnterpriseNotified():
            return notified(event)
        case KeyPosted():
            return posted(event)
        case KeyHandedOver():
            return handed_over(event)
        case ReceiptConfirmed():
            return received(event)
        case KeyMissing() | KeyFound() | KeyLossConfirmed() | KeyUnclaimed():
            return way(event)
        case LossSuspected() | EnterpriseReminded() | OldKeyDeclaredLost():
            return waiting(event)
        case KeyQuarantined() | KeyRerouted() | KeyDestroyed():
            return apart(event)
        case KeyBound():
            return bound(event)
        case KeyUnbound():
            return unbound(event)


def scanned_in(event: KeyScannedIn) -> delivery.KeyScannedIn:
    return delivery.KeyScannedIn(
        case_id=event.case.case_id,
        application_number=event.case.application_number,
        body=event.body,
        token_serial=event.token_serial,
        scanned_at=event.scanned_at,
    )


def preference(event: PreferenceChosen) -> delivery.PreferenceChanged:
    return delivery.PreferenceChanged(case_id=event.case.case_id, preference=event.preference, changed_at=event.chosen_at)


def notified(event: EnterpriseNotified) -> delivery.EnterpriseNotified:
    return delivery.EnterpriseNotified(
        case_id=event.case.case_id,
        application_number=event.case.application_number,
        account_id=event.account_id,
        pick_up_zh=event.pick_up_zh,
        pick_up_en=event.pick_up_en,
        notified_at=event.notified_at,
    )


def posted(event: KeyPosted) -> delivery.KeyPosted:
    return delivery.KeyPosted(
        case_id=event.case.case_id,
        application_number=event.case.application_number,
        account_id=event.account_id,
        waybill=event.waybill,
        posted_at=event.posted_at,
    )


def handed_over(event: KeyHandedOver) -> delivery.KeyHandedOver:
    return delivery.KeyHandedOver(
        case_id=event.case.case_id,
        application_number=event.case.application_number,
        old_key_returned=event.old_key_returned,
        handed_over_at=event.handed_over_at,
    )


def received(event: ReceiptConfirmed) -> delivery.ReceiptConfirmed:
    return delivery.ReceiptConfirmed(
        case_id=event.case.case_id,
        application_number=event.case.application_number,
        account_id=event.account_id,
        token_serial=event.token_serial,
        certificate_serial=event.certificate_serial,
        confirmed_at=event.confirmed_at,
    )


def bound(event: KeyBound) -> delivery.KeyBound:
    return delivery.KeyBound(
        case_id=event.case.case_id,
        application_number=event.case.application_number,
        account_id=event.account_id,
        certificate_serial=event.certificate_serial,
        bound_at=event.bound_at,
    )


def unbound(event: KeyUnbound) -> delivery.KeyUnbound:
    return delivery.KeyUnbound(
        case_id=event.case.case_id,
        application_number=event.case.application_number,
        certificate_serial=event.certificate_serial,
        reason=event.reason,
        unbound_at=event.unbound_at,
    )


def way(event: KeyMissing | KeyFound | KeyLossConfirmed | KeyUnclaimed) -> delivery.Delivery:
    """The ways that a key can leave the ordinary one."""
    match event:
        case KeyMissing():
            return delivery.KeyMissing(
                case_id=event.case.case_id,
                application_number=event.case.application_number,
                token_serial=event.token_serial,
                certificate_serial=event.certificate_serial,
                reason=event.reason,
                missing_at=event.missing_at,
            )
        case KeyFound():
            return delivery.KeyFound(
                case_id=event.case.case_id,
                application_number=event.case.application_number,
                token_serial=event.token_serial,
                certificate_serial=event.certificate_serial,
                found_at=event.found_at,
            )
        case KeyLossConfirmed():
            return delivery.KeyLossConfirmed(
                case_id=event.case.case_id,
                application_number=event.case.application_number,
                token_serial=event.token_serial,
                certificate_serial=event.certificate_serial,
                confirmed_at=event.confirmed_at,
            )
        case KeyUnclaimed():
            return delivery.KeyUnclaimed(
                case_id=event.case.case_id,
                application_number=event.case.application_number,
                account_id=event.account_id,
                token_serial=event.token_serial,
                certificate_serial=event.certificate_serial,
                unclaimed_at=event.unclaimed_at,
            )


def waiting(event: LossSuspected | EnterpriseReminded | OldKeyDeclaredLost) -> delivery.Delivery:
    match event:
        case LossSuspected():
            return delivery.LostParcelSuspected(
                case_id=event.case.case_id,
                application_number=event.case.application_number,
                leg=event.leg,
                suspected_at=event.suspected_at,
            )
        case EnterpriseReminded():
            return delivery.PickUpReminded(
                case_id=event.case.case_id,
                application_number=event.case.application_number,
                account_id=event.account_id,
                reminder=event.reminder,
                pick_up_zh=event.pick_up_zh,
                pick_up_en=event.pick_up_en,
                reminded_at=event.reminded_at,
            )
        case OldKeyDeclaredLost():
            return delivery.OldKeyDeclaredLost(
                case_id=event.case.case_id,
                application_number=event.case.application_number,
                declared_at=event.declared_at,
            )


def apart(event: KeyQuarantined | KeyRerouted | KeyDestroyed) -> delivery.Delivery:
    match event:
        case KeyQuarantined():
            return delivery.KeyQuarantined(
                token_serial=event.token_serial,
                body=event.body,
                written_off=event.written_off,
                quarantined_at=event.quarantined_at,
            )
        case KeyRerouted():
            return delivery.KeyRerouted(
                token_serial=event.token_serial,
                former_body=event.former_body,
                body=event.body,
                waybill=event.waybill,
                rerouted_at=event.rerouted_at,
            )
        case KeyDestroyed():
            return delivery.KeyDestroyed(token_serial=event.token_serial, body=event.body, destroyed_at=event.destroyed_at)
