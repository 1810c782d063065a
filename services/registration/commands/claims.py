"""How is a value taken that only one account may have, and how does it become free again?"""

from datetime import datetime
from typing import TypeAlias

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


@command
class ReleaseCode:
    code_id: ClaimId
    account_id: AccountId
    at: datetime


@command
class ReleaseAddress:
    address_id: ClaimId
    holder: Holder
    at: datetime


CodeCommand: TypeAlias = ClaimCode | ReleaseCode
AddressCommand: TypeAlias = ClaimAddress | ReleaseAddress
