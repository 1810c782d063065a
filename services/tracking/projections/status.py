"""What does one ask of a case? Everything that its status page says, from the set of facts heard of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, TypeAlias

from chassis.messages import value
from services.tracking.projections import words
from services.tracking.projections.marks import State, Status
from services.tracking.projections.sets import found, latest, steps
from services.tracking.projections.standing import Standing, stand
from services.tracking.projections.words import Stage, Text
from services.tracking.values import application, delivery, production, registration, verification
from services.tracking.values.told import Told, by_place

Who: TypeAlias = Literal["enterprise", "issuing_body", "provider", "courier", "nobody"]
Withdrawal: TypeAlias = Literal["none", "requested", "declined", "withdrawn"]


@value
class Holder:
    """Who has the case, or the key, in hand; a courier with the waybill."""

    who: Who
    body: str = ""
    waybill: str = ""


@value
class Mail:
    """A mail about the case, and what became of it: `message_id` if it went out, `reason` if it could not."""

    purpose: str
    at: datetime
    message_id: str = ""
    reason: str = ""


@value
class CaseStatus:
    """Where a case stands, for people. `body` is the issuing body's code, `certificates` the serials in the order they came up."""

    opened: application.DraftOpened
    opened_at: datetime
    standing: Standing
    state: State
    status: Status
    since: datetime
    stage: Stage
    holder: Holder
    next: Text
    body: str
    login_name: str
    confirmed: application.MaterialsConfirmed | None
    pinned_at: datetime | None
    preference: str
    withdrawal: Withdrawal
    failed: tuple[verification.FailedItem, ...]
    key: production.KeyProduced | None
    waybill: str
    bound: bool
    certificates: tuple[str, ...]
    mails: tuple[Mail, ...]


def status_of(facts: Sequence[Told]) -> CaseStatus | None:
    """The status that this set of facts means; None until the draft's opening was heard."""
    standing = stand(facts)
    opening = next(iter(found(facts, application.DraftOpened)), None)
    now = standing.now
    if opening is None or now is None:
        return None
    materials = found(facts, application.MaterialsConfirmed)
    dispatched = latest(facts, production.KeyDispatched)
    return CaseStatus(
        opened=opening[1],
        opened_at=opening[0].at,
        standing=standing,
        state=now.state,
        status=now.status,
        since=now.since,
        stage=stage_of(standing),
        holder=holder_of(now.state, facts),
        next=next_of(now.state, facts),
        body=body_of(facts),
        login_name=login_name_of(facts),
        confirmed=materials[-1][1] if materials else None,
        pinned_at=materials[0][0].at if materials else None,
        preference=preference_of(facts),
        withdrawal=withdrawal_of(facts),
        failed=failed_items(facts) if now.state == "correcting" else (),
        key=latest(facts, production.KeyProduced),
        waybill=dispatched.waybill if dispatched else "",
        bound=is_bound(facts),
        certificates=serials(facts),
        mails=mails_of(facts),
    )


def stage_of(standing: Standing) -> Stage:
    """Which of the eight stages; of a case that ended early, the one it ended in."""
    lived = [mark for mark in standing.way if mark.status != "withdrawn"]
    return words.STAGE_OF[lived[-1].status] if lived else "2"


def holder_of(state: State, facts: Sequence[Told]) -> Holder:
    """Who has it in hand."""
    match state:
        case "draft" | "confirmed" | "uploading" | "correcting" | "completed":
            return Holder(who="enterprise")
        case "verifying" | "at_issuing_body":
            return Holder(who="issuing_body", body=body_of(facts))
        case "ready_to_collect":
            return Holder(who="enterprise") if is_handed_over(facts) else Holder(who="issuing_body", body=body_of(facts))
        case "reviewing" | "producing" | "produced":
            return Holder(who="provider", body=provider_of(facts))
        case "in_transit":
            dispatched = latest(facts, production.KeyDispatched)
            return Holder(who="courier", waybill=dispatched.waybill if dispatched else "")
        case "posted":
            posted = latest(facts, delivery.KeyPosted)
            return Holder(who="courier", waybill=posted.waybill if posted else "")
        case "withdrawn":
            return Holder(who="nobody")


def next_of(state: State, facts: Sequence[Told]) -> Text:
    """What has to happen next, and by whom."""
    if withdrawal_of(facts) == "requested":
        return words.ANSWER_WITHDRAWAL
    confirmed = latest(facts, application.MaterialsConfirmed)
    if state == "ready_to_collect" and is_handed_over(facts):
        return words.CONFIRM_RECEIPT
    if state == "ready_to_collect" and confirmed:
        point = confirmed.pick_up_point
        return words.collect_at(point.name_zh, point.name_en, point.address_zh, point.address_en)
    if state == "completed" and is_bound(facts):
        return words.USE_THE_KEY
    return words.NEXT[state]


def body_of(facts: Sequence[Told]) -> str:
    """The issuing body: the applicant may choose another while drafting, so application's latest word counts."""
    stated = latest(facts, application.SubmissionConfirmed, application.MaterialsConfirmed)
    return stated.issuing_body if stated else ""


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
    named = [told.step.serial for told in sorted(facts, key=by_place) if isinstance(told.step, production.CertificateStep)]
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
