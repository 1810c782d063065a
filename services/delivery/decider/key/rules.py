"""Which wish about a key is granted in which state? Every pair, written out."""

from collections.abc import Sequence

from services.delivery.commands.key import (
    AcceptKey,
    AnnounceKey,
    ChoosePreference,
    ConfirmReceipt,
    ExpectKey,
    HandOverKey,
    KeyCommand,
    NotifyEnterprise,
    PostKey,
)
from services.delivery.decider.key import refusals, steps
from services.delivery.decider.key.states import (
    Announced,
    AtIssuingBody,
    HandedOver,
    InTransit,
    Posted,
    ReadyToCollect,
    Received,
    State,
    Unknown,
)
from services.delivery.events.key import KeyEvent


def decide(command: KeyCommand, state: State) -> Sequence[KeyEvent]:
    match command, state:
        case AnnounceKey(), Unknown() | Announced() | InTransit() | AtIssuingBody() | ReadyToCollect():
            return steps.announce(command, state)
        case AnnounceKey(), Posted() | HandedOver() | Received():
            return []
        case ExpectKey(), Unknown() | Announced():
            return [steps.expect(command)]
        case ExpectKey(), InTransit() | AtIssuingBody() | ReadyToCollect() | Posted() | HandedOver() | Received():
            return steps.expect_again(command, state)
        case AcceptKey(), Unknown() | Announced():
            raise refusals.not_dispatched()
        case AcceptKey(), InTransit():
            return [steps.accept(command, state)]
        case AcceptKey(), AtIssuingBody() | ReadyToCollect() | Posted() | HandedOver() | Received():
            return steps.accept_again(command, state)
        case ChoosePreference(), Unknown():
            raise refusals.terms_unknown()
        case ChoosePreference(), Announced() | InTransit() | AtIssuingBody() | ReadyToCollect():
            return steps.choose(command, state)
        case ChoosePreference(), Posted():
            raise refusals.already_posted()
        case ChoosePreference(), HandedOver() | Received():
            raise refusals.already_handed_over()
        case NotifyEnterprise() | PostKey() | HandOverKey(), Unknown() | Announced() | InTransit():
            raise refusals.not_at_issuing_body()
        case NotifyEnterprise(), AtIssuingBody():
            return [steps.notify(command, state)]
        case NotifyEnterprise(), ReadyToCollect():
            return []
        case NotifyEnterprise() | HandOverKey(), Posted():
            raise refusals.already_posted()
        case PostKey(), AtIssuingBody() | ReadyToCollect():
            return [steps.post(command, state)]
        case PostKey(), Posted():
            return steps.post_again(command, state)
        case NotifyEnterprise() | PostKey(), HandedOver():
            raise refusals.already_handed_over()
        case HandOverKey(), AtIssuingBody():
            raise refusals.not_notified()
        case HandOverKey(), ReadyToCollect():
            return [steps.hand_over(command, state)]
        case HandOverKey(), HandedOver():
            return []
        case NotifyEnterprise() | PostKey() | HandOverKey(), Received():
            raise refusals.already_received()
        case ConfirmReceipt(), Unknown() | Announced() | InTransit() | AtIssuingBody() | ReadyToCollect():
            raise refusals.nothing_to_receive()
        case ConfirmReceipt(), Posted() | HandedOver():
            return [steps.receive(command, state)]
        case ConfirmReceipt(), Received():
            return []
