"""What is allowed with a consignment on its way? The recorded order decides between scan-in and loss (`docs/states.md §4`)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from chassis.decider import Decider, Refused
from chassis.messages import value
from services.delivery.commands.consignment import (
    CloseShort,
    ConfirmLoss,
    ConsignmentCommand,
    DeclareFound,
    DeclareLost,
    ExpectConsignment,
    ReportDamaged,
    ScanIn,
)
from services.delivery.events.consignment import (
    ConsignmentClosedShort,
    ConsignmentEvent,
    ConsignmentExpected,
    ConsignmentFound,
    ConsignmentLost,
    ConsignmentReceived,
    ConsignmentWrittenOff,
    ContentScannedIn,
    UnexpectedKeyScanned,
)
from services.delivery.values import Content, MissingReason


@value
class Unheard:
    """No such consignment is known."""


@value
class Dispatched:
    """The parcel is on its way, or being unpacked; `arrived` are the tokens found so far, `strange` those that it should not hold."""

    expected: ConsignmentExpected
    arrived: frozenset[str]
    strange: frozenset[str] = frozenset()


@value
class Received:
    """Every key was found."""

    expected: ConsignmentExpected
    arrived: frozenset[str]
    strange: frozenset[str] = frozenset()


@value
class ReceivedShort:
    """Unpacked, and not everything was in it."""

    expected: ConsignmentExpected
    arrived: frozenset[str]
    closed_at: datetime
    strange: frozenset[str] = frozenset()


@value
class Lost:
    """`missing` is missed since `declared_at`."""

    expected: ConsignmentExpected
    arrived: frozenset[str]
    reason: MissingReason
    missing: tuple[Content, ...]
    declared_at: datetime
    strange: frozenset[str] = frozenset()


@value
class WrittenOff:
    """The provider gave up `missing`."""

    expected: ConsignmentExpected
    arrived: frozenset[str]
    missing: tuple[Content, ...]
    written_off_at: datetime
    strange: frozenset[str] = frozenset()


Known: TypeAlias = Dispatched | Received | ReceivedShort | Lost | WrittenOff
State: TypeAlias = Unheard | Known


def decide(command: ConsignmentCommand, state: State) -> Sequence[ConsignmentEvent]:
    match command, state:
        case ExpectConsignment(), Unheard():
            return [expect(command)]
        case ExpectConsignment(), Dispatched() | Received() | ReceivedShort() | Lost() | WrittenOff():
            return []
        case ScanIn() | CloseShort() | DeclareLost() | ReportDamaged() | DeclareFound() | ConfirmLoss(), Unheard():
            raise unheard()
        case ScanIn(), Dispatched() | Received() | ReceivedShort() | Lost() | WrittenOff():
            return scan(command, state)
        case CloseShort(), Dispatched():
            return [close_short(command, state)]
        case CloseShort(), ReceivedShort():
            return []
        case CloseShort() | DeclareLost(), Received():
            raise already_received()
        case CloseShort(), Lost() | WrittenOff():
            raise reported_lost(state)
        case DeclareLost(), Dispatched() | ReceivedShort():
            return [declare_lost(command, state)]
        case DeclareLost() | ReportDamaged(), Lost() | WrittenOff():
            return []
        case ReportDamaged(), Dispatched() | Received() | ReceivedShort():
            return [miss(command, state, "parcel_damaged", state.expected.contents)]
        case DeclareFound(), ReceivedShort() | Lost():
            return find(command, state)
        case DeclareFound(), Dispatched() | Received():
            return []
        case DeclareFound(), WrittenOff():
            raise reported_lost(state)
        case ConfirmLoss(), Lost():
            return [write_off(command, state)]
        case ConfirmLoss(), WrittenOff():
            return []
        case ConfirmLoss(), Dispatched() | Received() | ReceivedShort():
            raise Refused("not_declared_lost", zh="该包裹未申报丢失", en="this parcel was not declared lost")


def expect(command: ExpectConsignment) -> ConsignmentExpected:
    return ConsignmentExpected(
        consignment_id=command.consignment_id,
        body=command.body,
        waybill=command.waybill,
        contents=command.contents,
        dispatched_at=command.at,
    )


def scan(command: ScanIn, state: Known) -> Sequence[ConsignmentEvent]:
    """A key of this parcel is scanned in; any other is set apart, as is one whose loss was confirmed."""
    content = next((c for c in state.expected.contents if c.token_serial == command.token_serial), None)
    if content is None or command.body != state.expected.body:
        return set_apart(command, state, written_off=False)
    match state:
        case WrittenOff() if content in state.missing:
            return set_apart(command, state, written_off=True)
        case Lost() if content in state.missing:
            raise reported_lost(state)
        case ReceivedShort() if content.token_serial not in state.arrived:
            raise closed_short(state)
        case Dispatched() if content.token_serial not in state.arrived:
            return scan_in(command, state, content)
        case Dispatched() | Received() | ReceivedShort() | Lost() | WrittenOff():
            return []


def scan_in(command: ScanIn, state: Dispatched, content: Content) -> Sequence[ConsignmentEvent]:
    found = ContentScannedIn(consignment_id=command.consignment_id, body=command.body, content=content, scanned_at=command.at)
    if len(state.arrived) + 1 < len(state.expected.contents):
        return [found]
    return [
        found,
        ConsignmentReceived(consignment_id=command.consignment_id, body=command.body, received_at=command.at),
    ]


def set_apart(command: ScanIn, state: Known, *, written_off: bool) -> Sequence[ConsignmentEvent]:
    if command.token_serial in state.strange:
        return []
    return [
        UnexpectedKeyScanned(
            consignment_id=command.consignment_id,
            body=command.body,
            token_serial=command.token_serial,
            written_off=written_off,
            scanned_at=command.at,
        )
    ]


def close_short(command: CloseShort, state: Dispatched) -> ConsignmentClosedShort:
    """Only after something was scanned in: a parcel of which nothing came is lost, not short."""
    if not state.arrived:
        raise Refused("nothing_scanned_in", zh="尚未扫描任何钥匙", en="no key of this parcel was scanned in yet")
    return ConsignmentClosedShort(
        consignment_id=command.consignment_id,
        body=state.expected.body,
        missing=not_arrived(state),
        closed_at=command.at,
    )


def declare_lost(command: DeclareLost, state: Dispatched | ReceivedShort) -> ConsignmentLost:
    """A parcel of which a key was scanned in is not lost; close it short first (`docs/states.md §7`, 11)."""
    match state:
        case Dispatched() if state.arrived:
            raise Refused(
                "already_scanned_in",
                zh="该包裹已有钥匙扫描入库，请按缺件处理",
                en="keys of this parcel were scanned in: close it with the missing ones",
            )
        case Dispatched():
            return miss(command, state, "parcel_lost", state.expected.contents)
        case ReceivedShort():
            return miss(command, state, "parcel_short", not_arrived(state))


def miss(
    command: DeclareLost | ReportDamaged,
    state: Dispatched | Received | ReceivedShort,
    reason: MissingReason,
    missing: tuple[Content, ...],
) -> ConsignmentLost:
    return ConsignmentLost(
        consignment_id=command.consignment_id,
        body=state.expected.body,
        reason=reason,
        missing=missing,
        declared_at=command.at,
    )


def find(command: DeclareFound, state: ReceivedShort | Lost) -> Sequence[ConsignmentFound]:
    found = state.missing if isinstance(state, Lost) else not_arrived(state)
    return [ConsignmentFound(consignment_id=command.consignment_id, body=state.expected.body, found=found, found_at=command.at)]


def write_off(command: ConfirmLoss, state: Lost) -> ConsignmentWrittenOff:
    return ConsignmentWrittenOff(
        consignment_id=command.consignment_id,
        body=state.expected.body,
        missing=state.missing,
        written_off_at=command.at,
    )


def not_arrived(state: Dispatched | ReceivedShort) -> tuple[Content, ...]:
    return tuple(c for c in state.expected.contents if c.token_serial not in state.arrived)


def unheard() -> Refused:
    return Refused("no_parcel", zh="没有该包裹", en="there is no such parcel")


def already_received() -> Refused:
    return Refused("already_received", zh="该包裹已全部扫描入库", en="every key of this parcel was scanned in")


def closed_short(state: ReceivedShort) -> Refused:
    return Refused(
        "closed_short",
        zh=f"该钥匙已于 {state.closed_at.isoformat()} 报告缺失，请先登记找到",
        en=f"this key was reported missing at {state.closed_at.isoformat()}: report it found first",
    )


def reported_lost(state: Lost | WrittenOff) -> Refused:
    """The earlier fact is shown (`docs/states.md §7`, 11)."""
    match state:
        case Lost():
            return Refused(
                "reported_lost",
                zh=f"该包裹已于 {state.declared_at.isoformat()} 申报丢失或损坏，请先登记找到",
                en=f"this parcel was reported lost or damaged at {state.declared_at.isoformat()}: report it found first",
            )
        case WrittenOff():
            return Refused(
                "written_off",
                zh=f"服务商已于 {state.written_off_at.isoformat()} 确认丢失",
                en=f"the provider confirmed the loss at {state.written_off_at.isoformat()}",
            )


def unexpected_key() -> Refused:
    """What is said to the receiver once such a key is set apart."""
    return Refused(
        "unexpected_key",
        zh="该钥匙不在此包裹的清单中，或已确认丢失，现已隔离，请单独保管",
        en="this key is not in the contents of this parcel, or its loss was confirmed: it is quarantined now, keep it apart",
    )


def evolve(state: State, event: ConsignmentEvent) -> State:
    match event:
        case ConsignmentExpected():
            return Dispatched(expected=event, arrived=frozenset())
        case ContentScannedIn():
            before = known(state)
            return replace(before, arrived=before.arrived | {event.content.token_serial})
        case UnexpectedKeyScanned():
            before = known(state)
            return replace(before, strange=before.strange | {event.token_serial})
        case ConsignmentReceived():
            before = known(state)
            return Received(expected=before.expected, arrived=before.arrived, strange=before.strange)
        case ConsignmentClosedShort():
            return short(known(state), event)
        case ConsignmentLost():
            return lost(known(state), event)
        case ConsignmentFound():
            return found(known(state))
        case ConsignmentWrittenOff():
            return written_off(known(state), event)


def short(before: Known, event: ConsignmentClosedShort) -> ReceivedShort:
    return ReceivedShort(expected=before.expected, arrived=before.arrived, strange=before.strange, closed_at=event.closed_at)


def lost(before: Known, event: ConsignmentLost) -> Lost:
    return Lost(
        expected=before.expected,
        arrived=before.arrived,
        strange=before.strange,
        reason=event.reason,
        missing=event.missing,
        declared_at=event.declared_at,
    )


def found(before: Known) -> Dispatched | Received:
    """On its way again, or all there."""
    if len(before.arrived) == len(before.expected.contents):
        return Received(expected=before.expected, arrived=before.arrived, strange=before.strange)
    return Dispatched(expected=before.expected, arrived=before.arrived, strange=before.strange)


def written_off(before: Known, event: ConsignmentWrittenOff) -> WrittenOff:
    return WrittenOff(
        expected=before.expected,
        arrived=before.arrived,
        strange=before.strange,
        missing=event.missing,
        written_off_at=event.written_off_at,
    )


def known(state: State) -> Known:
    """Raises ValueError for a history without a parcel."""
    if isinstance(state, Unheard):
        raise ValueError("this history has no parcel")
    return state


consignment: Decider[ConsignmentCommand, State, ConsignmentEvent] = Decider(decide=decide, evolve=evolve, initial=Unheard())
