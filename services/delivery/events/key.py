"""What happened to the key of one case?"""

from datetime import datetime
from typing import Annotated, TypeAlias
from uuid import UUID

from chassis.messages import Erased, Personal, event
from services.delivery.values import Case, Collector, Preference, Shipment, Terms


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


KeyEvent: TypeAlias = (
    KeyAnnounced
    | KeyExpected
    | KeyScannedIn
    | PreferenceChosen
    | EnterpriseNotified
    | KeyPosted
    | KeyHandedOver
    | ReceiptConfirmed
)
