"""What is kept of what delivery tells?"""

from datetime import datetime
from typing import TypeAlias

from contracts import delivery
from services.tracking.values import delivery as kept

OfToken: TypeAlias = delivery.KeyQuarantined | delivery.KeyRerouted | delivery.KeyDestroyed
OfCase: TypeAlias = (
    delivery.KeyScannedIn
    | delivery.PreferenceChanged
    | delivery.EnterpriseNotified
    | delivery.KeyPosted
    | delivery.KeyHandedOver
    | delivery.ReceiptConfirmed
    | delivery.KeyBound
    | delivery.KeyUnbound
    | delivery.KeyMissing
    | delivery.KeyFound
    | delivery.KeyLossConfirmed
    | delivery.KeyUnclaimed
    | delivery.PickUpReminded
    | delivery.LostParcelSuspected
    | delivery.OldKeyDeclaredLost
)


def keep(heard: OfCase) -> tuple[datetime, kept.DeliveryStep]:
    """When it happened, and what is kept of it."""
    match heard:
        case delivery.KeyScannedIn():
            return heard.scanned_at, kept.KeyScannedIn(body=heard.body, token_serial=heard.token_serial)
        case delivery.PreferenceChanged():
            return heard.changed_at, kept.PreferenceChanged(preference=heard.preference)
        case delivery.EnterpriseNotified():
            return heard.notified_at, kept.EnterpriseNotified()
        case delivery.KeyPosted():
            return heard.posted_at, kept.KeyPosted(waybill=heard.waybill)
        case delivery.KeyHandedOver():
            return heard.handed_over_at, kept.KeyHandedOver(old_key_returned=heard.old_key_returned)
        case delivery.ReceiptConfirmed():
            return heard.confirmed_at, kept.ReceiptConfirmed(
                token_serial=heard.token_serial, certificate_serial=heard.certificate_serial
            )
        case delivery.KeyBound():
            return heard.bound_at, kept.KeyBound(certificate_serial=heard.certificate_serial)
        case delivery.KeyUnbound():
            return heard.unbound_at, kept.KeyUnbound(certificate_serial=heard.certificate_serial, reason=heard.reason)
        case delivery.KeyMissing():
            return heard.missing_at, kept.KeyMissing(token_serial=heard.token_serial, reason=heard.reason)
        case delivery.KeyFound():
            return heard.found_at, kept.KeyFound(token_serial=heard.token_serial)
        case delivery.KeyLossConfirmed():
            return heard.confirmed_at, kept.KeyLossConfirmed(token_serial=heard.token_serial)
        case delivery.KeyUnclaimed():
            return heard.unclaimed_at, kept.KeyUnclaimed(token_serial=heard.token_serial)
        case delivery.PickUpReminded():
            return heard.reminded_at, kept.PickUpReminded(reminder=heard.reminder)
        case delivery.LostParcelSuspected():
            return heard.suspected_at, kept.LostParcelSuspected(leg=heard.leg)
        case delivery.OldKeyDeclaredLost():
            return heard.declared_at, kept.OldKeyDeclaredLost()
