"""What does one ask of a case? Everything that its status page says, from the set of facts heard of it."""

from collections.abc import Sequence
from datetime import datetime

from chassis.messages import value
from services.tracking.projections import words
from services.tracking.projections.marks import State, Status
from services.tracking.projections.particulars import (
    Mail,
    Withdrawal,
    body_of,
    failed_items,
    is_bound,
    is_handed_over,
    login_name_of,
    mails_of,
    preference_of,
    provider_of,
    serials,
    withdrawal_of,
)
from services.tracking.projections.sets import found, latest
from services.tracking.projections.standing import Standing, stand
from services.tracking.projections.words import Stage, Who
from services.tracking.values import application, delivery, production, verification
from services.tracking.values.text import Text
from services.tracking.values.told import Told


@value
class Holder:
    """Who has the case, or the key, in hand; a courier with the waybill."""

    who: Who
    body: str = ""
    waybill: str = ""


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
    lived = [mark for mark in standing.way if mark.state not in words.ENDED_EARLY]
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
        case "withdrawn" | "refused" | "lapsed" | "unclaimed":
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
