"""What has happened in production? The facts of orders, certificates, tokens, consignments and accounts."""

from typing import TypeAlias

from services.production.events.account import AccountEvent
from services.production.events.certificates import CertificatesEvent
from services.production.events.consignment import ConsignmentEvent
from services.production.events.order import OrderEvent
from services.production.events.token import TokenEvent

Event: TypeAlias = OrderEvent | CertificatesEvent | TokenEvent | ConsignmentEvent | AccountEvent

__all__ = ["AccountEvent", "CertificatesEvent", "ConsignmentEvent", "Event", "OrderEvent", "TokenEvent"]
