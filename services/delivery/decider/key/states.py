"""Where can a key be? Its states, and which fact leads from one to the next (`docs/states.md §2`)."""

from dataclasses import replace
from typing import TypeAlias

from chassis.messages import value
from services.delivery.events.key import (
    EnterpriseNotified,
    KeyAnnounced,
    KeyEvent,
    KeyExpected,
    KeyHandedOver,
    KeyPosted,
    KeyScannedIn,
    PreferenceChosen,
    ReceiptConfirmed,
)
from services.delivery.values import Case, Preference, Shipment, Terms


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


@value
class AtIssuingBody:
    """Scanned in; the enterprise does not know yet."""

    case: Case
    terms: Terms | None
    shipment: Shipment


@value
class ReadyToCollect:
    """The enterprise was told where to collect it."""

    case: Case
    terms: Terms
    shipment: Shipment


@value
class Posted:
    """On its way to the enterprise."""

    case: Case
    terms: Terms
    shipment: Shipment
    waybill: str


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


State: TypeAlias = Unknown | Announced | InTransit | AtIssuingBody | ReadyToCollect | Posted | HandedOver | Received


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


def announced(state: State, event: KeyAnnounced) -> State:
    match state:
        case Unknown() | Announced():
            return Announced(case=event.case, terms=event.terms)
        case InTransit() | AtIssuingBody() | ReadyToCollect():
            return replace(state, terms=event.terms)
        case Posted() | HandedOver() | Received():
            return state


def expected(state: State, event: KeyExpected) -> State:
    match state:
        case Unknown():
            return InTransit(case=event.case, terms=None, shipment=event.shipment)
        case Announced() | InTransit():
            return InTransit(case=event.case, terms=state.terms, shipment=event.shipment)
        case AtIssuingBody() | ReadyToCollect() | Posted() | HandedOver() | Received():
            return state


def chosen(state: State, preference: Preference) -> State:
    match state:
        case Announced() | InTransit() | AtIssuingBody() | ReadyToCollect() if state.terms:
            terms = replace(state.terms, preference=preference, preference_from="enterprise")
            return replace(state, terms=terms)
        case Unknown() | Announced() | InTransit() | AtIssuingBody() | ReadyToCollect() | Posted() | HandedOver() | Received():
            return state


def scanned_in(state: State) -> State:
    match state:
        case InTransit():
            return AtIssuingBody(case=state.case, terms=state.terms, shipment=state.shipment)
        case Unknown() | Announced() | AtIssuingBody() | ReadyToCollect() | Posted() | HandedOver() | Received():
            return state


def notified(state: State) -> State:
    match state:
        case AtIssuingBody(terms=Terms() as terms):
            return ReadyToCollect(case=state.case, terms=terms, shipment=state.shipment)
        case Unknown() | Announced() | InTransit() | AtIssuingBody() | ReadyToCollect() | Posted() | HandedOver() | Received():
            return state


def posted(state: State, waybill: str) -> State:
    match state:
        case AtIssuingBody(terms=Terms() as terms) | ReadyToCollect(terms=terms):
            return Posted(case=state.case, terms=terms, shipment=state.shipment, waybill=waybill)
        case Unknown() | Announced() | InTransit() | AtIssuingBody() | Posted() | HandedOver() | Received():
            return state


def handed_over(state: State) -> State:
    match state:
        case ReadyToCollect():
            return HandedOver(case=state.case, terms=state.terms, shipment=state.shipment)
        case Unknown() | Announced() | InTransit() | AtIssuingBody() | Posted() | HandedOver() | Received():
            return state


def received(state: State) -> State:
    match state:
        case Posted() | HandedOver():
            return Received(case=state.case, terms=state.terms, shipment=state.shipment)
        case Unknown() | Announced() | InTransit() | AtIssuingBody() | ReadyToCollect() | Received():
            return state
