"""What can happen in delivery? Facts of keys, of consignments, of certificates and their bindings, of keys kept apart."""

from typing import TypeAlias

from services.delivery.events.certificate import CertificateEvent
from services.delivery.events.consignment import ConsignmentEvent
from services.delivery.events.key import KeyEvent
from services.delivery.events.quarantine import QuarantineEvent

Event: TypeAlias = KeyEvent | ConsignmentEvent | CertificateEvent | QuarantineEvent

__all__ = ["CertificateEvent", "ConsignmentEvent", "Event", "KeyEvent", "QuarantineEvent"]
