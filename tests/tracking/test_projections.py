"""Does a case stand where its facts say, and does its trail tell how it came there?"""

from dataclasses import replace
from uuid import UUID

import pytest
from pydantic import TypeAdapter

from services.tracking.projections import words
from services.tracking.projections.cases import CaseRow, as_the_provider_sees, tags
from services.tracking.projections.status import status_of
from services.tracking.values.verification import FailedItem
from tests.tracking.cast import (
    CASE,
    HERON,
    NUMBER,
    Journey,
    by_post,
    corrected_form,
    lost_on_the_way,
    ordinary_first,
    reissue_lost,
    three_rounds,
    to_the_desk,
    withdrawn_while_claimed,
)
from tests.tracking.world import Tracking


def said(tracking: Tracking) -> list[str]:
    status = tracking.status()
    assert status
    return [words.STATUSES[mark.status].en for mark in status.standing.way]


def test_the_ordinary_way_is_said_in_the_words_of_the_source() -> None:
    assert said(Tracking(ordinary_first().told)) == [
        "draft",
        "Confirm Submission",
        "Upload (not confirmed)",
        "Confirm Upload",
        "verification passed",
        "review passed",
        "key produced",
        "key on its way to the issuing body",
        "key received by the issuing body",
        "ready to collect",
        "completed",
    ]


HOLDERS = [
    (Journey().drafted(), "draft", "2", "enterprise", ""),
    (Journey().drafted().submitted(), "confirmed", "3", "enterprise", ""),
    (Journey().drafted().submitted().printed(), "uploading", "4", "enterprise", ""),
    (to_the_desk(), "verifying", "5a", "issuing_body", "ZJ"),
    (to_the_desk().verified(), "reviewing", "5b", "provider", "P"),
    (to_the_desk().failed("verification", 1, ("slot:id_card_back", "expired")), "correcting", "5a", "enterprise", ""),
    (to_the_desk().verified().failed("review", 1, ("slot:id_card_back", "expired")), "correcting", "5b", "enterprise", ""),
    (to_the_desk().verified().approved(), "producing", "6", "provider", "P"),
    (to_the_desk().verified().approved().produced(), "produced", "6", "provider", "P"),
    (to_the_desk().verified().approved().produced().dispatched(), "in_transit", "6", "courier", ""),
    (to_the_desk().verified().approved().produced().dispatched().arrived(), "at_issuing_body", "7", "issuing_body", "ZJ"),
    (to_the_desk().verified().approved().produced().arrived().notified(), "ready_to_collect", "7", "issuing_body", "ZJ"),
    (to_the_desk().verified().approved().produced().arrived().posted("SF"), "posted", "7", "courier", ""),
    (ordinary_first(), "completed", "8", "enterprise", ""),
    (withdrawn_while_claimed(), "withdrawn", "5a", "nobody", ""),
]


@pytest.mark.parametrize(("journey", "state", "stage", "who", "body"), HOLDERS, ids=[h[1] for h in HOLDERS])
def test_it_is_always_known_who_holds_the_case(journey: Journey, state: str, stage: str, who: str, body: str) -> None:
    status = Tracking(journey.told).status()
    assert status
    assert (status.state, status.stage, status.holder.who, status.holder.body) == (state, stage, who, body)
    assert status.next.zh
    assert status.next.en


def test_a_case_is_there_since_the_fact_that_led_it_there() -> None:
    journey = to_the_desk()
    confirmed = next(m for m in journey.told if m.envelope.type == "MaterialsConfirmed")
    status = Tracking(journey.told).status()
    assert status
    assert status.since == confirmed.envelope.at


def test_nothing_is_told_of_a_case_whose_opening_was_not_heard() -> None:
    tracking = Tracking(to_the_desk().told[3:])
    assert tracking.status() is None
    assert tags(CaseRow(case_id=CASE, facts=tracking.told())) == []


def test_one_document_alone_does_not_lead_to_the_upload() -> None:
    journey = Journey().drafted().submitted().printed()
    status = Tracking(journey.told[:-1]).status()
    assert status
    assert status.state == "confirmed"


def test_a_reopened_form_is_a_draft_again_and_needs_both_documents_of_its_revision() -> None:
    from contracts.application import FormReopened

    journey = Journey().drafted().submitted().printed()
    journey.tell(FormReopened(case_id=CASE, revision=2, reopened_at=journey.at))
    assert said(Tracking(journey.told))[-1] == "draft"
    journey.submitted(2).printed(2)
    assert said(Tracking(journey.told[:-1]))[-1] == "Confirm Submission"
    assert said(Tracking(journey.told))[-1] == "Upload (not confirmed)"


