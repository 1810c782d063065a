"""What happens in tracking? It hears facts: of a case, or of an account that has no case yet."""

from typing import TypeAlias
from uuid import UUID

from chassis.messages import event
from services.tracking.values.told import Cause, Told


@event
class CaseFactHeard:
    """A fact of this case was heard, once."""

    case_id: UUID
    told: Told
    cause: Cause


@event
class AccountFactHeard:
    """A fact of this account was heard, once."""

    account_id: UUID
    told: Told
    cause: Cause


Event: TypeAlias = CaseFactHeard | AccountFactHeard
