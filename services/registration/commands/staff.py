"""What can be wished of a staff account?"""

from datetime import datetime

from chassis.messages import command
from services.registration.values import BodyKind, ClaimId, PersonId, Role, StaffId, User


@command
class AppointStaff:
    """`body_kind` is what the body is, as the register of bodies says."""

    staff_id: StaffId
    person_id: PersonId
    user: User
    body: str
    body_kind: BodyKind
    roles: tuple[Role, ...]
    address_id: ClaimId
    at: datetime
