"""How does a key take each step of its way? One rule per wish."""

from collections.abc import Sequence
from dataclasses import replace

from services.delivery.commands.key import (
    AcceptKey,
    AnnounceKey,
    ChoosePreference,
    ConfirmReceipt,
    ExpectKey,
    HandOverKey,
    NotifyEnterprise,
    PostKey,
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
    Unclaimed,
    Unknown,
    WrittenOff,
)
from services.delivery.events.key import (
    EnterpriseNotified,
    KeyAnnounced,
    KeyExpected,
    KeyHandedOver,
    KeyPosted,
    KeyScannedIn,
    PreferenceChosen,
    ReceiptConfirmed,
)
from services.delivery.values import Preference, Terms


def announce(
    command: AnnounceKey, state: Unknown | Announced | InTransit | AtIssuingBody | ReadyToCollect | Missing | WrittenOff
) -> Sequence[KeyAnnounced]:
    """A later round's terms replace an earlier one's, but never what the enterprise chose here."""
    known = None if isinstance(state, Unknown) else state.terms
    terms = command.terms
    if known and known.round >= terms.round:
        return []
    if known and known.preference_from == "enterprise":
        terms = replace(terms, preference=known.preference, preference_from="enterprise")
    return [KeyAnnounced(case=command.case, terms=terms, announced_at=command.at)]


def expect(command: ExpectKey) -> KeyExpected:
    return KeyExpected(case=command.case, shipment=command.shipment, expected_at=command.at)


def expect_again(
    command: ExpectKey,
    state: InTransit | AtIssuingBody | ReadyToCollect | Posted | Missing | Unclaimed | HandedOver | Received,
) -> Sequence[KeyExpected]:
    """A newer key waits until the end of this one was heard; word of an older one comes too late to matter."""
    if command.shipment.token_serial == state.shipment.token_serial:
        return []
    if command.shipment.dispatched_at >= state.shipment.dispatched_at:
        raise refusals.another_key_under_way()
    return []


def expect_next(command: ExpectKey, state: WrittenOff) -> Sequence[KeyExpected]:
    """The next attempt travels like the first."""
    if command.shipment.token_serial == state.shipment.token_serial:
        return []
    if command.shipment.dispatched_at < state.shipment.dispatched_at:
        return []
    return [expect(command)]


def accept(command: AcceptKey, state: InTransit) -> KeyScannedIn:
    if command.token_serial != state.shipment.token_serial or command.consignment_id != state.shipment.consignment_id:
        raise refusals.not_dispatched()
    return KeyScannedIn(case=state.case, body=command.body, token_serial=command.token_serial, scanned_at=command.at)


def accept_again(
    command: AcceptKey, state: AtIssuingBody | ReadyToCollect | Posted | HandedOver | Received
) -> Sequence[KeyScannedIn]:
    if command.token_serial != state.shipment.token_serial:
        raise refusals.another_key_under_way()
    return []


def choose(
    command: ChoosePreference, state: Announced | InTransit | AtIssuingBody | ReadyToCollect | WrittenOff
) -> Sequence[PreferenceChosen]:
    """Until posted or handed over (`docs/states.md §7`, 15)."""
    if state.terms is None:
        raise refusals.terms_unknown()
    if command.preference == state.terms.preference:
        return []
    return [PreferenceChosen(case=state.case, preference=command.preference, chosen_at=command.at)]


def notify(command: NotifyEnterprise, state: AtIssuingBody) -> EnterpriseNotified:
    terms = wanted(state.terms, "collect")
    point = terms.pick_up_point
    return EnterpriseNotified(
        case=state.case,
        account_id=terms.account_id,
        pick_up_zh=f"{point.name_zh}，{point.address_zh}",
        pick_up_en=f"{point.name_en}, {point.address_en}",
        notified_at=command.at,
    )


def post(command: PostKey, state: AtIssuingBody | ReadyToCollect) -> KeyPosted:
    terms = wanted(state.terms, "post")
    return KeyPosted(case=state.case, account_id=terms.account_id, waybill=command.waybill, posted_at=command.at)


def post_again(command: PostKey, state: Posted) -> Sequence[KeyPosted]:
    if command.waybill != state.waybill:
        raise refusals.already_posted()
    return []


def hand_over(command: HandOverKey, state: ReadyToCollect) -> KeyHandedOver:
    """To one of the enterprise's own persons or a bearer of its letter, every original seen, the old key back where due."""
    terms = wanted(state.terms, "collect")
    if command.collector_id not in terms.persons and not command.authorisation_letter:
        raise refusals.authorisation_letter_missing()
    unchecked = [slot for slot in terms.originals if slot not in command.originals_checked]
    if unchecked:
        raise refusals.originals_unchecked(unchecked)
    if terms.old_key_due and not command.old_key_returned:
        raise refusals.old_key_missing()
    return KeyHandedOver(
        case=state.case,
        collector_id=command.collector_id,
        collector=command.collector,
        authorisation_letter=command.authorisation_letter,
        originals_checked=command.originals_checked,
        old_key_returned=command.old_key_returned,
        handed_over_at=command.at,
    )


def receive(command: ConfirmReceipt, state: Posted | HandedOver) -> ReceiptConfirmed:
    return ReceiptConfirmed(
        case=state.case,
        account_id=state.terms.account_id,
        token_serial=state.shipment.token_serial,
        certificate_serial=state.shipment.certificate_serial,
        confirmed_at=command.at,
    )


def wanted(terms: Terms | None, preference: Preference) -> Terms:
    """The terms, where they ask for this. Raises Refused where they ask for the other, or are not known yet."""
    if terms is None:
        raise refusals.terms_unknown()
    if terms.preference != preference:
        raise refusals.preference_is(terms.preference)
    return terms
