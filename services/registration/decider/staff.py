"""Who may act for a body, and as what? (docs/domain.md §1)"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from chassis.decider import Decider, Refused
from chassis.messages import Erased, value
from services.registration.commands.staff import AppointStaff
from services.registration.events.staff import StaffAppointed
from services.registration.values import BodyKind, PersonId, Role, StaffId, User

ROLES_OF: Mapping[BodyKind, frozenset[Role]] = {
    "issuing": frozenset[Role]({"verifier", "receiver", "supervisor", "auditor"}),
    "provider": frozenset[Role]({"reviewer", "producer", "dispatcher", "supervisor", "auditor"}),
    "ministry": frozenset[Role]({"ministry", "supervisor", "auditor", "operator"}),
}


@value
class Unappointed:
    """Nobody has this account."""


@value
class Serving:
    """The person may sign in and act for the body."""

    staff_id: StaffId
    person_id: PersonId
    user: User | Erased
    body: str
    roles: tuple[Role, ...]


StaffState: TypeAlias = Unappointed | Serving


def decide(command: AppointStaff, state: StaffState) -> Sequence[StaffAppointed]:
    """Raises Refused `role_not_of_body`, `already_appointed`."""
    match state:
        case Unappointed():
            return [appoint(command)]
        case Serving() if (state.person_id, state.body, set(state.roles)) == (
            command.person_id,
            command.body,
            set(command.roles),
        ):
            return []
        case Serving():
            raise Refused("already_appointed", zh="该邮箱已有工作人员账户", en="this address has a staff account already")


def appoint(command: AppointStaff) -> StaffAppointed:
    if not command.roles or not ROLES_OF[command.body_kind].issuperset(command.roles):
        raise Refused("role_not_of_body", zh="该机构没有此角色", en="a body of this kind has no such role")
    return StaffAppointed(
        staff_id=command.staff_id,
        person_id=command.person_id,
        user=command.user,
        body=command.body,
        roles=command.roles,
        address_id=command.address_id,
        appointed_at=command.at,
    )


def evolve(state: StaffState, event: StaffAppointed) -> StaffState:
    return Serving(staff_id=event.staff_id, person_id=event.person_id, user=event.user, body=event.body, roles=event.roles)


staff: Decider[AppointStaff, StaffState, StaffAppointed] = Decider(decide=decide, evolve=evolve, initial=Unappointed())
