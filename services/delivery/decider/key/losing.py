"""What becomes of a key that does not arrive, is not collected, or whose mails bounce? (`docs/states.md §4`, §7 #10–#16, #42)"""

from collections.abc import Sequence

from services.delivery.commands.key import (
    ConfirmKeyLoss,
    DeclareOldKeyLost,
    EndUnclaimed,
    ExpireKey,
    FindKey,
    MissKey,
    NoteMailFailure,
    RemindEnterprise,
    SettleMailFailure,
    SuspectLoss,
)
from services.delivery.decider.key import refusals
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
    UnderWay,
    Unknown,
    WrittenOff,
)
from services.delivery.events.key import (
    EnterpriseReminded,
    KeyEvent,
    KeyExpired,
    KeyFound,
    KeyLossConfirmed,
    KeyMissing,
    KeyUnclaimed,
    LossSuspected,
    MailFailureNoted,
    MailFailureSettled,
    OldKeyDeclaredLost,
)


def miss(command: MissKey, state: State) -> Sequence[KeyEvent]:
    """With its parcel until it left the body; on the second leg only once it was posted. Another token is another attempt."""
    second_leg = command.reason == "lost_on_second_leg"
    match state:
        case Unknown() | Announced():
            raise refusals.not_dispatched()
        case InTransit() | AtIssuingBody() | ReadyToCollect() | Posted() if state.shipment.token_serial != command.token_serial:
            return []
        case InTransit() | AtIssuingBody() | ReadyToCollect():
            if second_leg:
                raise refusals.not_posted()
            return [missing(command, state)]
        case Posted():
            return [missing(command, state)] if second_leg else []
        case Missing() | WrittenOff():
            return []
        case Unclaimed() | HandedOver() | Received():
            if second_leg:
                raise refusals.not_posted()
            return []


def missing(command: MissKey, state: UnderWay) -> KeyMissing:
    return KeyMissing(
        case=state.case,
        token_serial=command.token_serial,
        certificate_serial=state.shipment.certificate_serial,
        reason=command.reason,
        missing_at=command.at,
    )


def find(command: FindKey, state: State) -> Sequence[KeyEvent]:
    """Before its loss is confirmed; what was missed with its parcel is found with its parcel."""
    match state:
        case Missing() if its_own(command, state):
            return [
                KeyFound(
                    case=state.case,
                    token_serial=command.token_serial,
                    certificate_serial=state.shipment.certificate_serial,
                    found_at=command.at,
                )
            ]
        case Missing() if command.second_leg:
            raise refusals.missing_with_parcel()
        case WrittenOff() if command.second_leg:
            raise refusals.loss_confirmed()
        case InTransit() | AtIssuingBody() | ReadyToCollect() | Posted() | Missing() | WrittenOff():
            return []
        case Unknown() | Announced() | Unclaimed() | HandedOver() | Received():
            return []


def confirm_loss(command: ConfirmKeyLoss, state: State) -> Sequence[KeyEvent]:
    """The certificate ends and the same case gets its next key, whichever leg it was (`docs/states.md §7`, 12)."""
    match state:
        case Missing() if its_own(command, state):
            return [
                KeyLossConfirmed(
                    case=state.case,
                    token_serial=command.token_serial,
                    certificate_serial=state.shipment.certificate_serial,
                    confirmed_at=command.at,
                )
            ]
        case Missing() if command.second_leg:
            raise refusals.missing_with_parcel()
        case InTransit() | AtIssuingBody() | ReadyToCollect() | Posted() if command.second_leg:
            raise refusals.not_missing()
        case InTransit() | AtIssuingBody() | ReadyToCollect() | Posted() | Missing() | WrittenOff():
            return []
        case Unknown() | Announced() | Unclaimed() | HandedOver() | Received():
            return []


def its_own(command: FindKey | ConfirmKeyLoss, state: Missing) -> bool:
    """Whether the word is about this token on this leg."""
    second_leg = state.reason == "lost_on_second_leg"
    return (command.token_serial, command.second_leg) == (state.shipment.token_serial, second_leg)


def expire(command: ExpireKey, state: State) -> Sequence[KeyEvent]:
    """Before the enterprise has it; the case waits for its next key (`docs/states.md §7`, 34)."""
    match state:
        case InTransit() | AtIssuingBody() | ReadyToCollect() | Posted() | Missing() if (
            state.shipment.certificate_serial == command.certificate_serial
        ):
            return [
                KeyExpired(
                    case=state.case,
                    token_serial=state.shipment.token_serial,
                    certificate_serial=command.certificate_serial,
                    expired_at=command.at,
                )
            ]
        case InTransit() | AtIssuingBody() | ReadyToCollect() | Posted() | Missing() | WrittenOff():
            return []
        case Unknown() | Announced() | Unclaimed() | HandedOver() | Received():
            return []


