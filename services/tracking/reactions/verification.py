"""What is kept of what verification tells?"""

from collections.abc import Iterable
from datetime import datetime

from contracts import verification
from services.tracking.values import verification as kept


def keep(heard: verification.Verification) -> tuple[datetime, kept.VerificationStep]:
    """When it happened, and what is kept of it."""
    match heard:
        case verification.TaskOpened():
            return heard.opened_at, kept.TaskOpened(stage=heard.stage, round=heard.round, body=heard.body)
        case verification.TaskClaimed():
            return heard.claimed_at, kept.TaskClaimed(stage=heard.stage, round=heard.round, fence=heard.fence)
        case verification.VerificationPassed():
            return heard.passed_at, kept.VerificationPassed(round=heard.round, body=heard.body)
        case verification.VerificationFailed():
            return heard.failed_at, kept.VerificationFailed(round=heard.round, failed=failed_items(heard.failed))
        case verification.ReviewPassed():
            return heard.passed_at, kept.ReviewPassed(round=heard.round)
        case verification.ReviewFailed():
            return heard.failed_at, kept.ReviewFailed(round=heard.round, failed=failed_items(heard.failed))
        case verification.TaskWithdrawn():
            return heard.withdrawn_at, kept.TaskWithdrawn(stage=heard.stage, round=heard.round)
        case verification.CaseRefused():
            return heard.refused_at, kept.CaseRefused(stage=heard.stage, round=heard.round, reason_code=heard.reason_code)
        case verification.CaseTaken():
            return heard.taken_at, kept.CaseTaken(former_body=heard.former_body, body=heard.body)


def failed_items(failed: Iterable[verification.FailedItem]) -> tuple[kept.FailedItem, ...]:
    return tuple(kept.FailedItem(item=f.item, reason_code=f.reason_code) for f in failed)
