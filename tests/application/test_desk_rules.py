"""What becomes of a case when the others have spoken, and when the applicant withdraws?"""

from dataclasses import replace

import pytest

from chassis.testing import staff
from services.application.commands.case import CompleteCase, DeclineWithdrawal, EndWithdrawn
from services.application.decider.case import case
from services.application.decider.case.sight import filed_for
from services.application.decider.case.states import AtDesk, Completed, Ended, Produced, Withdrawing
from services.application.events.case import (
    CaseApproved,
    CaseCompleted,
    CaseWithdrawn,
    KeyIssued,
    MaterialsReturned,
    MaterialsVerified,
    ReissueEnded,
    WithdrawalDeclined,
    WithdrawalRequested,
)
from tests.application.cast import after, case_id, confirm_upload, number, serial, tuesday, upload
from tests.application.histories import (
    approve,
    complete,
    confirmed,
    draft,
    failed,
    pass_verification,
    produced,
    producing,
    record_issue,
    reissue,
    reissue_confirmed,
    request_withdrawal,
    reviewing,
    uploading,
    verifying,
    withdrawing,
    withdrawn,
)
from tests.scenario import scenarios

given = scenarios(case)
receipt = CompleteCase(case_id=case_id, certificate_serial=serial, at=tuesday)
end_withdrawn = EndWithdrawn(case_id=case_id, at=tuesday)
decline = DeclineWithdrawal(case_id=case_id, at=tuesday)
completed = after(receipt, start=produced)


def test_the_straight_way_leads_from_desk_to_desk_to_a_key() -> None:
    given(*verifying).when(pass_verification).then(MaterialsVerified(case_id=case_id, round=1, verified_at=tuesday))
    given(*reviewing).when(approve).then(CaseApproved(case_id=case_id, round=1, approved_at=tuesday))
    given(*producing).when(record_issue).then_events(types=[KeyIssued])
    given(*produced).when(receipt).then_events(types=[CaseCompleted])
    assert isinstance(given(*completed).state(), Completed)


def test_what_was_heard_before_changes_nothing() -> None:
    given(*reviewing).when(pass_verification).then_nothing()
    given(*producing).when(approve).then_nothing()
    given(*produced).when(record_issue).then_nothing()
    given(*completed).when(receipt).then_nothing()
    given(*completed).when(record_issue).then_nothing()
    given(*after(failed("slot:id_card_back"), start=verifying)).when(failed("slot:id_card_back")).then_nothing()
    given(*produced).when(pass_verification).then_nothing()


def test_facts_of_an_older_round_change_nothing() -> None:
    second = after(failed("slot:id_card_back"), upload("id_card_back", picture="new"), confirm_upload, start=verifying)
    given(*second).when(pass_verification).then_nothing()
    given(*second).when(failed("slot:id_card_back")).then_nothing()
    given(*second).when(approve).then_nothing()
    given(*second).when(replace(pass_verification, round=2)).then_events(types=[MaterialsVerified])


def test_topics_have_no_order_so_an_approval_may_overtake_a_pass() -> None:
    given(*verifying).when(approve).then_events(types=[CaseApproved])
    state = given(*after(record_issue, start=verifying)).state()
    assert isinstance(state, Produced)


def test_what_comes_too_early_is_refused_and_tried_again() -> None:
    given(*complete).when(pass_verification).then_refused("round_unknown")
    given(*complete).when(record_issue).then_refused("case_is_uploading")
    given(*producing).when(receipt).then_refused("case_is_producing")
    given().when(pass_verification).then_refused("case_unknown")
    given(*verifying).when(end_withdrawn).then_refused("case_is_verifying")
    given(*verifying).when(decline).then_refused("case_is_verifying")


def test_another_attempt_replaces_the_key() -> None:
    second = replace(record_issue, certificate_serial="5A02")
    given(*produced).when(second).then_events(types=[KeyIssued])
    state = given(*after(second, start=produced)).state()
    assert isinstance(state, Produced)
    assert state.issued.certificate_serial == "5A02"
    given(*completed).when(second).then_refused("case_is_completed")


def test_failing_returns_the_materials_to_the_applicant() -> None:
    events = given(*verifying).when(failed("slot:business_licence")).then_events(types=[MaterialsReturned])
    assert isinstance(events[0], MaterialsReturned)
    assert events[0].slots == ("business_licence",)
    assert events[0].revision == 1


@pytest.mark.parametrize("history", [draft, confirmed, uploading, complete, after(failed("slot:id_card_back"), start=verifying)])
def test_whoever_holds_the_case_withdraws_at_once(history: tuple[object, ...]) -> None:
    given(*history).when(request_withdrawal).then_events(types=[CaseWithdrawn])


