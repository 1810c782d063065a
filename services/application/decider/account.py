"""Which accounts may apply?"""

from collections.abc import Sequence
from typing import TypeAlias

from chassis.decider import Decider
from chassis.messages import value
from services.application.commands.account import AccountCommand, RecogniseAccount
from services.application.events.account import AccountEvent, AccountRecognised


@value
class Unknown:
    """Registration has not said that it is active."""


@value
class Active:
    """Its enterprise may apply."""

    account: AccountRecognised


State: TypeAlias = Unknown | Active


def decide(command: AccountCommand, state: State) -> Sequence[AccountEvent]:
    """Recognise an account once."""
    match command, state:
        case RecogniseAccount(), Unknown():
            return [recognise(command)]
        case RecogniseAccount(), Active():
            return []


def recognise(command: RecogniseAccount) -> AccountRecognised:
    """Its enterprise may apply from now on."""
    return AccountRecognised(
        account_id=command.account_id,
        credit_code=command.credit_code,
        enterprise_name=command.enterprise_name,
        recognised_at=command.at,
    )


def evolve(state: State, event: AccountEvent) -> State:
    """Active once recognised."""
    return Active(account=event)


account: Decider[AccountCommand, State, AccountEvent] = Decider(decide=decide, evolve=evolve, initial=Unknown())
