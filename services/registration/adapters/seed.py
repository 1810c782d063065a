"""Who appoints the first operator? The settings, at start; whoever is there already stays."""

from uuid import UUID

from chassis.actor import service_actor
from chassis.door import Door
from chassis.keyed import Keyed, normal
from services.registration.adapters.identities import address_id, person_id
from services.registration.commands import AppointStaff
from services.registration.decider import STAFF
from services.registration.decider.staff import Serving
from services.registration.values import EmailAddress, StaffId, User

MINISTRY = "MOFCOM"


def staff_id(keyed: Keyed, email: str) -> StaffId:
    """The staff account of this address."""
    return StaffId(keyed.id("staff", normal(email)))


async def seed(door: Door) -> None:
    """Appoint the operator of the settings `operator_email` and `operator_password`, once. Raises Refused for a taken address."""
    email, password = door.doors.settings.get("operator_email", ""), door.doors.settings.get("operator_password", "")
    if not email or not password:
        return
    if isinstance(await door.load(STAFF, staff_id(door.doors.keyed, email)), Serving):
        return
    at = door.doors.clock.now()
    unit: UUID = door.doors.chance.uuid()
    await door.handling.handle(
        [
            AppointStaff(
                staff_id=staff_id(door.doors.keyed, email),
                person_id=person_id(door.doors.keyed, email),
                user=User(
                    user_name="操作员 / Operator",
                    email=EmailAddress(email),
                    password_hash=await door.doors.hasher.hash(password),
                ),
                body=MINISTRY,
                body_kind="ministry",
                roles=("operator",),
                address_id=address_id(door.doors.keyed, email),
                at=at,
            )
        ],
        unit=unit,
        actor=service_actor(door.name),
        at=at,
        cause="start",
        correlation=unit,
    )
