"""What may be wished about the key of one case?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import command
from services.delivery.values import Case, Collector, Leg, MailPurpose, MissingReason, Preference, Shipment, Terms


@command
class AnnounceKey:
    """A round of materials was confirmed: these are the terms for the key to come."""

    case: Case
    terms: Terms
    at: datetime


@command
class ExpectKey:
    """The key was dispatched."""

    case: Case
    shipment: Shipment
    at: datetime


@command
class AcceptKey:
    """The key was found in its consignment."""

    case: Case
    consignment_id: UUID
    body: str
    token_serial: str
    at: datetime


@command
class ChoosePreference:
    """The enterprise wants the key collected, or posted."""

    case: Case
    preference: Preference
    at: datetime


@command
class NotifyEnterprise:
    """Tell the enterprise that its key lies ready."""

    case: Case
    at: datetime


@command
class PostKey:
    """Post the key to the enterprise under this waybill."""

    case: Case
    waybill: str
    at: datetime


@command
class HandOverKey:
    """Give the key to the person who came; `collector_id` is that person's opaque id."""

    case: Case
    collector_id: UUID
    collector: Collector
    authorisation_letter: bool
    originals_checked: tuple[str, ...]
    old_key_returned: bool
    at: datetime


@command
class ConfirmReceipt:
    """The enterprise has the key."""

    case: Case
    at: datetime


@command
class MissKey:
    """The key with this token did not arrive as it should."""

    case: Case
    token_serial: str
    reason: MissingReason
    at: datetime


@command
class FindKey:
    """It turned up; `second_leg`: on the way to the enterprise, otherwise with its parcel."""

    case: Case
    token_serial: str
    second_leg: bool
    at: datetime


@command
class ConfirmKeyLoss:
    """The provider gives it up; `second_leg` as above."""

    case: Case
    token_serial: str
    second_leg: bool
    at: datetime


@command
class ExpireKey:
    """The validity of its certificate ended."""

    case: Case
    certificate_serial: str
    at: datetime


@command
class SuspectLoss:
    """It should have arrived by now."""

    case: Case
    leg: Leg
    at: datetime


@command
class RemindEnterprise:
    """Remind the enterprise for the `reminder`-th time."""

    case: Case
    reminder: int
    at: datetime


@command
class EndUnclaimed:
    """Nobody collected it in time."""

    case: Case
    at: datetime


@command
class DeclareOldKeyLost:
    """A signed statement says that the damaged key cannot come back."""

    case: Case
    at: datetime


@command
class NoteMailFailure:
    """A mail about the key did not reach the enterprise."""

    case: Case
    purpose: MailPurpose
    at: datetime


@command
class SettleMailFailure:
    """The enterprise was reached in another way."""

    case: Case
    at: datetime


KeyCommand: TypeAlias = (
    AnnounceKey
    | ExpectKey
    | AcceptKey
    | ChoosePreference
    | NotifyEnterprise
    | PostKey
    | HandOverKey
    | ConfirmReceipt
    | MissKey
    | FindKey
    | ConfirmKeyLoss
    | ExpireKey
    | SuspectLoss
    | RemindEnterprise
    | EndUnclaimed
    | DeclareOldKeyLost
    | NoteMailFailure
    | SettleMailFailure
)
