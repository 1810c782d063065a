"""What may be wished about the key of one case?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import command
from services.delivery.values import Case, Collector, Preference, Shipment, Terms


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


KeyCommand: TypeAlias = (
    AnnounceKey | ExpectKey | AcceptKey | ChoosePreference | NotifyEnterprise | PostKey | HandOverKey | ConfirmReceipt
)
