"""What has happened in production? The facts of orders, certificates, tokens and consignments."""

from typing import TypeAlias

from services.production.events.certificates import CertificatesEvent
from services.production.events.consignment import ConsignmentEvent
from services.production.events.order import OrderEvent
from services.production.events.token import TokenEvent

Event: TypeAlias = OrderEvent | CertificatesEvent | TokenEvent | ConsignmentEvent

__all__ = ["CertificatesEvent", "ConsignmentEvent", "Event", "OrderEvent", "TokenEvent"]
