"""What is kept of delivery's facts? The key from the issuing body into the enterprise's hands, and its binding."""

from typing import Literal, TypeAlias

from chassis.messages import value


@value
class KeyScannedIn:
    """The issuing body has the key."""

    type: Literal["KeyScannedIn"] = "KeyScannedIn"
    body: str
    token_serial: str


@value
class PreferenceChanged:
    """Collected or posted, as the enterprise wants it now."""

    type: Literal["PreferenceChanged"] = "PreferenceChanged"
    preference: str


@value
class EnterpriseNotified:
    """The enterprise is told to collect."""

    type: Literal["EnterpriseNotified"] = "EnterpriseNotified"


@value
class KeyPosted:
    """The key was posted to the enterprise."""

    type: Literal["KeyPosted"] = "KeyPosted"
    waybill: str


@value
class KeyHandedOver:
    """The collector has the key."""

    type: Literal["KeyHandedOver"] = "KeyHandedOver"
    old_key_returned: bool


@value
class ReceiptConfirmed:
    """The enterprise confirmed that it has the key."""

    type: Literal["ReceiptConfirmed"] = "ReceiptConfirmed"
    token_serial: str
    certificate_serial: str


@value
class KeyBound:
    """The key is bound at the Single Window."""

    type: Literal["KeyBound"] = "KeyBound"
    certificate_serial: str


@value
class KeyUnbound:
    """The binding ended."""

    type: Literal["KeyUnbound"] = "KeyUnbound"
    certificate_serial: str
    reason: str


DeliveryStep: TypeAlias = (
    KeyScannedIn | PreferenceChanged | EnterpriseNotified | KeyPosted | KeyHandedOver | ReceiptConfirmed | KeyBound | KeyUnbound
)
