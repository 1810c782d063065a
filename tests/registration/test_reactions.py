"""Does registration do the right thing when told?"""

from uuid import UUID

import contracts.application as application
import contracts.delivery as delivery
import contracts.verification as verification
from services.registration.commands import EntrustBody, RequestNotice
from services.registration.reactions import react
from services.registration.values import CaseLapsed, CaseRefused, Notice, PickUpReminder, Posted, ReadyToCollect
from tests.registration.cast import CASE, HERON, MINUTE, MONDAY, case, entrust, to_correct

NUMBER = case.application_number
licence = verification.FailedItem(item="slot:business_licence", reason_code="illegible")
verification_failed = verification.VerificationFailed(
    case_id=CASE, application_number=NUMBER, account_id=HERON, round=1, failed=(licence,), failed_at=MONDAY
)
review_failed = verification.ReviewFailed(
    case_id=CASE, application_number=NUMBER, account_id=HERON, round=1, failed=(licence,), failed_at=MONDAY
)
notified = delivery.EnterpriseNotified(
    case_id=CASE, application_number=NUMBER, account_id=HERON, pick_up_zh="市民中心", pick_up_en="City Hall", notified_at=MONDAY
)
posted = delivery.KeyPosted(case_id=CASE, application_number=NUMBER, account_id=HERON, waybill="SF1", posted_at=MONDAY)


def asked(heard: verification.Verification | delivery.Delivery | application.Application) -> RequestNotice:
    (command,) = react(heard)
    assert isinstance(command, RequestNotice)
    return command


def test_a_failed_verification_asks_for_a_mail() -> None:
    command = asked(verification_failed)
    assert command == RequestNotice(mail_id=command.mail_id, account_id=HERON, case=case, notice=to_correct, at=MONDAY)


def test_each_desk_and_each_round_has_a_mail_of_its_own() -> None:
    second = verification_failed.model_copy(update={"round": 2})
    ids = {asked(heard).mail_id for heard in (verification_failed, review_failed, second, notified, posted)}
    assert len(ids) == 5


def test_the_same_message_again_is_the_same_wish() -> None:
    for heard in (verification_failed, review_failed, notified, posted):
        assert react(heard) == react(heard.model_copy())


def test_a_key_notified_again_is_another_mail() -> None:
    again = notified.model_copy(update={"notified_at": MONDAY + MINUTE})
    assert asked(again).mail_id != asked(notified).mail_id


def test_the_pick_up_point_and_the_waybill_go_into_the_mail() -> None:
    expected: list[Notice] = [ReadyToCollect(pick_up_zh="市民中心", pick_up_en="City Hall"), Posted(waybill="SF1")]
    assert [asked(notified).notice, asked(posted).notice] == expected


def test_the_body_that_verified_a_case_is_noted() -> None:
    passed = verification.VerificationPassed(
        case_id=CASE, application_number=NUMBER, account_id=HERON, round=1, body="ZJ", passed_at=entrust.at
    )
    assert react(passed) == [entrust]


def test_the_rest_is_nothing_to_registration() -> None:
    opened = verification.TaskOpened(case_id=CASE, application_number=NUMBER, stage="review", round=1, body="P", opened_at=MONDAY)
    claimed = verification.TaskClaimed(
        case_id=CASE, application_number=NUMBER, stage="review", round=1, fence=1, claimed_at=MONDAY
    )
    withdrawn = verification.TaskWithdrawn(case_id=CASE, application_number=NUMBER, stage="review", round=1, withdrawn_at=MONDAY)
    scanned = delivery.KeyScannedIn(case_id=CASE, application_number=NUMBER, body="ZJ", token_serial="T", scanned_at=MONDAY)
    changed = delivery.PreferenceChanged(case_id=CASE, preference="post", changed_at=MONDAY)
    handed = delivery.KeyHandedOver(case_id=CASE, application_number=NUMBER, old_key_returned=False, handed_over_at=MONDAY)
    unbound = delivery.KeyUnbound(
        case_id=CASE, application_number=NUMBER, certificate_serial=str(UUID(int=9)), reason="wish", unbound_at=MONDAY
    )
    for heard in (opened, claimed, withdrawn, scanned, changed, handed, unbound):
        assert react(heard) == []


# ── endings ──

refused = verification.CaseRefused(
    case_id=CASE,
    application_number=NUMBER,
    account_id=HERON,
    stage="review",
    round=2,
    reason_code="forged_material",
    refused_at=MONDAY,
)
lapsed = application.CaseLapsed(case_id=CASE, application_number=NUMBER, state="draft", account_id=HERON, lapsed_at=MONDAY)
taken = verification.CaseTaken(
    case_id=CASE, application_number=NUMBER, former_body="NB", body="ZJ", account_id=HERON, taken_at=MONDAY
)
reminded = delivery.PickUpReminded(
    case_id=CASE,
    application_number=NUMBER,
    account_id=HERON,
    reminder=1,
    pick_up_zh="市民中心",
    pick_up_en="City Hall",
    reminded_at=MONDAY,
)


def test_a_final_refusal_asks_for_a_mail_without_its_reason() -> None:
    assert asked(refused).notice == CaseRefused(stage="review")


def test_a_lapse_asks_for_a_mail_if_it_names_the_account() -> None:
    assert asked(lapsed).notice == CaseLapsed()
    assert react(lapsed.model_copy(update={"account_id": None})) == []


def test_each_reminder_is_a_mail_of_its_own() -> None:
    second = reminded.model_copy(update={"reminder": 2, "reminded_at": MONDAY + MINUTE})
    assert asked(reminded).notice == PickUpReminder(number=1, pick_up_zh="市民中心", pick_up_en="City Hall")
    assert len({asked(heard).mail_id for heard in (refused, lapsed, reminded, second)}) == 4
    assert asked(reminded) == asked(reminded.model_copy())


def test_a_successor_is_entrusted_with_the_address() -> None:
    assert react(taken) == [EntrustBody(account_id=HERON, body="ZJ", at=MONDAY)]
    assert react(taken.model_copy(update={"account_id": None})) == []


def test_what_the_applicant_does_is_not_its_business() -> None:
    withdrawn = application.CaseWithdrawn(case_id=CASE, application_number=NUMBER, withdrawn_at=MONDAY)
    assert react(withdrawn) == []
