"""What does application wish when the others have spoken?"""

from datetime import timedelta
from typing import get_args

import pytest

from chassis.published import Announcement
from contracts import delivery, production, registration, verification
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
from services.application.reactions import Heard, react
from tests.application.cast import account_id, case_id, credit_code, number, serial, tuesday

later = tuesday + timedelta(days=1095)
failed = (
    verification.FailedItem(item="slot:id_card_back", reason_code="expired"),
    verification.FailedItem(item="form:enterprise", reason_code="name_differs"),
)
IRRELEVANT = {
    registration.RegistrationStarted,
    registration.RegistrationRejected,
    registration.RegistrationLapsed,
    registration.MailSent,
    registration.MailFailed,
    verification.TaskOpened,
    verification.TaskClaimed,
    delivery.PickUpReminded,
    delivery.LostParcelSuspected,
    delivery.KeyDestroyed,
    delivery.KeyRerouted,
    delivery.OldKeyDeclaredLost,
    production.OrderOpened,
    production.CertificateSuspended,
    production.SuspensionLifted,
    production.CertificateActivated,
    production.SealMade,
    production.KeyProduced,
    production.ConsignmentDispatched,
    production.KeyDispatched,
    delivery.KeyScannedIn,
    delivery.PreferenceChanged,
    delivery.EnterpriseNotified,
    delivery.KeyPosted,
    delivery.KeyHandedOver,
    delivery.KeyBound,
    delivery.KeyUnbound,
    delivery.KeyMissing,
    delivery.KeyFound,
    delivery.KeyQuarantined,
}
RELEVANT = {
    verification.CaseTaken,
    verification.CaseRefused,
    registration.AccountReleased,
    production.CertificateExpired,
    production.TokenSpoiled,
    delivery.KeyUnclaimed,
    delivery.KeyLossConfirmed,
    production.CertificateRevoked,
    registration.AccountActivated,
    verification.VerificationPassed,
    verification.VerificationFailed,
    verification.ReviewPassed,
    verification.ReviewFailed,
    verification.TaskWithdrawn,
    production.OrderCancelled,
    production.WithdrawalRefused,
    production.CertificateIssued,
    delivery.ReceiptConfirmed,
}


def heard_types() -> set[type]:
    return {member for union in get_args(Heard) for member in (get_args(union) or (union,))}


def test_every_announcement_of_the_four_producers_is_decided_upon() -> None:
    assert heard_types() == IRRELEVANT | RELEVANT


@pytest.mark.parametrize("told", sorted(IRRELEVANT, key=lambda cls: cls.__name__))
def test_what_does_not_concern_a_case_is_heard_without_effect(told: type[Announcement]) -> None:
    assert react(told.model_construct()) == []


def test_an_activated_account_may_apply() -> None:
    told = registration.AccountActivated(
        account_id=account_id, credit_code=credit_code, enterprise_name="Blue Heron", activated_at=tuesday
    )
    assert react(told) == [
        RecogniseAccount(account_id=account_id, credit_code=credit_code, enterprise_name="Blue Heron", at=tuesday)
    ]


def test_decisions_of_the_desks_become_wishes_of_the_same_instant() -> None:
    passed = verification.VerificationPassed(
        case_id=case_id, application_number=number, account_id=account_id, round=2, body="ZJ", passed_at=tuesday
    )
    assert react(passed) == [PassVerification(case_id=case_id, round=2, at=tuesday)]
    approved = verification.ReviewPassed(
        case_id=case_id,
        application_number=number,
        account_id=account_id,
        enterprise_name="Blue Heron",
        credit_code=credit_code,
        kind="first",
        round=2,
        issuing_body="ZJ",
        login_name="ek1",
        licence_kinds=("import",),
        policy_profile="2022",
        policy_version="2022-x",
        passed_at=tuesday,
    )
    assert react(approved) == [ApproveCase(case_id=case_id, round=2, at=tuesday)]


@pytest.mark.parametrize(
    ("told", "stage"), [(verification.VerificationFailed, "verification"), (verification.ReviewFailed, "review")]
)
def test_failed_items_come_back_without_their_reasons(
    told: type[verification.VerificationFailed | verification.ReviewFailed], stage: str
) -> None:
    heard = told(case_id=case_id, application_number=number, account_id=account_id, round=1, failed=failed, failed_at=tuesday)
    wish = react(heard)[0]
    assert isinstance(wish, ReturnMaterials)
    assert (wish.stage, wish.round, wish.failed) == (stage, 1, ("slot:id_card_back", "form:enterprise"))


