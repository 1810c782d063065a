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


MissingReason: TypeAlias = Literal["parcel_lost", "parcel_short", "parcel_damaged", "lost_on_second_leg"]


class KeyMissing(Announcement, key="case_id"):
    """The key did not arrive as it should: its certificate is to be suspended (reason parcel) until it is found or its loss confirmed."""

    case_id: UUID
    application_number: str
    token_serial: str
    certificate_serial: str
    reason: MissingReason
    missing_at: datetime


class KeyFound(Announcement, key="case_id"):
    """The missing key turned up before its loss was confirmed: the suspension (reason parcel) is to be lifted."""

    case_id: UUID
    application_number: str
    token_serial: str
    certificate_serial: str
    found_at: datetime


class KeyLossConfirmed(Announcement, key="case_id"):
    """The provider confirmed the loss: the certificate is to be revoked and the key made again, as the next attempt of the same case."""

    case_id: UUID
    application_number: str
    token_serial: str
    certificate_serial: str
    confirmed_at: datetime


class KeyUnclaimed(Announcement, key="case_id"):
    """Nobody collected the key in time: it goes back to the provider, its certificate is to be revoked, the case ends."""

    case_id: UUID
    application_number: str
    account_id: UUID
    token_serial: str
    certificate_serial: str
    unclaimed_at: datetime


class KeyQuarantined(Announcement, key="token_serial"):
    """A key came that no parcel of this body announced (or one written off turned up): kept apart, suspended, then rerouted or destroyed."""

    token_serial: str
    body: str
    written_off: bool
    quarantined_at: datetime


class KeyRerouted(Announcement, key="token_serial"):
    """Two persons of the body that found a key sent it on to the body that it was meant for."""

    token_serial: str
    former_body: str
    body: str
    waybill: str
    rerouted_at: datetime


class KeyDestroyed(Announcement, key="token_serial"):
    """Two persons destroyed a key that was kept apart."""

    token_serial: str
    body: str
    destroyed_at: datetime


class PickUpReminded(Announcement, key="case_id"):
    """The key still waits to be collected; registration, who owns the address, sends the mail. `reminder` counts from 1."""

    case_id: UUID
    application_number: str
    account_id: UUID
    reminder: int
    pick_up_zh: str
    pick_up_en: str
    reminded_at: datetime


class LostParcelSuspected(Announcement, key="case_id"):
    """The key did not arrive when it was expected to: somebody has to look. Said once for each way that it travels."""

    case_id: UUID
    application_number: str
    leg: Literal["to_issuing_body", "to_enterprise"]
    suspected_at: datetime


class OldKeyDeclaredLost(Announcement, key="case_id"):
    """The damaged key that should come back at hand-over cannot: by a recorded statement it counts as lost from here on."""

    case_id: UUID
    application_number: str
    declared_at: datetime


Delivery: TypeAlias = (
    KeyScannedIn
    | PreferenceChanged
    | EnterpriseNotified
    | KeyPosted
    | KeyHandedOver
    | ReceiptConfirmed
    | KeyBound
    | KeyUnbound
    | KeyMissing
    | KeyFound
    | KeyLossConfirmed
    | KeyUnclaimed
    | KeyQuarantined
    | KeyRerouted
    | KeyDestroyed
    | PickUpReminded
    | LostParcelSuspected
    | OldKeyDeclaredLost
)