def test_three_rounds_are_told_one_after_the_other_and_only_the_last_failure_is_to_be_corrected() -> None:
    journey = three_rounds()
    assert said(Tracking(journey.told))[3:9] == [
        "Confirm Upload",
        "verification failed",
        "Confirm Upload",
        "verification passed",
        "review failed",
        "Confirm Upload",
    ]
    until_review_failed = next(n for n, m in enumerate(journey.told) if m.envelope.type == "ReviewFailed")
    status = Tracking(journey.told[: until_review_failed + 1]).status()
    assert status
    assert status.failed == (FailedItem(item="slot:signature_confirmation_letter", reason_code="not_the_users_signature"),)
    ended = Tracking(journey.told).status()
    assert ended
    assert (ended.failed, ended.standing.round, ended.state) == ((), 3, "completed")


def test_what_is_edited_while_correcting_does_not_move_the_case() -> None:
    journey = corrected_form()
    assert said(Tracking(journey.told)) == [
        "draft",
        "Confirm Submission",
        "Upload (not confirmed)",
        "Confirm Upload",
        "verification failed",
        "Confirm Upload",
        "verification passed",
    ]


def test_the_preference_is_the_last_one_and_the_waybill_the_couriers() -> None:
    journey = by_post()
    until_posted = next(n for n, m in enumerate(journey.told) if m.envelope.type == "KeyPosted")
    status = Tracking(journey.told[: until_posted + 1]).status()
    assert status
    assert (status.state, status.preference, status.holder.waybill) == ("posted", "post", "SF-2")


def test_a_lost_key_is_replaced_in_the_same_case_by_the_next_attempt() -> None:
    journey = lost_on_the_way()
    again = next(n for n, m in enumerate(journey.told) if getattr(m.heard, "attempt", 0) == 2)
    status = Tracking(journey.told[: again + 1]).status()
    assert status
    assert (status.state, status.standing.attempt) == ("producing", 2)
    ended = Tracking(journey.told)
    status = ended.status()
    assert status
    assert (status.state, status.bound, status.certificates) == ("completed", True, ("C1", "C2"))
    assert (ended.certificate("C1").state, ended.certificate("C2").state) == ("revoked", "active")


def test_of_a_reissue_the_old_certificate_is_suspended_then_revoked_before_the_new_one_is_active() -> None:
    tracking = Tracking(reissue_lost().told)
    status = tracking.status()
    assert status
    assert status.certificates == ("K-11", "C1")
    old, new = tracking.certificate("K-11"), tracking.certificate("C1")
    assert [turn.state for turn in old.turns] == ["suspended", "revoked"]
    assert [turn.state for turn in new.turns] == ["inactive", "active"]
    assert old.turns[-1].position < new.turns[-1].position


def test_a_certificate_ended_by_a_later_case_is_shown_so_in_the_case_that_made_it() -> None:
    tracking = Tracking(ordinary_first().told)
    later = Journey(case_id=UUID(int=101), number="EK-00000000000X", positions=ordinary_first().positions).revoked("C1")
    tracking.hear(later.told[0])
    assert tracking.certificate("C1").state == "revoked"


def test_two_reasons_suspend_until_both_are_lifted() -> None:
    from contracts.production import SuspensionLifted

    journey = ordinary_first().suspended("C1", "loss").suspended("C1", "parcel")
    journey.tell(
        SuspensionLifted(case_id=CASE, serial="C1", login_name="bh0001", reason="loss", suspended=True, lifted_at=journey.at)
    )
    found = Tracking(journey.told).certificate("C1")
    assert (found.state, found.reasons) == ("suspended", ("parcel",))
    journey.tell(
        SuspensionLifted(case_id=CASE, serial="C1", login_name="bh0001", reason="parcel", suspended=False, lifted_at=journey.at)
    )
    assert Tracking(journey.told).certificate("C1").state == "active"


def test_handed_over_but_not_confirmed_waits_for_the_enterprise() -> None:
    journey = to_the_desk().verified().approved().produced().dispatched().arrived().notified()
    waiting = Tracking(journey.told).status()
    assert waiting
    assert "Service Centre, window 12" in waiting.next.en
    status = Tracking(journey.handed_over().told).status()
    assert status
    assert (status.state, status.holder.who, status.next) == ("ready_to_collect", "enterprise", words.CONFIRM_RECEIPT)


def test_binding_follows_receipt_and_changes_what_is_next() -> None:
    journey = to_the_desk().verified().approved().produced().dispatched().arrived().notified().handed_over().received()
    before = Tracking(journey.told).status()
    after = Tracking(journey.bound().told).status()
    assert before
    assert after
    assert (before.bound, after.bound) == (False, True)
    assert before.next == words.NEXT["completed"]
    assert after.next == words.USE_THE_KEY


