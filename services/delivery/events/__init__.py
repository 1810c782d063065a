"""What can happen in delivery? Facts of keys, of consignments, of certificates and their bindings."""

from typing import TypeAlias

from services.delivery.events.certificate import CertificateEvent
from services.delivery.events.consignment import ConsignmentEvent
from services.delivery.events.key import KeyEvent

Event: TypeAlias = KeyEvent | ConsignmentEvent | CertificateEvent

__all__ = ["CertificateEvent", "ConsignmentEvent", "Event", "KeyEvent"]
