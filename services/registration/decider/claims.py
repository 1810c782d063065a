"""Who has a value that only one account may have? Whoever was first (docs/domain.md §8)."""

from collections.abc import Sequence
from typing import TypeAlias

from chassis.decider import Decider, Refused
from chassis.messages import value
from services.registration.commands.claims import ClaimAddress, ClaimCode
from services.registration.events.claims import AddressClaimed, CodeClaimed
from services.registration.values import AccountId, Holder


@value
class Free:
    """Nobody has it."""


@value
class CodeHeld:
    """This account has the credit code."""

    account_id: AccountId


@value
class AddressHeld:
    """This account is signed in to with the address."""

    holder: Holder


CodeState: TypeAlias = Free | CodeHeld
AddressState: TypeAlias = Free | AddressHeld


def decide_code(command: ClaimCode, state: CodeState) -> Sequence[CodeClaimed]:
    """Raises Refused `code_taken`, which may be told: a credit code is public."""
    match state:
        case Free():
            return [CodeClaimed(code_id=command.code_id, account_id=command.account_id, claimed_at=command.at)]
        case CodeHeld() if state.account_id == command.account_id:
            return []
        case CodeHeld():
            raise Refused("code_taken", zh="该统一社会信用代码已被其他账户使用", en="another account has this credit code")


def evolve_code(state: CodeState, event: CodeClaimed) -> CodeState:
    return CodeHeld(account_id=event.account_id)


def decide_address(command: ClaimAddress, state: AddressState) -> Sequence[AddressClaimed]:
    """Raises Refused `address_taken`, which is told only to somebody who reads that mailbox, and to the operator."""
    match state:
        case Free():
            return [AddressClaimed(address_id=command.address_id, holder=command.holder, claimed_at=command.at)]
        case AddressHeld() if state.holder == command.holder:
            return []
        case AddressHeld():
            raise Refused("address_taken", zh="该电子邮箱已用于其他账户", en="another account uses this e-mail address")


def evolve_address(state: AddressState, event: AddressClaimed) -> AddressState:
    return AddressHeld(holder=event.holder)


code: Decider[ClaimCode, CodeState, CodeClaimed] = Decider(decide=decide_code, evolve=evolve_code, initial=Free())
address: Decider[ClaimAddress, AddressState, AddressClaimed] = Decider(
    decide=decide_address, evolve=evolve_address, initial=Free()
)
