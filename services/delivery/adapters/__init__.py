"""How does delivery touch the world? Signatures, the issuer's word on a certificate, and the calendar."""

from services.delivery.adapters.signatures import EcdsaSignatures
from services.delivery.adapters.statuses import AskedStatuses, OwnRecords
from services.delivery.adapters.working_days import ChineseWorkingDays

__all__ = ["AskedStatuses", "ChineseWorkingDays", "EcdsaSignatures", "OwnRecords"]
