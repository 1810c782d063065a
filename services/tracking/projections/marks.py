"""How far does one fact lead? Marks with ranks, so that the order of hearing does not matter (docs/states.md §2)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, TypeAlias

from chassis.messages import value
from services.tracking.projections.sets import found, furthest_round, steps
from services.tracking.values import application, delivery, production, registration, verification
from services.tracking.values.told import Told, by_place

State: TypeAlias = Literal[
    "draft",
    "confirmed",
    "uploading",
    "verifying",
    "reviewing",
    "correcting",
    "producing",
    "produced",
    "in_transit",
    "at_issuing_body",
    "ready_to_collect",
    "posted",
    "completed",
    "withdrawn",
    "refused",
    "lapsed",
    "unclaimed",
]
Status: TypeAlias = Literal[
    "draft",
    "submission_confirmed",
    "uploading",
    "upload_confirmed",
    "verification_passed",
    "verification_failed",
    "review_passed",
    "review_failed",
    "key_produced",
    "in_transit",
    "at_issuing_body",
    "ready_to_collect",
    "posted",
    "completed",
    "withdrawn",
    "refused",
    "lapsed",
    "unclaimed",
]
STATES: Mapping[Status, State] = {
    "draft": "draft",
    "submission_confirmed": "confirmed",
    "uploading": "uploading",
    "upload_confirmed": "verifying",
    "verification_passed": "reviewing",
    "verification_failed": "correcting",
    "review_passed": "producing",
    "review_failed": "correcting",
    "key_produced": "produced",
    "in_transit": "in_transit",
    "at_issuing_body": "at_issuing_body",
    "ready_to_collect": "ready_to_collect",
    "posted": "posted",
    "completed": "completed",
    "withdrawn": "withdrawn",
    "refused": "refused",
    "lapsed": "lapsed",
    "unclaimed": "unclaimed",
}
Rank: TypeAlias = tuple[int, int, int, int, int]


@value
class Mark:
    """A stretch of the way, since when. `rank` = (ended, round, desk, then attempt and leg, or epoch and position while preparing)."""

    rank: Rank
    status: Status
    since: datetime

    @property
    def state(self) -> State:
        """The state of the case on this stretch."""
        return STATES[self.status]


def mark(told: Told, facts: Sequence[Told]) -> Mark | None:
    """What this fact, among these, says about where the case stands; None when it does not move it."""
    match told.step:
        case application.DraftOpened() | application.FormReopened():
            return preparing(told, facts, "draft")
        case application.SubmissionConfirmed():
            return preparing(told, facts, "submission_confirmed")
        case application.DocumentDownloaded():
            return preparing(told, facts, "uploading") if completes_printing(told, facts) else None
        case application.MaterialsConfirmed(round=n):
            return at_desk(told, n, 0, "upload_confirmed")
        case verification.TaskOpened(round=n) as task:
            return at_desk(told, n, *((0, "upload_confirmed") if task.stage == "verification" else (1, "verification_passed")))
        case verification.VerificationPassed(round=n):
            return at_desk(told, n, 1, "verification_passed")
        case verification.VerificationFailed(round=n):
            return at_desk(told, n, 2, "verification_failed")
        case verification.ReviewFailed(round=n):
            return at_desk(told, n, 2, "review_failed")
        case verification.ReviewPassed():
            return under_way(told, facts, 1, 0, "review_passed")
        case production.OrderOpened(attempt=n):
            return under_way(told, facts, n, 0, "review_passed")
        case production.KeyProduced(attempt=n):
            return under_way(told, facts, n, 1, "key_produced")
        case production.KeyDispatched(token_serial=token):
            return under_way(told, facts, attempt_of(token, facts), 2, "in_transit")
        case delivery.KeyScannedIn(token_serial=token):
            return under_way(told, facts, attempt_of(token, facts), 3, "at_issuing_body")
        case delivery.EnterpriseNotified():
            return under_way(told, facts, attempt_in_hand(told, facts), 4, "ready_to_collect")
        case delivery.KeyPosted():
            return under_way(told, facts, attempt_in_hand(told, facts), 5, "posted")
        case delivery.ReceiptConfirmed(token_serial=token):
            return under_way(told, facts, attempt_of(token, facts), 6, "completed")
        case application.CaseWithdrawn():
            return ended(told, "withdrawn")
        case application.CaseLapsed():
            return ended(told, "lapsed")
        case verification.CaseRefused():
            return ended(told, "refused")
        case delivery.KeyUnclaimed():
            return ended(told, "unclaimed")
        case production.TokenSpoiled(attempt=n):
            return under_way(told, facts, n + 1, 0, "review_passed")
        case delivery.KeyLossConfirmed(token_serial=token):
            return under_way(told, facts, attempt_of(token, facts) + 1, 0, "review_passed")
        case registration.RegistrationStarted() | registration.AccountActivated():
            return None
        case registration.RegistrationRejected() | registration.RegistrationLapsed() | registration.AccountReleased():
            return None
        case registration.MailSent() | registration.MailFailed():
            return None
        case application.ScanUploaded() | application.ReissueDeclared() | application.ReissueEnded():
            return None
        case application.WithdrawalRequested() | application.WithdrawalDeclined():
            return None
        case verification.TaskClaimed() | verification.TaskWithdrawn() | verification.CaseTaken():
            return None
        case production.OrderCancelled() | production.WithdrawalRefused() | production.SealMade():
            return None
        case production.CertificateIssued() | production.CertificateActivated() | production.CertificateRevoked():
            return None
        case production.CertificateSuspended() | production.SuspensionLifted() | production.CertificateExpired():
            return None
        case delivery.PreferenceChanged() | delivery.KeyHandedOver() | delivery.KeyBound() | delivery.KeyUnbound():
            return None
        case delivery.KeyMissing() | delivery.KeyFound() | delivery.LostParcelSuspected():
            return None
        case delivery.PickUpReminded() | delivery.OldKeyDeclaredLost():
            return None


def ended(told: Told, status: Status) -> Mark:
    """Nothing leads further than an end."""
    return Mark(rank=(1, 0, 0, 0, 0), status=status, since=told.at)


def preparing(told: Told, facts: Sequence[Told], status: Status) -> Mark | None:
    """Before the first Confirm Upload the applicant may go back and forth: the order of application's own facts decides.

    Later, while correcting, the same acts do not move the case.
    """
    if any(by_place(confirmed) < by_place(told) for confirmed, _ in found(facts, application.MaterialsConfirmed)):
        return None
    return Mark(rank=(0, 0, 0, told.place.epoch, told.place.position), status=status, since=told.at)


def at_desk(told: Told, round: int, desk: int, status: Status) -> Mark:
    """A later round leads further than any decision of an earlier one."""
    return Mark(rank=(0, round, desk, 0, 0), status=status, since=told.at)


def under_way(told: Told, facts: Sequence[Told], attempt: int, leg: int, status: Status) -> Mark:
    """The key is being made, or on its way: a later attempt leads further than any leg of an earlier one.

    It belongs to the round that was approved; while the approval was not heard, to the highest round heard of.
    """
    approved = [step.round for step in steps(facts, verification.ReviewPassed)]
    in_round = max(approved, default=max(furthest_round(facts), 1))
    return Mark(rank=(0, in_round, 3, attempt, leg), status=status, since=told.at)


def completes_printing(told: Told, facts: Sequence[Told]) -> bool:
    """Whether this is the download with which both documents of its revision are saved."""
    step = told.step
    if not isinstance(step, application.DocumentDownloaded):
        return False
    downloads = found(facts, application.DocumentDownloaded)
    before = {s.document for t, s in downloads if s.revision == step.revision and by_place(t) < by_place(told)}
    return len(before) == 1 and step.document not in before


def attempt_of(token: str, facts: Sequence[Told]) -> int:
    """The attempt that made this token's key; the latest known while that was not heard."""
    made = steps(facts, production.KeyProduced)
    known = [step.attempt for step in made if step.token_serial == token]
    return max(known or [step.attempt for step in made], default=1)


def attempt_in_hand(told: Told, facts: Sequence[Told]) -> int:
    """The attempt of the key that the issuing body had scanned in when it did this."""
    before = [step.token_serial for t, step in found(facts, delivery.KeyScannedIn) if by_place(t) < by_place(told)]
    return attempt_of(before[-1] if before else "", facts)
