"""What does production allow? Four deciders: order, certificates, token, consignment."""

from services.production.decider.certificates import certificates
from services.production.decider.consignment import consignment
from services.production.decider.order import order
from services.production.decider.token import token

__all__ = ["certificates", "consignment", "order", "token"]
