"""What happened to the key of one case?"""

from datetime import datetime
from typing import Annotated, TypeAlias
from uuid import UUID

from chassis.messages import Erased, Personal, event
from services.delivery.values import Case, Collector, Leg, MailPurpose, MissingReason, Preference, Shipment, Terms


@event
class KeyAnnounced:
    """A key is applied for; these terms hold for its delivery from this round on."""

    case: Case
    terms: Terms
    announced_at: datetime


@event
class KeyExpected:
    """The key left for the issuing body."""

    case: Case
    shipment: Shipment
    expected_at: datetime


@event
class KeyScannedIn:
    """The issuing body has the key: the notify limits start."""

    case: Case
    body: str
    token_serial: str
    scanned_at: datetime


@event
class PreferenceChosen:
    """The enterprise wants its key collected, or posted; no clock moves."""

    case: Case
    preference: Preference
    chosen_at: datetime


@event
class EnterpriseNotified:
    """The enterprise is told where to collect the key: the notify limits end."""

    case: Case
    account_id: UUID
    pick_up_zh: str
    pick_up_en: str
    notified_at: datetime


@event
class KeyPosted:
    """The issuing body posted the key, as the enterprise asked: the notify limits end."""

    case: Case
    account_id: UUID
    waybill: str
    posted_at: datetime


@event
class KeyHandedOver:
    """The issuing body gave the key to the collector, who was identified; these originals were seen."""

    case: Case
    collector_id: UUID
    collector: Annotated[Collector | Erased, Personal(of="collector_id")]
    authorisation_letter: bool
    originals_checked: tuple[str, ...]
    old_key_returned: bool
    handed_over_at: datetime


@event
class ReceiptConfirmed:
    """The enterprise has the key: the case is completed."""

    case: Case
    account_id: UUID
    token_serial: str
    certificate_serial: str
    confirmed_at: datetime


@event
class KeyMissing:
    """The key did not arrive as it should; it may turn up, or its loss be confirmed."""

    case: Case
    token_serial: str
    certificate_serial: str
    reason: MissingReason
    missing_at: datetime


@event
class KeyFound:
    """The missing key turned up before its loss was confirmed: it is where it was."""

    case: Case
    token_serial: str
    certificate_serial: str
    found_at: datetime


@event
class KeyLossConfirmed:
    """The provider confirmed the loss: the same case waits for its next key."""

    case: Case
    token_serial: str
    certificate_serial: str
    confirmed_at: datetime


@event
class KeyExpired:
    """The certificate's validity ended before the enterprise had the key: the same case waits for its next one."""

    case: Case
    token_serial: str
    certificate_serial: str
    expired_at: datetime


@event
class LossSuspected:
    """The key did not arrive when it was expected to: somebody has to look."""

    case: Case
    leg: Leg
    suspected_at: datetime


@event
class EnterpriseReminded:
    """The key still waits to be collected; `reminder` counts from 1."""

    case: Case
    account_id: UUID
    reminder: int
    pick_up_zh: str
    pick_up_en: str
    reminded_at: datetime


@event
class KeyUnclaimed:
    """Nobody collected the key in time: it goes back to the provider, the case ends."""

    case: Case
    account_id: UUID
    token_serial: str
    certificate_serial: str
    unclaimed_at: datetime


@event
class OldKeyDeclaredLost:
    """The damaged key that should come back cannot: by the enterprise's signed statement it counts as lost."""

    case: Case
    declared_at: datetime


@event
class MailFailureNoted:
    """The enterprise did not get a mail about its key: the issuing body has to reach it in another way."""

    case: Case
    purpose: MailPurpose
    failed_at: datetime


@event
class MailFailureSettled:
    """The issuing body reached the enterprise in another way."""

    case: Case
    settled_at: datetime


KeyEvent: TypeAlias = (
    KeyAnnounced
    | KeyExpected
    | KeyScannedIn
    | PreferenceChosen
    | EnterpriseNotified
    | KeyPosted
    | KeyHandedOver
    | ReceiptConfirmed
    | KeyMissing
    | KeyFound
    | KeyLossConfirmed
    | KeyExpired
    | LossSuspected
    | EnterpriseReminded
    | KeyUnclaimed
    | OldKeyDeclaredLost
    | MailFailureNoted
    | MailFailureSettled
)
