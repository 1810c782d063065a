"""What must be decided in the same unit? What is found, missed or given up in a consignment is so in each key's own history."""

from collections.abc import Sequence
from datetime import datetime

from services.delivery.commands import Command
from services.delivery.commands.key import AcceptKey, ConfirmKeyLoss, ExpireKey, FindKey, MissKey
from services.delivery.commands.quarantine import AdmitKey, QuarantineKey
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
from services.delivery.values import Case, Content, MissingReason


def follow(event: Event) -> Sequence[Command]:
    """The commands of other histories that this fact brings; a refusal of one refuses all."""
    match event:
        case ContentScannedIn():
            return [AdmitKey(token_serial=event.content.token_serial, at=event.scanned_at), accept(event)]
        case ConsignmentClosedShort():
            return [miss(content, "parcel_short", event.closed_at) for content in event.missing]
        case ConsignmentLost():
            return [miss(content, event.reason, event.declared_at) for content in event.missing]
        case ConsignmentFound():
            return [find(content, event.found_at) for content in event.found]
        case ConsignmentWrittenOff():
            return [give_up(content, event.written_off_at) for content in event.missing]
        case UnexpectedKeyScanned():
            return [quarantine(event)]
        case ExpiryRecorded():
            return expire(event)
        case ConsignmentExpected() | ConsignmentReceived():
            return []
        case KeyAnnounced() | KeyExpected() | KeyScannedIn() | PreferenceChosen():
            return []
        case EnterpriseNotified() | KeyPosted() | KeyHandedOver() | ReceiptConfirmed():
            return []
        case CertificateRecorded() | ActivationRecorded() | SuspensionRecorded() | LiftRecorded():
            return []
        case KeyMissing() | KeyFound() | KeyLossConfirmed() | KeyExpired() | KeyUnclaimed() | LossSuspected():
            return []
        case EnterpriseReminded() | OldKeyDeclaredLost() | MailFailureNoted() | MailFailureSettled():
            return []
        case KeyQuarantined() | DisposalProposed() | KeyRerouted() | KeyDestroyed():
            return []
        case RevocationRecorded() | KeyBound() | KeyUnbound():
            return []
        case ChallengeOpened() | ChallengeFailed() | ChallengePassed():
            return []


def accept(event: ContentScannedIn) -> AcceptKey:
    return AcceptKey(
        case=Case(case_id=event.content.case_id, application_number=event.content.application_number),
        consignment_id=event.consignment_id,
        body=event.body,
        token_serial=event.content.token_serial,
        at=event.scanned_at,
    )


def case_of(content: Content) -> Case:
    return Case(case_id=content.case_id, application_number=content.application_number)


def miss(content: Content, reason: MissingReason, at: datetime) -> MissKey:
    return MissKey(case=case_of(content), token_serial=content.token_serial, reason=reason, at=at)


def find(content: Content, at: datetime) -> FindKey:
    return FindKey(case=case_of(content), token_serial=content.token_serial, second_leg=False, at=at)


def give_up(content: Content, at: datetime) -> ConfirmKeyLoss:
    return ConfirmKeyLoss(case=case_of(content), token_serial=content.token_serial, second_leg=False, at=at)


def quarantine(event: UnexpectedKeyScanned) -> QuarantineKey:
    return QuarantineKey(token_serial=event.token_serial, body=event.body, written_off=event.written_off, at=event.scanned_at)


def expire(event: ExpiryRecorded) -> Sequence[Command]:
    """An expiry that was stored before it named its case is about a key that was bound, so in the enterprise's hands."""
    if event.case is None:
        return []
    return [ExpireKey(case=event.case, certificate_serial=event.certificate_serial, at=event.expired_at)]
