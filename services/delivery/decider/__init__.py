"""What does delivery allow? The rules of keys, of consignments, of certificates and their bindings."""

from services.delivery.decider.certificate import certificate
from services.delivery.decider.consignment import consignment
from services.delivery.decider.key import key

__all__ = ["certificate", "consignment", "key"]
