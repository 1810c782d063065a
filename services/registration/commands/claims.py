"""How is a value taken that only one account may have?"""

from datetime import datetime

from chassis.messages import command
from services.registration.values import AccountId, ClaimId, Holder


@command
class ClaimCode:
    code_id: ClaimId
    account_id: AccountId
    at: datetime


@command
class ClaimAddress:
    address_id: ClaimId
    holder: Holder
    at: datetime
