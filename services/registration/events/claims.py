"""What can happen to a value that only one account may have?"""

from datetime import datetime
from typing import TypeAlias

from chassis.messages import event
from services.registration.values import AccountId, ClaimId, Holder


@event
class CodeClaimed:
    """The credit code belongs to this account from now on."""

    code_id: ClaimId
    account_id: AccountId
    claimed_at: datetime


@event
class AddressClaimed:
    """Who signs in with this e-mail address."""

    address_id: ClaimId
    holder: Holder
    claimed_at: datetime


ClaimEvent: TypeAlias = CodeClaimed | AddressClaimed
