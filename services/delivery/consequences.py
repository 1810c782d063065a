"""What must be decided in the same unit? A key found in its consignment is accepted in its own history."""

from collections.abc import Sequence

from services.delivery.commands import Command
from services.delivery.commands.key import AcceptKey
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
from services.delivery.events.consignment import ConsignmentExpected, ConsignmentReceived, ContentScannedIn
from services.delivery.events.key import (
    EnterpriseNotified,
    KeyAnnounced,
    KeyExpected,
    KeyHandedOver,
    KeyPosted,
    KeyScannedIn,
    PreferenceChosen,
    ReceiptConfirmed,
)
from services.delivery.values import Case


def follow(event: Event) -> Sequence[Command]:
    """The commands of other histories that this fact brings; a refusal of one refuses all."""
    match event:
        case ContentScannedIn():
            return [accept(event)]
        case ConsignmentExpected() | ConsignmentReceived():
            return []
        case KeyAnnounced() | KeyExpected() | KeyScannedIn() | PreferenceChosen():
            return []
        case EnterpriseNotified() | KeyPosted() | KeyHandedOver() | ReceiptConfirmed():
            return []
        case CertificateRecorded() | ActivationRecorded() | SuspensionRecorded() | LiftRecorded():
            return []
        case RevocationRecorded() | ExpiryRecorded() | KeyBound() | KeyUnbound():
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
