"""How does a produced key leave, and when is its PIN shown?"""

from collections.abc import Sequence

from services.production.commands.order import DispatchKey, PackKey, RecordReceipt, ShowPin
from services.production.decider.order import refusals
from services.production.decider.order.states import (
    Cancelled,
    Dispatched,
    Missing,
    NotYet,
    Open,
    Packed,
    Produced,
    Received,
    Spoiled,
    Started,
    State,
    Unclaimed,
    WithdrawalRemembered,
)
from services.production.events.order import KeyDispatched, KeyPacked, OrderEvent, PinShown, ReceiptRecorded


def pack(command: PackKey, state: State) -> Sequence[OrderEvent]:
    """A produced key goes into one consignment (docs/states.md §4)."""
    match state:
        case Produced():
            return [
                KeyPacked(
                    case_id=command.case_id,
                    application_number=state.order.application_number,
                    consignment_id=command.consignment_id,
                    body=state.order.issuing_body,
                    token_serial=state.key.token_serial,
                    packed_at=command.at,
                )
            ]
        case Packed() | Dispatched() | Missing() if state.consignment_id == command.consignment_id:
            return []
        case Packed() | Dispatched() | Missing() | Received():
            raise refusals.in_another_consignment()
        case Open() | Started() | Spoiled():
            raise refusals.not_produced()
        case NotYet() | WithdrawalRemembered():
            raise refusals.no_order()
        case Unclaimed():
            raise refusals.unclaimed()
        case Cancelled():
            raise refusals.cancelled()


def dispatch(command: DispatchKey, state: State) -> Sequence[OrderEvent]:
    """The key leaves with its consignment."""
    match state:
        case Packed() if state.consignment_id == command.consignment_id:
            return [
                KeyDispatched(
                    case_id=command.case_id,
                    application_number=state.order.application_number,
                    account_id=state.order.account_id,
                    consignment_id=command.consignment_id,
                    body=command.body,
                    waybill=command.waybill,
                    key=state.key,
                    dispatched_at=command.at,
                )
            ]
        case Dispatched() | Missing() if state.consignment_id == command.consignment_id:
            return []
        case Packed() | Dispatched() | Missing() | Received():
            raise refusals.in_another_consignment()
        case NotYet() | WithdrawalRemembered() | Open() | Started() | Produced() | Spoiled() | Unclaimed() | Cancelled():
            raise refusals.not_packed()


def receive(command: RecordReceipt, state: State) -> Sequence[OrderEvent]:
    """The enterprise has exactly this key; only a dispatched one can be had."""
    match state:
        case Dispatched() if state.key.certificate_serial == command.certificate_serial:
            return [
                ReceiptRecorded(
                    case_id=command.case_id,
                    application_number=state.order.application_number,
                    login_name=state.order.login_name,
                    token_serial=state.key.token_serial,
                    certificate_serial=command.certificate_serial,
                    received_at=command.at,
                )
            ]
        case Received() if state.key.certificate_serial == command.certificate_serial:
            return []
        case Missing() if state.key.certificate_serial == command.certificate_serial:
            raise refusals.missing()
        case Dispatched() | Missing() | Received():
            raise refusals.another_certificate()
        case (
            NotYet() | WithdrawalRemembered() | Open() | Started() | Produced() | Packed() | Spoiled() | Unclaimed() | Cancelled()
        ):
            raise refusals.not_dispatched()


def show_pin(command: ShowPin, state: State) -> Sequence[OrderEvent]:
    """After receipt, and once: a repeat is refused, because the PIN would be seen twice (docs/domain.md §7)."""
    match state:
        case Received(pin_shown=False):
            return [
                PinShown(
                    case_id=command.case_id,
                    application_number=state.order.application_number,
                    token_serial=state.key.token_serial,
                    shown_at=command.at,
                )
            ]
        case Received():
            raise refusals.pin_already_shown()
        case Open() | Started() | Produced() | Packed() | Dispatched() | Missing() | Spoiled():
            raise refusals.not_received()
        case NotYet() | WithdrawalRemembered():
            raise refusals.no_order()
        case Unclaimed():
            raise refusals.unclaimed()
        case Cancelled():
            raise refusals.cancelled()