def test_a_wish_to_withdraw_is_shown_until_it_is_answered() -> None:
    journey = to_the_desk().withdrawal_requested()
    asked = Tracking(journey.told).status()
    assert asked
    assert (asked.state, asked.withdrawal, asked.next) == ("verifying", "requested", words.ANSWER_WITHDRAWAL)
    ended = Tracking(journey.withdrawn().told).status()
    assert ended
    assert (ended.state, ended.withdrawal) == ("withdrawn", "withdrawn")


def test_mails_are_listed_in_the_order_they_went_out() -> None:
    status = Tracking(three_rounds().told).status()
    assert status
    assert [mail.purpose for mail in status.mails] == ["correction_needed", "correction_needed", "ready_to_collect"]


def test_the_provider_sees_nothing_before_verification_passed() -> None:
    assert as_the_provider_sees(Tracking(to_the_desk().told).told()) == ()


def test_after_a_failed_review_the_provider_sees_only_what_it_reviewed_until_verified_again() -> None:
    journey = to_the_desk().verified().failed("review", 1, ("slot:id_card_back", "expired"))
    journey.uploaded("id_card_back").confirmed(2).claimed("verification", 2)
    facts = Tracking(journey.told).told()
    whole, seen = status_of(facts), status_of(as_the_provider_sees(facts))
    assert whole
    assert seen
    assert (whole.state, whole.standing.round) == ("verifying", 2)
    assert (seen.state, seen.standing.round) == ("correcting", 1)
    assert len([t for t in as_the_provider_sees(facts) if t.step.type == "ScanUploaded"]) == 2
    again = Tracking(journey.verified(2).told).told()
    assert as_the_provider_sees(again) == again


def test_a_row_is_found_by_number_account_state_and_body() -> None:
    row = CaseRow(case_id=CASE, facts=Tracking(to_the_desk().told).told())
    assert tags(row) == ["case", f"number:{NUMBER}", f"account:{HERON}", "state:verifying", "body:ZJ"]
    later = CaseRow(case_id=CASE, facts=Tracking(to_the_desk().verified().told).told())
    assert tags(later)[-2:] == ["provider", "provider-state:reviewing"]


def test_a_row_can_be_stored_and_read_again() -> None:
    row = CaseRow(case_id=CASE, facts=Tracking(three_rounds().told).told())
    adapter = TypeAdapter(CaseRow)
    assert adapter.validate_json(adapter.dump_json(row)) == row


def test_the_trail_names_five_services_and_begins_with_the_registration() -> None:
    lines = Tracking(ordinary_first().told).trail()
    assert {line.service for line in lines} == {"registration", "application", "verification", "production", "delivery"}
    assert [line.event for line in lines[:3]] == ["RegistrationStarted", "AccountActivated", "DraftOpened"]
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    claimed = next(line for line in lines if line.event == "TaskClaimed")
    assert (claimed.agent.body, claimed.agent.roles, claimed.cause[:5]) == ("ZJ", ("supervisor", "verifier"), "http:")


def test_a_failure_is_said_with_its_items_in_both_languages() -> None:
    [failed] = [line for line in Tracking(three_rounds().told).trail() if line.event == "VerificationFailed"]
    assert failed.says.en == "“verification failed” (round 1): business licence (illegible), ID card, back (expired)."
    assert failed.says.zh == "初审不通过（第1轮）：营业执照（illegible）、身份证背面（expired）。"


def test_the_registration_heads_the_first_case_only() -> None:
    tracking = Tracking(ordinary_first().told)
    second = Journey(case_id=UUID(int=101), number="EK-00000000000X", positions=ordinary_first().positions).drafted()
    tracking.hear(second.told[0])
    assert [line.event for line in tracking.trail(UUID(int=101))] == ["DraftOpened"]
    assert tracking.trail()[0].event == "RegistrationStarted"


def test_the_first_case_is_the_one_opened_first_though_heard_of_last() -> None:
    first = ordinary_first()
    second = Journey(case_id=UUID(int=101), number="EK-00000000000X", positions=ordinary_first().positions).drafted()
    tracking = Tracking([*second.told, *first.told])
    assert tracking.trail(UUID(int=101))[0].event == "DraftOpened"
    assert tracking.trail()[0].event == "RegistrationStarted"


def test_the_trail_never_turns_around_what_one_producer_wrote_though_its_clock_went_back() -> None:
    journey = ordinary_first()
    opened = next(n for n, m in enumerate(journey.told) if m.envelope.type == "DraftOpened")
    late = journey.told[opened].heard.model_copy(update={"opened_at": journey.at})
    journey.told[opened] = replace(journey.told[opened], heard=late)
    own = [line.position for line in Tracking(journey.told).trail() if line.service == "application"]
    assert own == sorted(own)
