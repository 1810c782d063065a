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


@value
class KeyMissing:
    """The key did not arrive as it should."""

    type: Literal["KeyMissing"] = "KeyMissing"
    token_serial: str
    reason: str


@value
class KeyFound:
    """The missing key turned up."""

    type: Literal["KeyFound"] = "KeyFound"
    token_serial: str


@value
class KeyLossConfirmed:
    """The key is lost for good: it is made again, in the same case."""

    type: Literal["KeyLossConfirmed"] = "KeyLossConfirmed"
    token_serial: str


@value
class KeyUnclaimed:
    """Nobody collected the key in time: it goes back, the case ends."""

    type: Literal["KeyUnclaimed"] = "KeyUnclaimed"
    token_serial: str


@value
class PickUpReminded:
    """The key still waits to be collected."""

    type: Literal["PickUpReminded"] = "PickUpReminded"
    reminder: int


@value
class LostParcelSuspected:
    """The key did not arrive when it was expected to: somebody has to look."""

    type: Literal["LostParcelSuspected"] = "LostParcelSuspected"
    leg: str


@value
class OldKeyDeclaredLost:
    """The damaged key that should come back cannot: it counts as lost."""

    type: Literal["OldKeyDeclaredLost"] = "OldKeyDeclaredLost"


KeyStep: TypeAlias = KeyMissing | KeyFound | KeyLossConfirmed | KeyUnclaimed
DeliveryStep: TypeAlias = (
    KeyScannedIn
    | PreferenceChanged
    | EnterpriseNotified
    | KeyPosted
    | KeyHandedOver
    | ReceiptConfirmed
    | KeyBound
    | KeyUnbound
    | KeyStep
    | PickUpReminded
    | LostParcelSuspected
    | OldKeyDeclaredLost
)
