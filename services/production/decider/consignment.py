"""What may become of a parcel while it is at the provider? Packing, then dispatched (docs/states.md §4)."""

from collections.abc import Sequence
from typing import TypeAlias

from chassis.decider import Decider, Refused
from chassis.messages import value
from services.production.commands.consignment import AddKey, ConsignmentCommand, DispatchConsignment, OpenConsignment
from services.production.events.consignment import ConsignmentDispatched, ConsignmentEvent, ConsignmentOpened, KeyAdded
from services.production.values import Content


@value
class Unopened:
    """There is no such parcel."""


@value
class Packing:
    """Keys may be put in."""

    body: str
    contents: tuple[Content, ...]


@value
class Sent:
    """The courier has it."""

    body: str
    waybill: str
    contents: tuple[Content, ...]


State: TypeAlias = Unopened | Packing | Sent


def decide(command: ConsignmentCommand, state: State) -> Sequence[ConsignmentEvent]:
    match command, state:
        case OpenConsignment(), Unopened():
            return [ConsignmentOpened(consignment_id=command.consignment_id, body=command.body, opened_at=command.at)]
        case OpenConsignment(), Packing() | Sent():
            return []
        case AddKey(), Packing():
            return add(command, state)
        case AddKey(), Sent():
            return added_before(command, state)
        case DispatchConsignment(), Packing():
            return [dispatch(command, state)]
        case DispatchConsignment(), Sent():
            return dispatched_before(command, state)
        case AddKey() | DispatchConsignment(), Unopened():
            raise Refused("no_consignment", zh="没有该批次", en="there is no such consignment")


def add(command: AddKey, state: Packing) -> Sequence[ConsignmentEvent]:
    """Only keys of the parcel's own body go in."""
    if command.content in state.contents:
        return []
    if command.body != state.body:
        raise Refused("another_body", zh="电子钥匙属于另一发证机构", en="the key is for another issuing body")
    return [KeyAdded(consignment_id=command.consignment_id, content=command.content, added_at=command.at)]


def added_before(command: AddKey, state: Sent) -> Sequence[ConsignmentEvent]:
    if command.content in state.contents:
        return []
    raise Refused("already_dispatched", zh="该批次已发出", en="the consignment was dispatched already")


def dispatch(command: DispatchConsignment, state: Packing) -> ConsignmentDispatched:
    """An empty parcel is not sent."""
    if not state.contents:
        raise Refused("nothing_packed", zh="批次中没有电子钥匙", en="the consignment is empty")
    return ConsignmentDispatched(
        consignment_id=command.consignment_id,
        body=state.body,
        waybill=command.waybill,
        contents=state.contents,
        dispatched_at=command.at,
    )


def dispatched_before(command: DispatchConsignment, state: Sent) -> Sequence[ConsignmentEvent]:
    if command.waybill == state.waybill:
        return []
    raise Refused("already_dispatched", zh="该批次已用另一运单发出", en="the consignment left with another waybill")


def evolve(state: State, event: ConsignmentEvent) -> State:
    match event:
        case ConsignmentOpened():
            return Packing(body=event.body, contents=())
        case KeyAdded():
            return Packing(body=packing(state).body, contents=(*packing(state).contents, event.content))
        case ConsignmentDispatched():
            return Sent(body=event.body, waybill=event.waybill, contents=event.contents)


def packing(state: State) -> Packing:
    """The parcel that is being packed. Raises ValueError for a history without one."""
    match state:
        case Packing():
            return state
        case Unopened() | Sent():
            raise ValueError("this history has no parcel that is being packed")


consignment: Decider[ConsignmentCommand, State, ConsignmentEvent] = Decider(decide=decide, evolve=evolve, initial=Unopened())
