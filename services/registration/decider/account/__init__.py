"""What may happen to the account of an enterprise? (docs/states.md §1)"""

from collections.abc import Sequence

from chassis.decider import Decider, Refused
from services.registration.commands.account import (
    AccountCommand,
    Activate,
    CorrectAddress,
    EntrustBody,
    GivePostalAddress,
    LapseRegistration,
    Register,
    ReleaseAccount,
    ResendActivation,
)
from services.registration.decider.account import rules
from services.registration.decider.account.states import AccountState, Active, Closed, Unactivated, Unregistered, evolve
from services.registration.events.account import AccountEvent


def decide(command: AccountCommand, state: AccountState) -> Sequence[AccountEvent]:
    """Every command in every state; the others may hear late of a release.

    Raises Refused with `link_dead`, `link_expired`, `code_taken`, `too_soon`, `too_many` and the like.
    """
    match command, state:
        case Register(), Unregistered():
            return [rules.register(command)]
        case Register(), Unactivated() | Active() | Closed():
            return []
        case CorrectAddress(), Unactivated():
            return rules.correct(command, state)
        case ResendActivation(), Unactivated():
            return [rules.resend(command, state)]
        case CorrectAddress() | ResendActivation(), Active():
            raise Refused("already_active", zh="账户已激活", en="the account is already active")
        case CorrectAddress() | ResendActivation(), Closed():
            raise Refused("registration_closed", zh="该注册已结束，请重新注册", en="this registration has ended: register again")
        case Activate(), Unactivated():
            return [rules.activate(command, state)]
        case Activate(), Active():
            return rules.already_active(command, state)
        case Activate(), Closed():
            raise rules.dead_end(command, state)
        case Activate(), Unregistered():
            raise rules.link_dead()
        case LapseRegistration(), Unactivated():
            return [rules.lapse(command, state)]
        case LapseRegistration(), Active() | Closed():
            return []
        case GivePostalAddress(), Active():
            return rules.give_postal_address(command, state)
        case EntrustBody(), Active():
            return rules.entrust(command, state)
        case ReleaseAccount(), Active():
            return [rules.release(command, state)]
        case ReleaseAccount() | EntrustBody(), Closed() if state.reason == "released":
            return []
        case GivePostalAddress() | EntrustBody() | ReleaseAccount(), Unactivated() | Closed():
            raise Refused("not_active", zh="账户未激活", en="the account is not active")
        case CorrectAddress() | ResendActivation() | LapseRegistration() | GivePostalAddress(), Unregistered():
            raise not_registered()
        case EntrustBody() | ReleaseAccount(), Unregistered():
            raise not_registered()


def not_registered() -> Refused:
    return Refused("not_registered", zh="没有该注册", en="there is no such registration")


account: Decider[AccountCommand, AccountState, AccountEvent] = Decider(decide=decide, evolve=evolve, initial=Unregistered())

__all__ = ["AccountState", "Active", "Closed", "Unactivated", "Unregistered", "account"]
