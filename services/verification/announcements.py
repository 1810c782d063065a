"""What does verification tell the others? Tasks and decisions; never a person, never a remark."""

from contracts import verification as told
from services.verification.events import (
    CaseClosed,
    CaseRefused,
    CasesTransferred,
    CaseTaken,
    ClaimRenewed,
    Event,
    ItemsChecked,
    MaterialsReceived,
    RefusalDeclined,
    RefusalProposed,
    RemarksRead,
    ReviewFailed,
    ReviewPassed,
    TaskClaimed,
    TaskOpened,
    TaskWithdrawn,
    VerificationFailed,
    VerificationPassed,
)
from services.verification.values import FailedItem


def announce(event: Event) -> told.Verification | None:
    """Silent: what others told us themselves, how a desk works, what waits for its second person, and who read remarks.

    A transfer is told case by case.
    """
    match event:
        case MaterialsReceived() | ClaimRenewed() | ItemsChecked() | CaseClosed() | RemarksRead():
            return None
        case RefusalProposed() | RefusalDeclined() | CasesTransferred():
            return None
        case TaskOpened():
            return task_opened(event)
        case TaskClaimed():
            return task_claimed(event)
        case VerificationPassed():
            return verification_passed(event)
        case VerificationFailed():
            return verification_failed(event)
        case ReviewPassed():
            return review_passed(event)
        case ReviewFailed():
            return review_failed(event)
        case TaskWithdrawn():
            return task_withdrawn(event)
        case CaseRefused():
            return case_refused(event)
        case CaseTaken():
            return case_taken(event)


def task_opened(event: TaskOpened) -> told.TaskOpened:
    return told.TaskOpened(
        case_id=event.case_id,
        application_number=event.application_number,
        stage=event.stage,
        round=event.round,
        body=event.body,
        opened_at=event.opened_at,
    )


def task_claimed(event: TaskClaimed) -> told.TaskClaimed:
    return told.TaskClaimed(
        case_id=event.case_id,
        application_number=event.application_number,
        stage=event.stage,
        round=event.round,
        fence=event.fence,
        claimed_at=event.claimed_at,
    )


def verification_passed(event: VerificationPassed) -> told.VerificationPassed:
    return told.VerificationPassed(
        case_id=event.case_id,
        application_number=event.application_number,
        account_id=event.account_id,
        round=event.round,
        body=event.body,
        passed_at=event.passed_at,
    )


def verification_failed(event: VerificationFailed) -> told.VerificationFailed:
    return told.VerificationFailed(
        case_id=event.case_id,
        application_number=event.application_number,
        account_id=event.account_id,
        round=event.round,
        failed=failed(event.failed),
        failed_at=event.failed_at,
    )


def review_passed(event: ReviewPassed) -> told.ReviewPassed:
    case = event.case
    return told.ReviewPassed(
        case_id=case.case_id,
        application_number=case.application_number,
        account_id=case.account_id,
        enterprise_name=case.enterprise_name,
        credit_code=case.credit_code,
        kind=case.kind,
        round=event.round,
        issuing_body=case.issuing_body,
        login_name=case.login_name,
        licence_kinds=case.licence_kinds,
        policy_profile=case.policy_profile,
        policy_version=case.policy_version,
        earlier_key=case.earlier_key,
        loss=case.loss,
        passed_at=event.passed_at,
    )


def review_failed(event: ReviewFailed) -> told.ReviewFailed:
    return told.ReviewFailed(
        case_id=event.case_id,
        application_number=event.application_number,
        account_id=event.account_id,
        round=event.round,
        failed=failed(event.failed),
        failed_at=event.failed_at,
    )


def task_withdrawn(event: TaskWithdrawn) -> told.TaskWithdrawn:
    return told.TaskWithdrawn(
        case_id=event.case_id,
        application_number=event.application_number,
        stage=event.stage,
        round=event.round,
        withdrawn_at=event.withdrawn_at,
    )


def case_refused(event: CaseRefused) -> told.CaseRefused:
    return told.CaseRefused(
        case_id=event.case_id,
        application_number=event.application_number,
        account_id=event.account_id,
        stage=event.stage,
        round=event.round,
        reason_code=event.reason_code,
        refused_at=event.refused_at,
    )


def case_taken(event: CaseTaken) -> told.CaseTaken:
    return told.CaseTaken(
        case_id=event.case_id,
        application_number=event.application_number,
        account_id=event.account_id,
        former_body=event.former_body,
        body=event.body,
        taken_at=event.taken_at,
    )


def failed(items: tuple[FailedItem, ...]) -> tuple[told.FailedItem, ...]:
    return tuple(told.FailedItem(item=i.item, reason_code=i.reason_code) for i in items)
