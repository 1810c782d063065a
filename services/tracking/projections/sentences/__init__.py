"""How is one fact said to people? In a sentence of each language, with what it carries."""

from services.tracking.projections.sentences import application, delivery, production, registration, verification
from services.tracking.values.application import ApplicationStep
from services.tracking.values.delivery import DeliveryStep
from services.tracking.values.production import ProductionStep
from services.tracking.values.registration import AccountStep, MailStep
from services.tracking.values.text import Text
from services.tracking.values.told import Step


def say(step: Step) -> Text:
    """The sentence, in Chinese and English."""
    if isinstance(step, AccountStep | MailStep):
        return registration.say(step)
    if isinstance(step, ApplicationStep):
        return application.say(step)
    if isinstance(step, ProductionStep):
        return production.say(step)
    if isinstance(step, DeliveryStep):
        return delivery.say(step)
    return verification.say(step)
