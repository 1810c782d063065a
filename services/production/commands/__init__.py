"""What may be wished of production? The commands to orders, certificates, tokens, consignments and accounts."""

from typing import TypeAlias

from services.production.commands.account import AccountCommand
from services.production.commands.certificates import CertificatesCommand
from services.production.commands.consignment import ConsignmentCommand
from services.production.commands.order import OrderCommand
from services.production.commands.token import TokenCommand

Command: TypeAlias = OrderCommand | CertificatesCommand | TokenCommand | ConsignmentCommand | AccountCommand

__all__ = ["AccountCommand", "CertificatesCommand", "Command", "ConsignmentCommand", "OrderCommand", "TokenCommand"]
