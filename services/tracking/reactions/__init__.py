"""What does tracking do when told? It keeps the fact, with the place that its producer gave it and who caused it."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from chassis.heard import Envelope
from contracts.application import Application
from contracts.delivery import Delivery
from contracts.production import ConsignmentDispatched, Production
from contracts.registration import Registration
from contracts.verification import Verification
from services.tracking.commands import HearAccountFact, HearCaseFact
from services.tracking.reactions import application, delivery, production, registration, verification
from services.tracking.values.told import CaseStep, Cause, Place, Step, Told, agent_of

Heard: TypeAlias = Registration | Application | Verification | Production | Delivery
OfCase: TypeAlias = (
    registration.OfCase | Application | Verification | production.OfCertificate | production.OfKey | delivery.OfCase
)


def react(heard: Heard, envelope: Envelope) -> Sequence[HearCaseFact | HearAccountFact]:
    """One command, to the stream of the case or of the account.

    A parcel concerns many cases; each of them hears of its own key by KeyDispatched, so the parcel itself is not kept. A key that is
    kept apart where it does not belong is named by its token only: it is delivery's, until it is found for its case.
    """
    if isinstance(heard, ConsignmentDispatched | delivery.OfToken):
        return []
    if isinstance(heard, registration.OfAccount):
        at, step = registration.keep_of_account(heard)
        return [HearAccountFact(account_id=heard.account_id, told=told(envelope, at, step), cause=cause(envelope))]
    return [hear_of_case(heard.case_id, envelope, *keep_of_case(heard))]


def keep_of_case(heard: OfCase) -> tuple[datetime, CaseStep]:
    """When it happened, and what is kept of it, as its producer's page says."""
    if isinstance(heard, registration.OfCase):
        return registration.keep_of_case(heard)
    if isinstance(heard, Application):
        return application.keep(heard)
    if isinstance(heard, Verification):
        return verification.keep(heard)
    if isinstance(heard, production.OfCertificate):
        return production.keep_of_certificate(heard)
    if isinstance(heard, production.OfKey):
        return production.keep_of_key(heard)
    return delivery.keep(heard)


def hear_of_case(case_id: UUID, envelope: Envelope, at: datetime, step: CaseStep) -> HearCaseFact:
    return HearCaseFact(case_id=case_id, told=told(envelope, at, step), cause=cause(envelope))


def told(envelope: Envelope, at: datetime, step: Step) -> Told:
    place = Place(producer=envelope.producer, epoch=envelope.epoch, position=envelope.position)
    return Told(place=place, at=at, step=step)


def cause(envelope: Envelope) -> Cause:
    return Cause(agent=agent_of(envelope.actor), correlation=envelope.correlation, causation=envelope.causation)
