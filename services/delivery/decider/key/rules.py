"""Which wish about a key is granted in which state? Every pair, written out."""

from collections.abc import Sequence

from services.delivery.commands.key import (
    AcceptKey,
    AnnounceKey,
    ChoosePreference,
    ConfirmKeyLoss,
    ConfirmReceipt,
    DeclareOldKeyLost,
    EndUnclaimed,
    ExpectKey,
    ExpireKey,
    FindKey,
    HandOverKey,
    KeyCommand,
    MissKey,
    NoteMailFailure,
    NotifyEnterprise,
    PostKey,
    RemindEnterprise,
    SettleMailFailure,
    SuspectLoss,
)
from services.delivery.decider.key import losing, refusals, steps
from services.delivery.decider.key.states import (
    Announced,
    AtIssuingBody,
    HandedOver,
    InTransit,
    Missing,
    Posted,
    ReadyToCollect,
    Received,
    State,
    Unclaimed,
    Unknown,
    WrittenOff,
)
from services.delivery.events.key import KeyEvent


def decide(command: KeyCommand, state: State) -> Sequence[KeyEvent]:
    match command:
        case AnnounceKey() | ExpectKey() | AcceptKey() | ChoosePreference():
            return on_the_way(command, state)
        case NotifyEnterprise() | PostKey() | HandOverKey() | ConfirmReceipt():
            return at_the_body(command, state)
        case MissKey():
            return losing.miss(command, state)
        case FindKey():
            return losing.find(command, state)
        case ConfirmKeyLoss():
            return losing.confirm_loss(command, state)
        case ExpireKey():
            return losing.expire(command, state)
        case SuspectLoss():
            return losing.suspect(command, state)
        case RemindEnterprise():
            return losing.remind(command, state)
        case EndUnclaimed():
            return losing.end_unclaimed(command, state)
        case DeclareOldKeyLost():
            return losing.declare_old_key_lost(command, state)
        case NoteMailFailure():
            return losing.note_mail_failure(command, state)
        case SettleMailFailure():
            return losing.settle_mail_failure(command, state)


def on_the_way(command: AnnounceKey | ExpectKey | AcceptKey | ChoosePreference, state: State) -> Sequence[KeyEvent]:
    match command, state:
        case AnnounceKey(), Unknown() | Announced() | InTransit() | AtIssuingBody() | ReadyToCollect() | Missing() | WrittenOff():
            return steps.announce(command, state)
        case AnnounceKey(), Posted() | Unclaimed() | HandedOver() | Received():
            return []
        case ExpectKey(), Unknown() | Announced():
            return [steps.expect(command)]
        case ExpectKey(), WrittenOff():
            return steps.expect_next(command, state)
        case (
            ExpectKey(),
            InTransit() | AtIssuingBody() | ReadyToCollect() | Posted() | Missing() | Unclaimed() | HandedOver() | Received(),
        ):
            return steps.expect_again(command, state)
        case AcceptKey(), Unknown() | Announced():
            raise refusals.not_dispatched()
        case AcceptKey(), InTransit():
            return [steps.accept(command, state)]
        case AcceptKey(), Missing():
            raise refusals.missing(state)
        case AcceptKey(), WrittenOff() | Unclaimed():
            return []
        case AcceptKey(), AtIssuingBody() | ReadyToCollect() | Posted() | HandedOver() | Received():
            return steps.accept_again(command, state)
        case ChoosePreference(), Unknown():
            raise refusals.terms_unknown()
        case ChoosePreference(), Announced() | InTransit() | AtIssuingBody() | ReadyToCollect() | WrittenOff():
            return steps.choose(command, state)
        case ChoosePreference(), Missing():
            raise refusals.missing(state)
        case ChoosePreference(), Posted():
            raise refusals.already_posted()
        case ChoosePreference(), Unclaimed():
            raise refusals.unclaimed()
        case ChoosePreference(), HandedOver() | Received():
            raise refusals.already_handed_over()


def at_the_body(command: NotifyEnterprise | PostKey | HandOverKey | ConfirmReceipt, state: State) -> Sequence[KeyEvent]:
    match command, state:
        case NotifyEnterprise() | PostKey() | HandOverKey(), Unknown() | Announced() | InTransit() | WrittenOff():
            raise refusals.not_at_issuing_body()
        case NotifyEnterprise() | PostKey() | HandOverKey() | ConfirmReceipt(), Missing():
            raise refusals.missing(state)
        case NotifyEnterprise() | PostKey() | HandOverKey() | ConfirmReceipt(), Unclaimed():
            raise refusals.unclaimed()
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
        case ConfirmReceipt(), Unknown() | Announced() | InTransit() | AtIssuingBody() | ReadyToCollect() | WrittenOff():
            raise refusals.nothing_to_receive()
        case ConfirmReceipt(), Posted() | HandedOver():
            return [steps.receive(command, state)]
        case ConfirmReceipt(), Received():
            return []
