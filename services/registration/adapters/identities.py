"""Who signs in with this address and this password? Unknown, unactivated and wrong take the same work and get the same answer."""

from uuid import UUID

from chassis.door import Door
from chassis.keyed import Keyed, normal
from chassis.messages import Erased
from services.registration.adapters.sessions import Identity
from services.registration.decider import ACCOUNTS, ADDRESSES, STAFF
from services.registration.decider.account import Active, Closed, Unactivated, Unregistered
from services.registration.decider.claims import AddressHeld, Free
from services.registration.decider.staff import Serving, Unappointed
from services.registration.values import ClaimId, CreditCode, Holder, PersonId, User


def address_id(keyed: Keyed, email: str) -> ClaimId:
    """The claim on an e-mail address."""
    return ClaimId(keyed.id("email", normal(email)))


def code_id(keyed: Keyed, code: CreditCode) -> ClaimId:
    """The claim on a credit code."""
    return ClaimId(keyed.id("credit-code", code))


def person_id(keyed: Keyed, known_by: str) -> PersonId:
    """The person known by this number or, where none is known, by this address."""
    return PersonId(keyed.id("person", normal(known_by)))


async def signed_in(door: Door, email: str, password: str) -> Identity | None:
    """The identity, or None."""
    state = await door.load(ADDRESSES, address_id(door.doors.keyed, email))
    match state:
        case AddressHeld():
            found = await account_of(door, state.holder)
        case Free():
            found = None
    if found is None:
        await door.doors.hasher.hash(password)
        return None
    identity, user = found
    return identity if await door.doors.hasher.verify(user.password_hash, password) else None


async def account_of(door: Door, holder: Holder) -> tuple[Identity, User] | None:
    """The holder with what only they may read; None for who may not sign in."""
    match holder.kind:
        case "enterprise":
            return await enterprise_user(door, holder.account_id)
        case "staff":
            return await staff_user(door, holder.account_id)


async def enterprise_user(door: Door, account_id: UUID) -> tuple[Identity, User] | None:
    """The user of an active account."""
    state = await door.load(ACCOUNTS, account_id)
    match state:
        case Active():
            return None if isinstance(state.user, Erased) else (enterprise_identity(state, state.user), state.user)
        case Unregistered() | Unactivated() | Closed():
            return None


async def staff_user(door: Door, staff_id: UUID) -> tuple[Identity, User] | None:
    """A member of staff."""
    state = await door.load(STAFF, staff_id)
    match state:
        case Serving():
            return None if isinstance(state.user, Erased) else (staff_identity(state, state.user), state.user)
        case Unappointed():
            return None


def enterprise_identity(state: Active, user: User) -> Identity:
    return Identity(
        kind="enterprise",
        account_id=state.account_id,
        person_id=state.person_id,
        user_name=user.user_name,
        enterprise_name=state.enterprise_name,
        credit_code=state.credit_code,
    )


def staff_identity(state: Serving, user: User) -> Identity:
    return Identity(
        kind="staff",
        account_id=state.staff_id,
        person_id=state.person_id,
        user_name=user.user_name,
        body=state.body,
        roles=state.roles,
    )
