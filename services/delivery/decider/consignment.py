"""What is allowed with a consignment on its way? (`docs/states.md §4`)"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from chassis.decider import Decider, Refused
from chassis.messages import value
from services.delivery.commands.consignment import ConsignmentCommand, ExpectConsignment, ScanIn
from services.delivery.events.consignment import (
    ConsignmentEvent,
    ConsignmentExpected,
    ConsignmentReceived,
    ContentScannedIn,
)
from services.delivery.values import Content


@value
class Unheard:
    """No such consignment is known."""


@value
class Dispatched:
    """The parcel is on its way, or being unpacked; `arrived` are the tokens found so far."""

    expected: ConsignmentExpected
    arrived: frozenset[str]


@value
class Received:
    """Every key was found."""

    expected: ConsignmentExpected


State: TypeAlias = Unheard | Dispatched | Received


def decide(command: ConsignmentCommand, state: State) -> Sequence[ConsignmentEvent]:
    match command, state:
        case ExpectConsignment(), Unheard():
            return [expect(command)]
        case ExpectConsignment(), Dispatched() | Received():
            return []
        case ScanIn(), Unheard():
            raise unexpected_key()
        case ScanIn(), Dispatched():
            return scan_in(command, state)
        case ScanIn(), Received():
            content_for(command, state.expected)
            return []


def expect(command: ExpectConsignment) -> ConsignmentExpected:
    return ConsignmentExpected(
        consignment_id=command.consignment_id,
        body=command.body,
        waybill=command.waybill,
        contents=command.contents,
        dispatched_at=command.at,
    )


def scan_in(command: ScanIn, state: Dispatched) -> Sequence[ConsignmentEvent]:
    content = content_for(command, state.expected)
    if content.token_serial in state.arrived:
        return []
    found = ContentScannedIn(consignment_id=command.consignment_id, body=command.body, content=content, scanned_at=command.at)
    if len(state.arrived) + 1 < len(state.expected.contents):
        return [found]
    return [
        found,
        ConsignmentReceived(consignment_id=command.consignment_id, body=command.body, received_at=command.at),
    ]


def content_for(command: ScanIn, expected: ConsignmentExpected) -> Content:
    """The key that this token is. Raises Refused where the parcel or the body is another's."""
    found = next((c for c in expected.contents if c.token_serial == command.token_serial), None)
    if found is None or command.body != expected.body:
        raise unexpected_key()
    return found


def unexpected_key() -> Refused:
    return Refused(
        "unexpected_key",
        zh="该钥匙不在此包裹的清单中，请单独保管并联系服务商",
        en="this key is not in the contents of this parcel: keep it apart and tell the provider",
    )


def evolve(state: State, event: ConsignmentEvent) -> State:
    match event, state:
        case ConsignmentExpected(), Unheard() | Dispatched() | Received():
            return Dispatched(expected=event, arrived=frozenset())
        case ContentScannedIn(), Dispatched():
            return replace(state, arrived=state.arrived | {event.content.token_serial})
        case ConsignmentReceived(), Dispatched():
            return Received(expected=state.expected)
        case ContentScannedIn() | ConsignmentReceived(), Unheard() | Received():
            return state


consignment: Decider[ConsignmentCommand, State, ConsignmentEvent] = Decider(decide=decide, evolve=evolve, initial=Unheard())
