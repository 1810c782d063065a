"""Who has a value that only one account may have? Whoever was first, until it is released (docs/domain.md §8)."""

from collections.abc import Sequence
from typing import TypeAlias

from chassis.decider import Decider, Refused
from chassis.messages import value
from services.registration.commands.claims import (
    AddressCommand,
    ClaimAddress,
    ClaimCode,
    CodeCommand,
    ReleaseAddress,
    ReleaseCode,
)
from services.registration.events.claims import (
    AddressClaimed,
    AddressEvent,
    AddressReleased,
    CodeClaimed,
    CodeEvent,
    CodeReleased,
)
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


def decide_code(command: CodeCommand, state: CodeState) -> Sequence[CodeEvent]:
    """Raises Refused `code_taken`, which may be told: a credit code is public. Only its holder gives it back."""
    match command, state:
        case ClaimCode(), Free():
            return [CodeClaimed(code_id=command.code_id, account_id=command.account_id, claimed_at=command.at)]
        case ClaimCode(), CodeHeld() if state.account_id == command.account_id:
            return []
        case ClaimCode(), CodeHeld():
            raise Refused("code_taken", zh="该统一社会信用代码已被其他账户使用", en="another account has this credit code")
        case ReleaseCode(), CodeHeld() if state.account_id == command.account_id:
            return [CodeReleased(code_id=command.code_id, account_id=command.account_id, released_at=command.at)]
        case ReleaseCode(), Free() | CodeHeld():
            return []


def evolve_code(state: CodeState, event: CodeEvent) -> CodeState:
    match event:
        case CodeClaimed():
            return CodeHeld(account_id=event.account_id)
        case CodeReleased():
            return Free()


def decide_address(command: AddressCommand, state: AddressState) -> Sequence[AddressEvent]:
    """Raises Refused `address_taken`, which is told only to somebody who reads that mailbox, and to the operator."""
    match command, state:
        case ClaimAddress(), Free():
            return [AddressClaimed(address_id=command.address_id, holder=command.holder, claimed_at=command.at)]
        case ClaimAddress(), AddressHeld() if state.holder == command.holder:
            return []
        case ClaimAddress(), AddressHeld():
            raise Refused("address_taken", zh="该电子邮箱已用于其他账户", en="another account uses this e-mail address")
        case ReleaseAddress(), AddressHeld() if state.holder == command.holder:
            return [AddressReleased(address_id=command.address_id, holder=command.holder, released_at=command.at)]
        case ReleaseAddress(), Free() | AddressHeld():
            return []


def evolve_address(state: AddressState, event: AddressEvent) -> AddressState:
    match event:
        case AddressClaimed():
            return AddressHeld(holder=event.holder)
        case AddressReleased():
            return Free()


code: Decider[CodeCommand, CodeState, CodeEvent] = Decider(decide=decide_code, evolve=evolve_code, initial=Free())
address: Decider[AddressCommand, AddressState, AddressEvent] = Decider(
    decide=decide_address, evolve=evolve_address, initial=Free()
)