def test_answers_to_a_withdrawal() -> None:
    closed = verification.TaskWithdrawn(
        case_id=case_id, application_number=number, stage="verification", round=1, withdrawn_at=tuesday
    )
    cancelled = production.OrderCancelled(case_id=case_id, application_number=number, cancelled_at=tuesday)
    refused = production.WithdrawalRefused(case_id=case_id, application_number=number, refused_at=tuesday)
    assert react(closed) == [EndWithdrawn(case_id=case_id, at=tuesday)]
    assert react(cancelled) == [EndWithdrawn(case_id=case_id, at=tuesday)]
    assert react(refused) == [DeclineWithdrawal(case_id=case_id, at=tuesday)]


def test_a_certificate_and_its_receipt() -> None:
    issued = production.CertificateIssued(
        case_id=case_id,
        application_number=number,
        account_id=account_id,
        attempt=1,
        serial=serial,
        login_name="ek1",
        certificate_pem="",
        not_before=tuesday,
        not_after=later,
        issued_at=tuesday,
    )
    received = delivery.ReceiptConfirmed(
        case_id=case_id,
        application_number=number,
        account_id=account_id,
        token_serial="T-1",
        certificate_serial=serial,
        confirmed_at=tuesday,
    )
    assert react(issued) == [
        RecordIssue(case_id=case_id, certificate_serial=serial, login_name="ek1", expires_at=later, at=tuesday)
    ]
    assert react(received) == [CompleteCase(case_id=case_id, certificate_serial=serial, at=tuesday)]
    assert react(received) == react(received)


def test_a_final_refusal_and_a_successor() -> None:
    refused = verification.CaseRefused(
        case_id=case_id,
        application_number=number,
        account_id=account_id,
        stage="review",
        round=2,
        reason_code="forged",
        refused_at=tuesday,
    )
    taken = verification.CaseTaken(case_id=case_id, application_number=number, former_body="NB", body="ZJ", taken_at=tuesday)
    assert react(refused) == [RefuseCase(case_id=case_id, stage="review", round=2, reason_code="forged", at=tuesday)]
    assert react(taken) == [ChangeIssuingBody(case_id=case_id, former_body="NB", body="ZJ", at=tuesday)]


def test_troubles_of_a_key() -> None:
    spoiled = production.TokenSpoiled(
        case_id=case_id, application_number=number, attempt=2, token_serial="T-1", spoiled_at=tuesday
    )
    lost = delivery.KeyLossConfirmed(
        case_id=case_id, application_number=number, token_serial="T-1", certificate_serial=serial, confirmed_at=tuesday
    )
    unclaimed = delivery.KeyUnclaimed(
        case_id=case_id,
        application_number=number,
        account_id=account_id,
        token_serial="T-1",
        certificate_serial=serial,
        unclaimed_at=tuesday,
    )
    assert react(spoiled) == [SpoilAttempt(case_id=case_id, attempt=2, at=tuesday)]
    assert react(lost) == [LoseKey(case_id=case_id, certificate_serial=serial, at=tuesday)]
    assert react(unclaimed) == [EndUnclaimed(case_id=case_id, certificate_serial=serial, at=tuesday)]


def test_the_end_of_a_certificate_is_told_to_its_key_whichever_case_caused_it() -> None:
    revoked = production.CertificateRevoked(
        case_id=case_id, serial="K-11", login_name="srt01", reason="reissue", revoked_at=tuesday
    )
    expired = production.CertificateExpired(case_id=case_id, serial="K-11", login_name="srt01", expired_at=tuesday)
    assert react(revoked) == [EndKey(key="K-11", how="revoked", at=tuesday)]
    assert react(expired) == [EndKey(key="K-11", how="expired", at=tuesday)]


def test_a_released_account() -> None:
    told = registration.AccountReleased(account_id=account_id, credit_code=credit_code, reason="foreign", released_at=tuesday)
    assert react(told) == [ReleaseAccount(account_id=account_id, at=tuesday)]
