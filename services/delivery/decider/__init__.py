"""What does delivery allow? The rules of keys, of consignments, of certificates and their bindings, of keys kept apart."""

from services.delivery.decider.certificate import certificate
from services.delivery.decider.consignment import consignment
from services.delivery.decider.key import key
from services.delivery.decider.quarantine import quarantine_of_key

__all__ = ["certificate", "consignment", "key", "quarantine_of_key"]