def suspect(command: SuspectLoss, state: State) -> Sequence[KeyEvent]:
    """Said once on each leg (`docs/states.md §7`, 13)."""
    match state:
        case InTransit(suspected=False) if command.leg == "to_issuing_body":
            return [LossSuspected(case=state.case, leg=command.leg, suspected_at=command.at)]
        case Posted(suspected=False) if command.leg == "to_enterprise":
            return [LossSuspected(case=state.case, leg=command.leg, suspected_at=command.at)]
        case InTransit() | AtIssuingBody() | ReadyToCollect() | Posted() | Missing() | WrittenOff():
            return []
        case Unknown() | Announced() | Unclaimed() | HandedOver() | Received():
            return []


def remind(command: RemindEnterprise, state: State) -> Sequence[KeyEvent]:
    """A later reminder than the last, while the key lies ready; those that fell due unheard are not made up for."""
    match state:
        case ReadyToCollect() if command.reminder > state.reminders:
            point = state.terms.pick_up_point
            return [
                EnterpriseReminded(
                    case=state.case,
                    account_id=state.terms.account_id,
                    reminder=command.reminder,
                    pick_up_zh=f"{point.name_zh}，{point.address_zh}",
                    pick_up_en=f"{point.name_en}, {point.address_en}",
                    reminded_at=command.at,
                )
            ]
        case InTransit() | AtIssuingBody() | ReadyToCollect() | Posted() | Missing() | WrittenOff():
            return []
        case Unknown() | Announced() | Unclaimed() | HandedOver() | Received():
            return []


def end_unclaimed(command: EndUnclaimed, state: State) -> Sequence[KeyEvent]:
    """Only a key that lies ready can be left lying (`docs/states.md §7`, 14)."""
    match state:
        case ReadyToCollect():
            return [
                KeyUnclaimed(
                    case=state.case,
                    account_id=state.terms.account_id,
                    token_serial=state.shipment.token_serial,
                    certificate_serial=state.shipment.certificate_serial,
                    unclaimed_at=command.at,
                )
            ]
        case InTransit() | AtIssuingBody() | Posted() | Missing() | WrittenOff():
            return []
        case Unknown() | Announced() | Unclaimed() | HandedOver() | Received():
            return []


def declare_old_key_lost(command: DeclareOldKeyLost, state: State) -> Sequence[KeyEvent]:
    """At the counter, for a damaged key that cannot be brought (`docs/states.md §7`, 16)."""
    match state:
        case AtIssuingBody() | ReadyToCollect():
            return old_key_lost(command, state)
        case Unknown() | Announced() | InTransit() | WrittenOff():
            raise refusals.not_at_issuing_body()
        case Missing():
            raise refusals.missing(state)
        case Posted():
            raise refusals.already_posted()
        case Unclaimed():
            raise refusals.unclaimed()
        case HandedOver() | Received():
            raise refusals.already_handed_over()


def old_key_lost(command: DeclareOldKeyLost, state: AtIssuingBody | ReadyToCollect) -> Sequence[KeyEvent]:
    if state.terms is None:
        raise refusals.terms_unknown()
    if state.terms.kind != "reissue":
        raise refusals.no_damaged_key()
    return [] if state.terms.loss == "lost" else [OldKeyDeclaredLost(case=state.case, declared_at=command.at)]


def note_mail_failure(command: NoteMailFailure, state: State) -> Sequence[KeyEvent]:
    """A task for the issuing body, while the enterprise can still be reached in vain (`docs/states.md §7`, 42)."""
    match state:
        case ReadyToCollect(mail_failed=False) | Posted(mail_failed=False):
            return [MailFailureNoted(case=state.case, purpose=command.purpose, failed_at=command.at)]
        case InTransit() | AtIssuingBody() | ReadyToCollect() | Posted() | Missing() | WrittenOff():
            return []
        case Unknown() | Announced() | Unclaimed() | HandedOver() | Received():
            return []


def settle_mail_failure(command: SettleMailFailure, state: State) -> Sequence[KeyEvent]:
    """The task is done."""
    match state:
        case ReadyToCollect(mail_failed=True) | Posted(mail_failed=True):
            return [MailFailureSettled(case=state.case, settled_at=command.at)]
        case InTransit() | AtIssuingBody() | ReadyToCollect() | Posted() | Missing() | WrittenOff():
            return []
        case Unknown() | Announced() | Unclaimed() | HandedOver() | Received():
            return []
