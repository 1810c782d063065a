"""What can be wished of tracking? To hear a fact; everything about it, its time too, came with it."""

from typing import TypeAlias
from uuid import UUID

from chassis.messages import command
from services.tracking.values.told import Cause, Told


@command
class HearCaseFact:
    """Keep this fact of a case."""

    case_id: UUID
    told: Told
    cause: Cause


@command
class HearAccountFact:
    """Keep this fact of an account."""

    account_id: UUID
    told: Told
    cause: Cause


Command: TypeAlias = HearCaseFact | HearAccountFact