@pytest.mark.parametrize(("history", "stage"), [(verifying, "verification"), (reviewing, "review"), (producing, "production")])
def test_at_a_desk_withdrawal_is_a_request(history: tuple[object, ...], stage: str) -> None:
    events = given(*history).when(request_withdrawal).then_events(types=[WithdrawalRequested])
    assert isinstance(events[0], WithdrawalRequested)
    assert events[0].stage == stage


def test_withdrawing_again_changes_nothing() -> None:
    given(*withdrawing).when(request_withdrawal).then_nothing()
    given(*withdrawn).when(request_withdrawal).then_nothing()
    given(*withdrawn).when(end_withdrawn).then_nothing()
    given(*produced).when(decline).then_nothing()


def test_the_owner_of_the_stage_gives_the_case_up() -> None:
    given(*withdrawing).when(end_withdrawn).then_events(types=[CaseWithdrawn])
    assert isinstance(given(*after(end_withdrawn, start=withdrawing)).state(), Ended)


def test_a_failed_decision_that_crosses_the_request_ends_the_case_as_withdrawn() -> None:
    """docs/states.md §7 #1."""
    given(*withdrawing).when(failed("slot:id_card_back")).then_events(types=[CaseWithdrawn])


def test_a_passed_decision_that_crosses_the_request_leaves_it_to_the_next_owner() -> None:
    """docs/states.md §7 #1, #3."""
    state = given(*after(pass_verification, approve, start=withdrawing)).state()
    assert isinstance(state, Withdrawing)
    assert state.stage == "production"
    given(*after(pass_verification, approve, start=withdrawing)).when(end_withdrawn).then_events(types=[CaseWithdrawn])


def test_after_issue_the_request_is_declined_and_the_case_goes_on() -> None:
    """docs/states.md §7 #2."""
    issued = after(request_withdrawal, record_issue, start=producing)
    given(*issued).when(decline).then_events(types=[WithdrawalDeclined])
    assert isinstance(given(*after(decline, start=issued)).state(), Produced)
    given(*after(request_withdrawal, start=producing)).when(decline).then_refused("case_is_withdrawing")
    given(*produced).when(request_withdrawal).then_refused("case_is_produced")
    given(*completed).when(request_withdrawal).then_refused("case_is_completed")


def test_a_receipt_that_overtakes_the_refusal_answers_the_request() -> None:
    issued = after(request_withdrawal, record_issue, start=producing)
    given(*issued).when(receipt).then_events(types=[WithdrawalDeclined, CaseCompleted])
    done = after(receipt, start=issued)
    assert isinstance(given(*done).state(), Completed)
    given(*done).when(decline).then_nothing()


def test_a_declared_reissue_is_ended_with_its_case() -> None:
    """docs/states.md §7 #6, #7."""
    given(*reissue).when(request_withdrawal).then_events(types=[CaseWithdrawn])
    events = given(*reissue_confirmed).when(request_withdrawal).then_events(types=[CaseWithdrawn, ReissueEnded])
    assert isinstance(events[0], CaseWithdrawn)
    assert events[0].names == ("srt01",)
    assert events[0].earlier_key == "K-11"


def test_a_verifier_sees_the_confirmed_round_and_nobody_else_anything_before() -> None:
    verifier, elsewhere, reviewer = staff("verifier"), staff("verifier", body="NB"), staff("reviewer", body="P")
    uploaded, at_desk, passed = given(*complete).state(), given(*verifying).state(), given(*reviewing).state()
    assert not isinstance(uploaded, AtDesk)
    assert filed_for(verifier, uploaded) is None
    assert isinstance(at_desk, AtDesk)
    assert isinstance(passed, AtDesk)
    seen = filed_for(verifier, at_desk)
    assert seen is not None
    assert seen.round == 1
    assert filed_for(elsewhere, at_desk) is None
    assert filed_for(reviewer, at_desk) is None
    assert filed_for(reviewer, passed) is not None
    assert filed_for(staff("receiver"), at_desk) is None


def test_a_correction_is_seen_by_no_desk_and_a_new_round_by_the_reviewer_only_once_verified() -> None:
    returned = after(failed("slot:id_card_back", stage="review"), upload("id_card_back", picture="new"), start=reviewing)
    correcting = given(*returned).state()
    seen = filed_for(staff("verifier"), correcting)
    assert seen is not None
    assert "new" not in {scan.fingerprint for scan in seen.scans}
    second = after(confirm_upload, start=returned)
    before = filed_for(staff("reviewer", body="P"), given(*second).state())
    assert before is not None
    assert before.round == 1
    verified = given(*after(replace(pass_verification, round=2), start=second)).state()
    now = filed_for(staff("reviewer", body="P"), verified)
    assert now is not None
    assert now.round == 2
    assert number.startswith("EK-")
