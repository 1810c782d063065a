"""What may be wished of delivery?"""

from typing import TypeAlias

from services.delivery.commands.certificate import CertificateCommand
from services.delivery.commands.consignment import ConsignmentCommand
from services.delivery.commands.key import KeyCommand

Command: TypeAlias = KeyCommand | ConsignmentCommand | CertificateCommand

__all__ = ["CertificateCommand", "Command", "ConsignmentCommand", "KeyCommand"]
