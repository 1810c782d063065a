"""What does delivery tell? The key's way from the issuing body into the enterprise's hands, and its binding."""

from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

from chassis.published import Announcement

Preference: TypeAlias = Literal["collect", "post"]


class KeyScannedIn(Announcement, key="case_id"):
    """The issuing body has the key: the notify limits start."""

    case_id: UUID
    application_number: str
    body: str
    token_serial: str
    scanned_at: datetime


class PreferenceChanged(Announcement, key="case_id"):
    """The enterprise wants the key collected or posted; the clocks stay as they are."""

    case_id: UUID
    preference: Preference
    changed_at: datetime


class EnterpriseNotified(Announcement, key="case_id"):
    """The enterprise is to be told to collect; registration, who owns the address, sends the mail."""

    case_id: UUID
    application_number: str
    account_id: UUID
    pick_up_zh: str
    pick_up_en: str
    notified_at: datetime


class KeyPosted(Announcement, key="case_id"):
    """The key was posted to the enterprise, as it asked."""

    case_id: UUID
    application_number: str
    account_id: UUID
    waybill: str
    posted_at: datetime


class KeyHandedOver(Announcement, key="case_id"):
    """The issuing body handed the key to the collector, originals checked."""

    case_id: UUID
    application_number: str
    old_key_returned: bool
    handed_over_at: datetime


class ReceiptConfirmed(Announcement, key="case_id"):
    """The enterprise confirmed that it has the key: the certificate is activated, the case is completed."""

    case_id: UUID
    application_number: str
    account_id: UUID
    token_serial: str
    certificate_serial: str
    confirmed_at: datetime


class KeyBound(Announcement, key="case_id"):
    """The key is bound to the enterprise's account at the Single Window."""

    case_id: UUID
    application_number: str
    account_id: UUID
    certificate_serial: str
    bound_at: datetime


class KeyUnbound(Announcement, key="case_id"):
    """The binding ended: revoked, expired, or by the enterprise's wish."""

    case_id: UUID
    application_number: str
    certificate_serial: str
    reason: str
    unbound_at: datetime


Delivery: TypeAlias = (
    KeyScannedIn | PreferenceChanged | EnterpriseNotified | KeyPosted | KeyHandedOver | ReceiptConfirmed | KeyBound | KeyUnbound
)
