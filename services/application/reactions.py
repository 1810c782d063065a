"""What do we do when registration, a desk, production or delivery has spoken?"""

from collections.abc import Sequence
from typing import TypeAlias

from contracts import delivery, production, registration, verification
from services.application.commands import Command
from services.application.commands.account import RecogniseAccount, ReleaseAccount
from services.application.commands.case import (
    ApproveCase,
    ChangeIssuingBody,
    CompleteCase,
    DeclineWithdrawal,
    EndUnclaimed,
    EndWithdrawn,
    LoseKey,
    PassVerification,
    RecordIssue,
    RefuseCase,
    ReturnMaterials,
    SpoilAttempt,
)
from services.application.commands.keys import EndKey

Heard: TypeAlias = registration.Registration | verification.Verification | production.Production | delivery.Delivery


def react(heard: Heard) -> Sequence[Command]:
    """Total over the four producers; a case that is not in the state for it refuses, and the message is tried again."""
    match heard:
        case registration.AccountActivated():
            return [recognise(heard)]
        case verification.VerificationPassed():
            return [PassVerification(case_id=heard.case_id, round=heard.round, at=heard.passed_at)]
        case verification.VerificationFailed() | verification.ReviewFailed():
            return [return_materials(heard)]
        case verification.ReviewPassed():
            return [ApproveCase(case_id=heard.case_id, round=heard.round, at=heard.passed_at)]
        case verification.TaskWithdrawn():
            return [EndWithdrawn(case_id=heard.case_id, at=heard.withdrawn_at)]
        case production.OrderCancelled():
            return [EndWithdrawn(case_id=heard.case_id, at=heard.cancelled_at)]
        case production.WithdrawalRefused():
            return [DeclineWithdrawal(case_id=heard.case_id, at=heard.refused_at)]
        case production.CertificateIssued():
            return [record_issue(heard)]
        case delivery.ReceiptConfirmed():
            return [complete(heard)]
        case verification.CaseRefused():
            return [refuse(heard)]
        case verification.CaseTaken():
            return [change_body(heard)]
        case production.TokenSpoiled():
            return [SpoilAttempt(case_id=heard.case_id, attempt=heard.attempt, at=heard.spoiled_at)]
        case production.CertificateRevoked():
            return [EndKey(key=heard.serial, how="revoked", at=heard.revoked_at)]
        case production.CertificateExpired():
            return [EndKey(key=heard.serial, how="expired", at=heard.expired_at)]
        case delivery.KeyLossConfirmed():
            return [LoseKey(case_id=heard.case_id, certificate_serial=heard.certificate_serial, at=heard.confirmed_at)]
        case delivery.KeyUnclaimed():
            return [EndUnclaimed(case_id=heard.case_id, certificate_serial=heard.certificate_serial, at=heard.unclaimed_at)]
        case registration.AccountReleased():
            return [ReleaseAccount(account_id=heard.account_id, at=heard.released_at)]
        case registration.RegistrationStarted() | registration.RegistrationRejected() | registration.RegistrationLapsed():
            return []
        case registration.MailSent() | registration.MailFailed() | verification.TaskOpened() | verification.TaskClaimed():
            return []
        case production.OrderOpened() | production.CertificateSuspended() | production.SuspensionLifted():
            return []
        case production.CertificateActivated() | production.SealMade():
            return []
        case production.KeyProduced() | production.ConsignmentDispatched() | production.KeyDispatched():
            return []
        case delivery.KeyScannedIn() | delivery.PreferenceChanged() | delivery.EnterpriseNotified() | delivery.KeyPosted():
            return []
        case delivery.KeyHandedOver() | delivery.KeyBound() | delivery.KeyUnbound():
            return []
        case delivery.KeyMissing() | delivery.KeyFound():
            return []
        case delivery.KeyQuarantined() | delivery.KeyRerouted() | delivery.KeyDestroyed() | delivery.OldKeyDeclaredLost():
            return []
        case delivery.PickUpReminded() | delivery.LostParcelSuspected():
            return []


def recognise(heard: registration.AccountActivated) -> RecogniseAccount:
    """The enterprise may apply."""
    return RecogniseAccount(
        account_id=heard.account_id,
        credit_code=heard.credit_code,
        enterprise_name=heard.enterprise_name,
        at=heard.activated_at,
    )


def return_materials(heard: verification.VerificationFailed | verification.ReviewFailed) -> ReturnMaterials:
    """Back to the applicant; the remarks stay in verification."""
    return ReturnMaterials(
        case_id=heard.case_id,
        stage="verification" if isinstance(heard, verification.VerificationFailed) else "review",
        round=heard.round,
        failed=tuple(item.item for item in heard.failed),
        at=heard.failed_at,
    )


def record_issue(heard: production.CertificateIssued) -> RecordIssue:
    """The case has a key."""
    return RecordIssue(
        case_id=heard.case_id,
        certificate_serial=heard.serial,
        login_name=heard.login_name,
        expires_at=heard.not_after,
        at=heard.issued_at,
        attempt=heard.attempt,
    )


def complete(heard: delivery.ReceiptConfirmed) -> CompleteCase:
    """The enterprise has it."""
    return CompleteCase(case_id=heard.case_id, certificate_serial=heard.certificate_serial, at=heard.confirmed_at)


def refuse(heard: verification.CaseRefused) -> RefuseCase:
    """Refused for good; remark and appeal stay in verification."""
    return RefuseCase(
        case_id=heard.case_id, stage=heard.stage, round=heard.round, reason_code=heard.reason_code, at=heard.refused_at
    )


def change_body(heard: verification.CaseTaken) -> ChangeIssuingBody:
    """The successor has the case."""
    return ChangeIssuingBody(case_id=heard.case_id, former_body=heard.former_body, body=heard.body, at=heard.taken_at)
