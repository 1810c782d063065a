"""Where can a key be? Its states, and which fact leads from one to the next (`docs/states.md §2`)."""

from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from chassis.messages import value
from services.delivery.events.key import (
    EnterpriseNotified,
    EnterpriseReminded,
    KeyAnnounced,
    KeyEvent,
    KeyExpected,
    KeyExpired,
    KeyFound,
    KeyHandedOver,
    KeyLossConfirmed,
    KeyMissing,
    KeyPosted,
    KeyScannedIn,
    KeyUnclaimed,
    LossSuspected,
    MailFailureNoted,
    MailFailureSettled,
    OldKeyDeclaredLost,
    PreferenceChosen,
    ReceiptConfirmed,
)
from services.delivery.values import Case, MissingReason, Preference, Shipment, Terms


@value
class Unknown:
    """Nothing was heard of the case."""


@value
class Announced:
    """Applied for; nothing was sent yet."""

    case: Case
    terms: Terms


@value
class InTransit:
    """On its way to the issuing body. `terms` is None where the shipment was heard of before the materials."""

    case: Case
    terms: Terms | None
    shipment: Shipment
    suspected: bool = False


@value
class AtIssuingBody:
    """Scanned in; the enterprise does not know yet."""

    case: Case
    terms: Terms | None
    shipment: Shipment


@value
class ReadyToCollect:
    """The enterprise was told where to collect it, and reminded so often; `mail_failed`: by no mail, as far as is known."""

    case: Case
    terms: Terms
    shipment: Shipment
    reminders: int = 0
    mail_failed: bool = False


@value
class Posted:
    """On its way to the enterprise."""

    case: Case
    terms: Terms
    shipment: Shipment
    waybill: str
    suspected: bool = False
    mail_failed: bool = False


UnderWay: TypeAlias = InTransit | AtIssuingBody | ReadyToCollect | Posted


@value
class Missing:
    """It did not arrive as it should since `since`; `was` is where it is again once it is found."""

    was: UnderWay
    reason: MissingReason
    since: datetime

    @property
    def case(self) -> Case:
        """The case it belongs to."""
        return self.was.case

    @property
    def terms(self) -> Terms | None:
        """The terms of its delivery."""
        return self.was.terms

    @property
    def shipment(self) -> Shipment:
        """How it was sent."""
        return self.was.shipment


@value
class WrittenOff:
    """Lost for good, or expired on its way: the case waits for its next key. `shipment` was the last."""

    case: Case
    terms: Terms | None
    shipment: Shipment


@value
class Unclaimed:
    """Nobody collected it: back to the provider, and the case has ended."""

    case: Case
    terms: Terms
    shipment: Shipment


@value
class HandedOver:
    """Given to the collector; the enterprise has not confirmed."""

    case: Case
    terms: Terms
    shipment: Shipment


@value
class Received:
    """The enterprise confirmed that it has the key."""

    case: Case
    terms: Terms
    shipment: Shipment


Shipped: TypeAlias = UnderWay | Missing | WrittenOff | Unclaimed | HandedOver | Received
State: TypeAlias = Unknown | Announced | Shipped


def evolve(state: State, event: KeyEvent) -> State:
    match event:
        case KeyAnnounced():
            return announced(state, event)
        case KeyExpected():
            return expected(state, event)
        case PreferenceChosen():
            return chosen(state, event.preference)
        case KeyScannedIn():
            return scanned_in(state)
        case EnterpriseNotified():
            return notified(state)
        case KeyPosted():
            return posted(state, event.waybill)
        case KeyHandedOver():
            return handed_over(state)
        case ReceiptConfirmed():
            return received(state)
        case KeyMissing():
            return Missing(was=under_way(state), reason=event.reason, since=event.missing_at)
        case KeyFound():
            return state.was if isinstance(state, Missing) else state
        case KeyLossConfirmed() | KeyExpired():
            last = shipped(state)
            return WrittenOff(case=last.case, terms=last.terms, shipment=last.shipment)
        case LossSuspected():
            return replace(state, suspected=True) if isinstance(state, InTransit | Posted) else state
        case EnterpriseReminded():
            return replace(state, reminders=event.reminder) if isinstance(state, ReadyToCollect) else state
        case KeyUnclaimed():
            return unclaimed(state)
        case OldKeyDeclaredLost():
            return old_key_lost(state)
        case MailFailureNoted():
            return replace(state, mail_failed=True) if isinstance(state, ReadyToCollect | Posted) else state
        case MailFailureSettled():
            return replace(state, mail_failed=False) if isinstance(state, ReadyToCollect | Posted) else state


