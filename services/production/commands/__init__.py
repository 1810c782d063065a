"""What may be wished of production? The commands to orders, certificates, tokens and consignments."""

from typing import TypeAlias

from services.production.commands.certificates import CertificatesCommand
from services.production.commands.consignment import ConsignmentCommand
from services.production.commands.order import OrderCommand
from services.production.commands.token import TokenCommand

Command: TypeAlias = OrderCommand | CertificatesCommand | TokenCommand | ConsignmentCommand

__all__ = ["CertificatesCommand", "Command", "ConsignmentCommand", "OrderCommand", "TokenCommand"]
