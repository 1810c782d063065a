"""What can have happened to an enterprise's account, as far as applications care?"""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.messages import event


@event
class AccountRecognised:
    """Registration said that the account is active: its enterprise may apply."""

    account_id: UUID
    credit_code: str
    enterprise_name: str
    recognised_at: datetime


@event
class CaseNoted:
    """A case of this account is open."""

    account_id: UUID
    case_id: UUID
    noted_at: datetime


@event
class CaseClosed:
    """A case of this account is over."""

    account_id: UUID
    case_id: UUID
    closed_at: datetime


@event
class AccountReleased:
    """The account was proven foreign: it may apply no more, and these cases are given up."""

    account_id: UUID
    open_cases: tuple[UUID, ...]
    released_at: datetime


AccountEvent: TypeAlias = AccountRecognised | CaseNoted | CaseClosed | AccountReleased