def announced(state: State, event: KeyAnnounced) -> State:
    match state:
        case Unknown() | Announced():
            return Announced(case=event.case, terms=event.terms)
        case InTransit() | AtIssuingBody() | ReadyToCollect() | WrittenOff():
            return replace(state, terms=event.terms)
        case Missing():
            return replace(state, was=replace(state.was, terms=event.terms))
        case Posted() | Unclaimed() | HandedOver() | Received():
            return state


def expected(state: State, event: KeyExpected) -> State:
    match state:
        case Unknown():
            return InTransit(case=event.case, terms=None, shipment=event.shipment)
        case Announced() | InTransit() | WrittenOff():
            return InTransit(case=event.case, terms=state.terms, shipment=event.shipment)
        case AtIssuingBody() | ReadyToCollect() | Posted() | Missing() | Unclaimed() | HandedOver() | Received():
            return state


def chosen(state: State, preference: Preference) -> State:
    match state:
        case Announced() | InTransit() | AtIssuingBody() | ReadyToCollect() | WrittenOff() if state.terms:
            terms = replace(state.terms, preference=preference, preference_from="enterprise")
            return replace(state, terms=terms)
        case Unknown() | Announced() | InTransit() | AtIssuingBody() | ReadyToCollect() | WrittenOff():
            return state
        case Posted() | Missing() | Unclaimed() | HandedOver() | Received():
            return state


def scanned_in(state: State) -> State:
    match state:
        case InTransit():
            return AtIssuingBody(case=state.case, terms=state.terms, shipment=state.shipment)
        case Unknown() | Announced() | AtIssuingBody() | ReadyToCollect() | Posted() | Missing():
            return state
        case WrittenOff() | Unclaimed() | HandedOver() | Received():
            return state


def notified(state: State) -> State:
    match state:
        case AtIssuingBody(terms=Terms() as terms):
            return ReadyToCollect(case=state.case, terms=terms, shipment=state.shipment)
        case Unknown() | Announced() | InTransit() | AtIssuingBody() | ReadyToCollect() | Posted() | Missing():
            return state
        case WrittenOff() | Unclaimed() | HandedOver() | Received():
            return state


def posted(state: State, waybill: str) -> State:
    match state:
        case AtIssuingBody(terms=Terms() as terms) | ReadyToCollect(terms=terms):
            return Posted(case=state.case, terms=terms, shipment=state.shipment, waybill=waybill)
        case Unknown() | Announced() | InTransit() | AtIssuingBody() | Posted() | Missing():
            return state
        case WrittenOff() | Unclaimed() | HandedOver() | Received():
            return state


def handed_over(state: State) -> State:
    match state:
        case ReadyToCollect():
            return HandedOver(case=state.case, terms=state.terms, shipment=state.shipment)
        case Unknown() | Announced() | InTransit() | AtIssuingBody() | Posted() | Missing():
            return state
        case WrittenOff() | Unclaimed() | HandedOver() | Received():
            return state


def received(state: State) -> State:
    match state:
        case Posted() | HandedOver():
            return Received(case=state.case, terms=state.terms, shipment=state.shipment)
        case Unknown() | Announced() | InTransit() | AtIssuingBody() | ReadyToCollect() | Missing():
            return state
        case WrittenOff() | Unclaimed() | Received():
            return state


def unclaimed(state: State) -> State:
    match state:
        case ReadyToCollect():
            return Unclaimed(case=state.case, terms=state.terms, shipment=state.shipment)
        case Unknown() | Announced() | InTransit() | AtIssuingBody() | Posted() | Missing():
            return state
        case WrittenOff() | Unclaimed() | HandedOver() | Received():
            return state


def old_key_lost(state: State) -> State:
    """From here on the old key counts as lost: it need not come back."""
    match state:
        case AtIssuingBody(terms=Terms() as terms) | ReadyToCollect(terms=terms):
            return replace(state, terms=replace(terms, loss="lost"))
        case Unknown() | Announced() | InTransit() | AtIssuingBody() | Posted() | Missing():
            return state
        case WrittenOff() | Unclaimed() | HandedOver() | Received():
            return state


def under_way(state: State) -> UnderWay:
    """Raises ValueError for a history in which no key was under way."""
    match state:
        case InTransit() | AtIssuingBody() | ReadyToCollect() | Posted():
            return state
        case Unknown() | Announced() | Missing() | WrittenOff() | Unclaimed() | HandedOver() | Received():
            raise ValueError("no key is under way in this history")


def shipped(state: State) -> Shipped:
    """Raises ValueError for a history in which no key was sent."""
    if isinstance(state, Unknown | Announced):
        raise ValueError("no key was sent in this history")
    return state
