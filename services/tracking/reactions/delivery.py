"""What is kept of what delivery tells?"""

from datetime import datetime

from contracts import delivery
from services.tracking.values import delivery as kept


def keep(heard: delivery.Delivery) -> tuple[datetime, kept.DeliveryStep]:
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
