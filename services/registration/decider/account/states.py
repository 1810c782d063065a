"""What may an account be, and what does each fact make of it?"""

from dataclasses import replace
from datetime import datetime
from typing import Literal, TypeAlias

from chassis.messages import Erased, value
from services.registration.events.account import (
    AccountActivated,
    AccountEvent,
    AccountReleased,
    ActivationResent,
    AddressCorrected,
    BodyEntrusted,
    PostalAddressGiven,
    RegistrationLapsed,
    RegistrationRejected,
    RegistrationStarted,
)
from services.registration.values import AccountId, ClaimId, CreditCode, Link, PersonId, PostalAddress, User


@value
class Unregistered:
    """Nobody asked for this account."""


@value
class Unactivated:
    """Asked for; the link is out. `resent_at` is when it was last sent again, `mailed_at` when each mail was asked for."""

    account_id: AccountId
    person_id: PersonId
    credit_code: CreditCode
    enterprise_name: str
    user: User | Erased
    code_id: ClaimId
    address_id: ClaimId
    link: Link
    lapses_at: datetime
    resent_at: datetime | None = None
    mailed_at: tuple[datetime, ...] = ()


@value
class Active:
    """The enterprise may sign in and apply. `bodies` have verified a case of it."""

    account_id: AccountId
    person_id: PersonId
    credit_code: CreditCode
    enterprise_name: str
    user: User | Erased
    code_id: ClaimId
    address_id: ClaimId
    token_hash: str
    postal_address: PostalAddress | Erased | None = None
    bodies: tuple[str, ...] = ()


@value
class Closed:
    """It never became an account, or is none any more; and never will be."""

    reason: Literal["code_taken", "lapsed", "released"]
    token_hash: str


AccountState: TypeAlias = Unregistered | Unactivated | Active | Closed


def evolve(state: AccountState, event: AccountEvent) -> AccountState:
    """What a fact makes of the account. A fact that cannot follow this state leaves it as it is."""
    match event, state:
        case RegistrationStarted(), Unregistered():
            return started(event)
        case AddressCorrected(), Unactivated():
            return corrected(event, state)
        case ActivationResent(), Unactivated():
            mailed_at = (*state.mailed_at, event.resent_at)
            return replace(state, link=event.link, resent_at=event.resent_at, mailed_at=mailed_at)
        case AccountActivated(), Unactivated():
            return activated(state)
        case RegistrationRejected(), Unactivated():
            return Closed(reason="code_taken", token_hash=state.link.token_hash)
        case RegistrationLapsed(), Unactivated():
            return Closed(reason="lapsed", token_hash=state.link.token_hash)
        case AccountReleased(), Active():
            return Closed(reason="released", token_hash=state.token_hash)
        case PostalAddressGiven(), Active():
            return replace(state, postal_address=event.postal_address)
        case BodyEntrusted(), Active():
            return replace(state, bodies=(*state.bodies, event.body))
        case (
            RegistrationStarted() | AddressCorrected() | ActivationResent() | AccountActivated(),
            Unregistered() | Unactivated() | Active() | Closed(),
        ):
            return state
        case (
            RegistrationRejected() | RegistrationLapsed() | PostalAddressGiven() | BodyEntrusted() | AccountReleased(),
            Unregistered() | Unactivated() | Active() | Closed(),
        ):
            return state


def started(event: RegistrationStarted) -> Unactivated:
    return Unactivated(
        account_id=event.account_id,
        person_id=event.person_id,
        credit_code=event.credit_code,
        enterprise_name=event.enterprise_name,
        user=event.user,
        code_id=event.code_id,
        address_id=event.address_id,
        link=event.link,
        lapses_at=event.lapses_at,
        mailed_at=(event.started_at,),
    )


def corrected(event: AddressCorrected, state: Unactivated) -> Unactivated:
    return replace(
        state,
        person_id=event.person_id,
        user=event.user,
        address_id=event.address_id,
        link=event.link,
        mailed_at=(*state.mailed_at, event.corrected_at),
    )


def activated(state: Unactivated) -> Active:
    return Active(
        account_id=state.account_id,
        person_id=state.person_id,
        credit_code=state.credit_code,
        enterprise_name=state.enterprise_name,
        user=state.user,
        code_id=state.code_id,
        address_id=state.address_id,
        token_hash=state.link.token_hash,
    )
