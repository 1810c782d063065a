"""What does production allow? Five deciders: order, certificates, token, consignment, account."""

from services.production.decider.account import account
from services.production.decider.certificates import certificates
from services.production.decider.consignment import consignment
from services.production.decider.order import order
from services.production.decider.token import token

__all__ = ["account", "certificates", "consignment", "order", "token"]
