"""When did each limit run? Its beginning and end among the facts heard, whatever order they were heard in (docs/domain.md §5)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from chassis.messages import value
from services.tracking.projections.sets import found
from services.tracking.values import application, delivery, production, verification
from services.tracking.values.limits import LimitId, LimitName
from services.tracking.values.told import Step, Told

R = TypeVar("R", application.MaterialsConfirmed, verification.VerificationPassed, verification.ReviewPassed)
CLOCKED: tuple[type[Step], ...] = (
    application.DraftOpened,
    application.MaterialsConfirmed,
    application.CaseWithdrawn,
    application.CaseLapsed,
    verification.TaskOpened,
    verification.VerificationPassed,
    verification.VerificationFailed,
    verification.ReviewPassed,
    verification.ReviewFailed,
    verification.TaskWithdrawn,
    verification.CaseRefused,
    verification.CaseTaken,
    production.KeyDispatched,
    production.OrderCancelled,
    delivery.KeyScannedIn,
    delivery.EnterpriseNotified,
    delivery.KeyPosted,
    delivery.ReceiptConfirmed,
    delivery.KeyLossConfirmed,
    delivery.KeyUnclaimed,
)


@value
class Stretch:
    """A limit running from one fact to another; `ended_at` is None while it runs."""

    id: LimitId
    started_at: datetime
    ended_at: datetime | None


def stretches(facts: Sequence[Told]) -> Sequence[Stretch]:
    """Every stretch, in the order of the way. What began before its beginning was heard is not known yet."""
    end = end_of_case(facts)
    return [cut(stretch, end) for stretch in (*at_desks(facts), *under_way(facts), *at_the_body(facts), *replacing(facts))]


def end_of_case(facts: Sequence[Told]) -> datetime | None:
    """When the case ended, if it did: then nothing runs any more."""
    ends = found(facts, application.CaseWithdrawn, application.CaseLapsed)
    refused = found(facts, verification.CaseRefused)
    unclaimed = found(facts, delivery.KeyUnclaimed)
    return earliest(told.at for told, _ in (*ends, *refused, *unclaimed))


def cut(stretch: Stretch, end: datetime | None) -> Stretch:
    return Stretch(id=stretch.id, started_at=stretch.started_at, ended_at=earliest([stretch.ended_at, end]))


def at_desks(facts: Sequence[Told]) -> Iterable[Stretch]:
    """Verification, the review and the budget of review and production: one of each round."""
    dispatched = earliest(told.at for told, _ in found(facts, production.KeyDispatched))
    cancelled = earliest(told.at for told, _ in found(facts, production.OrderCancelled))
    for told, step in once_a_round(found(facts, application.MaterialsConfirmed)):
        yield stretch("verification", told.at, decided(facts, "verification", step.round), round=step.round)
    for told, step in once_a_round(found(facts, verification.VerificationPassed)):
        failed = [t.at for t, s in found(facts, verification.ReviewFailed) if s.round == step.round]
        withdrawn = closed(facts, "review", step.round)
        ended = earliest([*failed, withdrawn]) or earliest([dispatched, cancelled])
        yield stretch("review_and_production", told.at, ended, round=step.round)
        yield stretch("review", told.at, decided(facts, "review", step.round), round=step.round)
    for told, step in once_a_round(found(facts, verification.ReviewPassed)):
        yield stretch("production", told.at, earliest([dispatched, cancelled]), round=step.round)


def once_a_round(steps: Sequence[tuple[Told, R]]) -> Iterable[tuple[Told, R]]:
    """The first of each round."""
    seen: set[int] = set()
    for told, step in steps:
        if step.round not in seen:
            seen.add(step.round)
            yield told, step


def decided(facts: Sequence[Told], stage: verification.Stage, round: int) -> datetime | None:
    """When the desk decided this round, or its task was closed."""
    passed = verification.VerificationPassed if stage == "verification" else verification.ReviewPassed
    failed = verification.VerificationFailed if stage == "verification" else verification.ReviewFailed
    decisions = [told.at for told, step in found(facts, passed, failed) if step.round == round]
    return earliest([*decisions, closed(facts, stage, round)])


def closed(facts: Sequence[Told], stage: verification.Stage, round: int) -> datetime | None:
    """When the desk's task of this round was closed by a withdrawal."""
    tasks = found(facts, verification.TaskWithdrawn)
    return earliest(told.at for told, step in tasks if (step.stage, step.round) == (stage, round))


def under_way(facts: Sequence[Told]) -> Iterable[Stretch]:
    """Each parcel, until its key was scanned in, or its loss confirmed."""
    for attempt, (told, step) in enumerate(found(facts, production.KeyDispatched), 1):
        arrived = [t.at for t, s in found(facts, delivery.KeyScannedIn) if s.token_serial == step.token_serial]
        yield stretch("courier", told.at, earliest([*arrived, lost(facts, step.token_serial)]), attempt=attempt)


def at_the_body(facts: Sequence[Told]) -> Iterable[Stretch]:
    """From the key's arrival to notice or post, and from the post to the receipt: in delivery's own order."""
    arrivals = found(facts, delivery.KeyScannedIn)
    for attempt, (told, step) in enumerate(arrivals, 1):
        until = arrivals[attempt][0] if attempt < len(arrivals) else None
        gone = lost(facts, step.token_serial)
        told_of = within(found(facts, delivery.EnterpriseNotified, delivery.KeyPosted), told, until)
        ended = earliest([*(t.at for t in told_of), gone])
        yield stretch("notify_target", told.at, ended, attempt=attempt)
        yield stretch("notify_limit", told.at, ended, attempt=attempt)
        for posted in within(found(facts, delivery.KeyPosted), told, until)[:1]:
            received = [t.at for t, s in found(facts, delivery.ReceiptConfirmed) if s.token_serial == step.token_serial]
            yield stretch("receipt", posted.at, earliest([*received, gone]), attempt=attempt)


def within(facts: Sequence[tuple[Told, Step]], after: Told, until: Told | None) -> Sequence[Told]:
    """Those of one producer that it told between two of its facts."""
    order = (after.place.epoch, after.place.position)
    limit = (until.place.epoch, until.place.position) if until else None
    places = [(told, (told.place.epoch, told.place.position)) for told, _ in facts]
    return [told for told, place in places if order < place and (limit is None or place < limit)]


def replacing(facts: Sequence[Told]) -> Iterable[Stretch]:
    """A key lost for good is made again: until the next one is dispatched."""
    sent = found(facts, production.KeyDispatched)
    cancelled = [told.at for told, _ in found(facts, production.OrderCancelled)]
    for attempt, (told, step) in enumerate(found(facts, delivery.KeyLossConfirmed), 1):
        ways = [n for n, (_, way) in enumerate(sent) if way.token_serial == step.token_serial]
        following = [t.at for t, _ in sent[ways[-1] + 1 : ways[-1] + 2]] if ways else []
        yield stretch("replacement", told.at, earliest([*following, *cancelled]), attempt=attempt)


def lost(facts: Sequence[Told], token: str) -> datetime | None:
    """When this key's loss was confirmed."""
    losses = found(facts, delivery.KeyLossConfirmed)
    return earliest(told.at for told, step in losses if step.token_serial == token)


def stretch(name: LimitName, started_at: datetime, ended_at: datetime | None, *, round: int = 0, attempt: int = 0) -> Stretch:
    return Stretch(id=LimitId(name=name, round=round, attempt=attempt), started_at=started_at, ended_at=ended_at)


def earliest(instants: Iterable[datetime | None]) -> datetime | None:
    return min((instant for instant in instants if instant), default=None)
