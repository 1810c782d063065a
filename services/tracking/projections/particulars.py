"""Which particulars does a set of facts tell of its case? Body, names, withdrawal, key, mails: always their producer's last word."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, TypeAlias

from chassis.messages import value
from services.tracking.projections.sets import found, latest, steps
from services.tracking.values import application, delivery, production, registration, verification
from services.tracking.values.told import Told

Withdrawal: TypeAlias = Literal["none", "requested", "declined", "withdrawn"]


@value
class Mail:
    """A mail about the case, and what became of it: `message_id` if it went out, `reason` if it could not."""

    purpose: str
    at: datetime
    message_id: str = ""
    reason: str = ""


def body_of(facts: Sequence[Told]) -> str:
    """The issuing body: the applicant may choose another while drafting, so application's latest word counts; a successor takes over."""
    stated = latest(facts, application.SubmissionConfirmed, application.MaterialsConfirmed)
    body = stated.issuing_body if stated else ""
    for taken in steps(facts, verification.CaseTaken):
        body = taken.body if body == taken.former_body else body
    return body


def login_name_of(facts: Sequence[Told]) -> str:
    """The login name as it was last submitted."""
    stated = latest(facts, application.SubmissionConfirmed, application.MaterialsConfirmed)
    return stated.login_name if stated else ""


def provider_of(facts: Sequence[Told]) -> str:
    """The body that reviews, once its task was heard of."""
    return next((task.body for task in steps(facts, verification.TaskOpened) if task.stage == "review"), "")


def preference_of(facts: Sequence[Told]) -> str:
    """Collect or post: what was changed at delivery goes before what the materials said."""
    changed = latest(facts, delivery.PreferenceChanged)
    confirmed = latest(facts, application.MaterialsConfirmed)
    return changed.preference if changed else confirmed.preference if confirmed else ""


def withdrawal_of(facts: Sequence[Told]) -> Withdrawal:
    """What became of the wish to withdraw, as application, who answers the applicant, said last."""
    match latest(facts, application.WithdrawalRequested, application.WithdrawalDeclined, application.CaseWithdrawn):
        case application.WithdrawalRequested():
            return "requested"
        case application.WithdrawalDeclined():
            return "declined"
        case application.CaseWithdrawn():
            return "withdrawn"
        case None:
            return "none"


def failed_items(facts: Sequence[Told]) -> tuple[verification.FailedItem, ...]:
    """What the latest failed decision named."""
    decided = latest(facts, verification.VerificationFailed, verification.ReviewFailed)
    return decided.failed if decided else ()


def is_handed_over(facts: Sequence[Told]) -> bool:
    """Whether the key that came to the issuing body last was handed over."""
    return isinstance(latest(facts, delivery.KeyScannedIn, delivery.KeyHandedOver), delivery.KeyHandedOver)


def is_bound(facts: Sequence[Told]) -> bool:
    """Whether a key of the case is bound, by delivery's last word about it."""
    return isinstance(latest(facts, delivery.KeyBound, delivery.KeyUnbound), delivery.KeyBound)


def serials(facts: Sequence[Told]) -> tuple[str, ...]:
    """The certificates that the case made or touched, in the order production first named them."""
    named = [told.step.serial for told in facts if isinstance(told.step, production.CertificateStep)]
    return tuple(dict.fromkeys(named))


def mails_of(facts: Sequence[Told]) -> tuple[Mail, ...]:
    """The mails about the case, in the order they were sent."""
    return tuple(mail_of(told, step) for told, step in found(facts, registration.MailSent, registration.MailFailed))


def mail_of(told: Told, step: registration.MailStep) -> Mail:
    match step:
        case registration.MailSent():
            return Mail(purpose=step.purpose, at=told.at, message_id=step.message_id)
        case registration.MailFailed():
            return Mail(purpose=step.purpose, at=told.at, reason=step.reason)
