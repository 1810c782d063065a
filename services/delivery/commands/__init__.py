"""What may be wished of delivery?"""

from typing import TypeAlias

from services.delivery.commands.certificate import CertificateCommand
from services.delivery.commands.consignment import ConsignmentCommand
from services.delivery.commands.key import KeyCommand
from services.delivery.commands.quarantine import QuarantineCommand

Command: TypeAlias = KeyCommand | ConsignmentCommand | CertificateCommand | QuarantineCommand

__all__ = ["CertificateCommand", "Command", "ConsignmentCommand", "KeyCommand", "QuarantineCommand"]
