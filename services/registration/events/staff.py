"""What can happen to a staff account?"""

from datetime import datetime
from typing import Annotated, TypeAlias

from chassis.messages import Erased, Personal, event
from services.registration.values import ClaimId, PersonId, Role, StaffId, User


@event
class StaffAppointed:
    """A person may act for a body in these roles. One person may have accounts at several bodies."""

    staff_id: StaffId
    person_id: PersonId
    user: Annotated[User | Erased, Personal(of="person_id")]
    body: str
    roles: tuple[Role, ...]
    address_id: ClaimId
    appointed_at: datetime


StaffEvent: TypeAlias = StaffAppointed
