"""Does verification tell the others the right things, and nothing personal?"""

from collections.abc import Sequence

import pytest

from contracts import verification as told
from services.verification.announcements import announce
from services.verification.commands import CloseCase, Command, ReadRemarks, WithdrawTask
from services.verification.decider import review
from services.verification.events import CasesTransferred, Event
from tests.verification.cast import (
    account_id,
    approved,
    case_id,
    claimed,
    claims,
    declines,
    expired,
    failed,
    handler,
    history,
    illegible,
    lease,
    legal_representative,
    minute,
    monday,
    not_his,
    number,
    person,
    proposed,
    receive,
    refused,
    review_failed,
    s1,
    takes,
    v1,
    verified,
)


def last(events: Sequence[Event]) -> told.Verification | None:
    return announce(events[-1])


def test_received_materials_are_not_told_again() -> None:
    (received, opened) = history(receive)
    assert announce(received) is None
    assert announce(opened) == told.TaskOpened(
        case_id=case_id, application_number=number, stage="verification", round=1, body="NB", opened_at=monday
    )


def test_a_claim_is_told_without_the_person() -> None:
    said = last(claimed)
    assert said == told.TaskClaimed(
        case_id=case_id, application_number=number, stage="verification", round=1, fence=1, claimed_at=monday + minute
    )


def test_a_passed_verification_tells_that_and_the_new_task() -> None:
    (passed, opened) = verified[-2:]
    assert announce(passed) == told.VerificationPassed(
        case_id=case_id, application_number=number, account_id=account_id, round=1, body="NB", passed_at=monday + 3 * minute
    )
    task = announce(opened)
    assert isinstance(task, told.TaskOpened)
    assert (task.stage, task.body) == ("review", "P")


def test_an_approval_repeats_what_production_needs() -> None:
    assert last(approved) == told.ReviewPassed(
        case_id=case_id,
        application_number=number,
        account_id=account_id,
        enterprise_name="East Sea Plastics",
        credit_code="91330200MA0EXA090P",
        kind="first",
        round=1,
        issuing_body="NB",
        login_name="esp01",
        licence_kinds=("automatic_import",),
        policy_profile="2022",
        policy_version="2022-abc",
        passed_at=monday + 3 * minute,
    )


def test_failures_tell_items_and_reason_codes() -> None:
    assert last(failed) == told.VerificationFailed(
        case_id=case_id,
        application_number=number,
        account_id=account_id,
        round=1,
        failed=(
            told.FailedItem(item="slot:business_licence", reason_code="illegible"),
            told.FailedItem(item="slot:id_card_back", reason_code="expired"),
        ),
        failed_at=monday + 3 * minute,
    )
    said = last(review_failed)
    assert isinstance(said, told.ReviewFailed)
    assert [f.item for f in said.failed] == ["slot:signature_confirmation_letter"]


def test_a_closed_task_is_told() -> None:
    (event,) = review.decide(WithdrawTask(case_id=case_id, at=monday), review.fold(claimed))
    assert announce(event) == told.TaskWithdrawn(
        case_id=case_id, application_number=number, stage="verification", round=1, withdrawn_at=monday
    )


@pytest.mark.parametrize(
    ("before", "wish"),
    [
        (claimed, claims(v1, 1, monday + lease)),
        (failed, CloseCase(case_id=case_id, at=monday)),
        (failed, ReadRemarks(case_id=case_id, reader_id=account_id, at=monday)),
    ],
)
def test_renewals_ends_and_readings_stay_private(before: Sequence[Event], wish: Command) -> None:
    (event,) = review.decide(wish, review.fold(before))
    assert announce(event) is None


def test_nothing_told_names_a_person_or_holds_a_remark() -> None:
    said = " ".join(a.model_dump_json() for e in [*failed, *review_failed, *approved] if (a := announce(e)))
    private = [str(handler), str(legal_representative), illegible.remark, expired.remark, not_his.remark]
    private += [str(person(n)) for n in (1, 11, 1001, 1011)]
    assert [p for p in private if p in said] == []


def test_a_final_refusal_is_told_with_its_code_and_without_its_texts() -> None:
    assert last(refused) == told.CaseRefused(
        case_id=case_id,
        application_number=number,
        account_id=account_id,
        stage="verification",
        round=1,
        reason_code="forged_material",
        refused_at=monday + 4 * minute,
    )


def test_a_proposal_and_its_decline_are_told_to_nobody() -> None:
    assert last(proposed) is None
    assert last([*proposed, *review.decide(declines(s1), review.fold(proposed))]) is None


def test_a_transfer_is_told_case_by_case() -> None:
    assert last([*review.decide(takes(), review.fold(claimed))]) == told.CaseTaken(
        case_id=case_id,
        application_number=number,
        account_id=account_id,
        former_body="NB",
        body="ZJ",
        taken_at=monday + 5 * minute,
    )
    act = CasesTransferred(transfer_id=case_id, former_body="NB", body="ZJ", cases=(case_id,), transferred_at=monday)
    assert announce(act) is None
