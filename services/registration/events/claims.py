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


@event
class CodeReleased:
    """The credit code is nobody's: the account that had it was closed."""

    code_id: ClaimId
    account_id: AccountId
    released_at: datetime


@event
class AddressReleased:
    """Nobody signs in with this e-mail address any more."""

    address_id: ClaimId
    holder: Holder
    released_at: datetime


CodeEvent: TypeAlias = CodeClaimed | CodeReleased
AddressEvent: TypeAlias = AddressClaimed | AddressReleased
ClaimEvent: TypeAlias = CodeEvent | AddressEvent
