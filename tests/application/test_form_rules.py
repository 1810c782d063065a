"""What may be written into an application, and under which login name?"""

from dataclasses import replace

import pytest

from services.application.commands.case import KeepDocument, ReopenForm, ShowRequirements
from services.application.decider.case import case
from services.application.decider.case.states import Confirmed, Draft, Uploading
from services.application.events.case import (
    DocumentDownloaded,
    DocumentPrinted,
    DraftOpened,
    FormFilled,
    FormReopened,
    LoginNameAdopted,
    LoginNameAssigned,
    LoginNameRetained,
    ReissueDeclared,
    RequirementsShown,
    SubmissionConfirmed,
)
from tests.application.cast import (
    after,
    assign,
    case_id,
    confirm_submission,
    credit_code,
    electromechanical_form,
    enter,
    enter_old,
    fill_in,
    form,
    handler,
    licence_kinds,
    lost_key,
    monday,
    open_draft,
    open_reissue,
    other_account,
    rules,
    situation,
)
from tests.application.histories import (
    adopted,
    complete,
    confirmed,
    downloads,
    draft,
    failed,
    filled,
    produced,
    reissue,
    reissue_confirmed,
    uploading,
    verifying,
    withdrawing,
    withdrawn,
)
from tests.scenario import scenarios

given = scenarios(case)


def test_a_draft_is_opened_once() -> None:
    given().when(open_draft).then_events(types=[DraftOpened])
    given(*draft).when(open_draft).then_nothing()
    given(*draft).when(replace(open_draft, account_id=other_account)).then_refused("number_taken")


@pytest.mark.parametrize("kind", ["renewal", "change", "unlock", "cancel"])
def test_kinds_that_are_not_offered_yet_are_refused(kind: str) -> None:
    given().when(replace(open_draft, kind=kind)).then_refused("kind_not_offered")


def test_an_additional_key_needs_a_reason() -> None:
    additional = replace(open_draft, kind="additional")
    given().when(additional).then_refused("reason_missing")
    given().when(replace(additional, reason="a second office")).then_events(types=[DraftOpened])


def test_a_reissue_names_a_living_received_key_of_the_same_enterprise() -> None:
    """docs/states.md §7 #4."""
    given().when(open_reissue).then_events(types=[DraftOpened])
    given().when(replace(open_reissue, earlier=None)).then_refused("key_unknown")
    given().when(replace(open_reissue, earlier=replace(lost_key, credit_code="other"))).then_refused("key_unknown")
    given().when(replace(open_reissue, earlier=replace(lost_key, state="revoked"))).then_refused("key_ended")
    given().when(replace(open_reissue, earlier=replace(lost_key, received=False))).then_refused("not_received")
    given().when(replace(open_reissue, loss=None)).then_refused("loss_missing")
    given().when(replace(open_reissue, reason=" ")).then_refused("reason_missing")


def test_a_first_application_names_no_earlier_key() -> None:
    given().when(replace(open_draft, earlier=lost_key)).then_refused("no_earlier_key_asked")


def test_a_key_is_expired_once_its_validity_is_over() -> None:
    assert lost_key.live
    assert lost_key.as_of(monday).live
    assert not lost_key.as_of(lost_key.expires_at or monday).live


def test_the_form_is_filled_in_and_the_last_answers_count() -> None:
    events = given(*draft).when(fill_in()).then_events(types=[FormFilled])
    assert isinstance(events[0], FormFilled)
    assert events[0].authorised_user_id == handler
    given(*filled).when(fill_in()).then_nothing()
    given(*filled).when(fill_in(preference="post")).then_events(types=[FormFilled])
    given(*filled).when(fill_in(licence_kinds("import"))).then_events(types=[FormFilled])


def test_wrong_answers_are_not_written_down() -> None:
    wrong = replace(form, authorised_user=replace(form.authorised_user, id_number="110105194912310021"))
    given(*draft).when(fill_in(wrong)).then_refused("invalid")


@pytest.mark.parametrize(
    ("history", "code"),
    [
        (confirmed, "case_is_confirmed"),
        (uploading, "case_is_uploading"),
        (verifying, "case_is_verifying"),
        (withdrawing, "case_is_withdrawing"),
        (produced, "case_is_produced"),
        (withdrawn, "case_is_withdrawn"),
        ((), "case_unknown"),
    ],
)
def test_a_frozen_form_is_locked(history: tuple[object, ...], code: str) -> None:
    """docs/states.md §7 #20."""
    for wish in (fill_in(), assign, enter):
        given(*history).when(wish).then_refused(code)


def test_get_login_name_gives_the_same_name_however_often_it_is_pressed() -> None:
    events = given(*draft).when(assign).then_events(types=[LoginNameAssigned])
    assert isinstance(events[0], LoginNameAssigned)
    assert events[0].login.rule == "assigned"
    given(*filled).when(replace(assign, login_name="ek99999999")).then_nothing()


def test_an_importer_may_adopt_its_registered_name_or_ask_for_another() -> None:
    importer = after(open_draft, fill_in(electromechanical_form))
    given(*importer).when(enter).then_events(types=[LoginNameAdopted])
    given(*importer).when(assign).then_events(types=[LoginNameAssigned])
    given(*adopted).when(replace(enter, login_name="Lathe.Spindle ")).then_nothing()


def test_an_adopted_name_must_be_the_enterprises_own() -> None:
    importer = after(open_draft, fill_in(electromechanical_form))
    given(*importer).when(replace(enter, registered_to="someone else")).then_refused("login_name_not_yours")
    given(*importer).when(replace(enter, registered_to="")).then_refused("login_name_not_yours")
    given(*importer).when(replace(enter, of_key="K-1")).then_refused("login_name_taken")
    assert open_draft.credit_code == credit_code


def test_everyone_else_uses_get_login_name() -> None:
    given(*draft).when(enter).then_refused("login_name_is_assigned")
    given(*after(open_draft, fill_in())).when(enter).then_refused("login_name_is_assigned")


def test_a_name_once_assigned_comes_back_after_another_was_adopted() -> None:
    importer = after(open_draft, fill_in(electromechanical_form), assign, enter)
    events = given(*importer).when(replace(assign, login_name="ek2")).then_events(types=[LoginNameAssigned])
    assert isinstance(events[0], LoginNameAssigned)
    assert events[0].login.name == "ek00000001"
    assert events[0].released == "lathe.spindle"


def test_a_reissue_keeps_the_lost_keys_name() -> None:
    started = after(open_reissue, fill_in())
    given(*started).when(enter_old).then_events(types=[LoginNameRetained])
    given(*started).when(replace(enter_old, login_name="SRT01")).then_events(types=[LoginNameRetained])
    given(*started).when(replace(enter_old, login_name="srt02")).then_refused("not_the_lost_name")
    given(*started).when(assign).then_refused("not_the_lost_name")
    given(*reissue).when(enter_old).then_nothing()


def test_the_lost_keys_name_goes_before_the_electromechanical_one() -> None:
    started = after(open_reissue, fill_in(electromechanical_form))
    given(*started).when(enter).then_refused("not_the_lost_name")


def test_confirming_freezes_the_revision() -> None:
    events = given(*filled).when(confirm_submission).then_events(types=[SubmissionConfirmed])
    assert isinstance(events[0], SubmissionConfirmed)
    assert events[0].revision == 1
    given(*confirmed).when(confirm_submission).then_nothing()
    given(*uploading).when(confirm_submission).then_nothing()
    given(*verifying).when(confirm_submission).then_refused("case_is_verifying")


def test_an_incomplete_form_is_not_confirmed() -> None:
    given(*draft).when(confirm_submission).then_refused("incomplete")
    given(*after(open_draft, fill_in())).when(confirm_submission).then_refused("incomplete")
    given(*after(open_draft, assign)).when(confirm_submission).then_refused("incomplete")


def test_an_adopted_name_falls_with_its_ground() -> None:
    no_importer_any_more = after(fill_in(replace(form, situation=situation)), start=adopted)
    given(*no_importer_any_more).when(confirm_submission).then_refused("incomplete")


def test_a_reissue_is_declared_once_with_the_first_confirmation() -> None:
    events = given(*reissue).when(confirm_submission).then_events(types=[SubmissionConfirmed, ReissueDeclared])
    assert isinstance(events[1], ReissueDeclared)
    assert events[1].loss == "lost"
    again = after(ReopenForm(case_id=case_id, at=monday), start=reissue_confirmed)
    given(*again).when(confirm_submission).then_events(types=[SubmissionConfirmed])


def test_only_after_both_downloads_comes_the_upload() -> None:
    form_saved, letter_saved = downloads()
    assert isinstance(given(*confirmed).state(), Confirmed)
    given(*confirmed).when(form_saved).then_events(types=[DocumentDownloaded])
    one = after(form_saved, start=confirmed)
    assert isinstance(given(*one).state(), Confirmed)
    given(*one).when(form_saved).then_nothing()
    assert isinstance(given(*after(letter_saved, start=one)).state(), Uploading)


def test_documents_of_a_draft_or_an_old_revision_cannot_be_had() -> None:
    form_saved, _ = downloads()
    given(*filled).when(form_saved).then_refused("case_is_draft")
    given(*confirmed).when(replace(form_saved, revision=2)).then_refused("old_revision")
    given(*verifying).when(form_saved).then_nothing()


keep = KeepDocument(
    case_id=case_id, revision=1, document="application_form", address="at/1", person_id=handler, mark="0a1b2c3d", at=monday
)


def test_the_first_bytes_of_a_document_are_kept() -> None:
    given(*confirmed).when(keep).then_events(types=[DocumentPrinted])
    given(*after(keep, start=confirmed)).when(replace(keep, address="at/2")).then_nothing()
    given(*after(keep, start=verifying)).when(keep).then_nothing()
    given(*filled).when(keep).then_refused("case_is_draft")
    given(*confirmed).when(replace(keep, revision=2)).then_refused("old_revision")


def test_reopening_makes_the_next_revision() -> None:
    reopen = ReopenForm(case_id=case_id, at=monday)
    for history in (confirmed, uploading, complete):
        given(*history).when(reopen).then(FormReopened(case_id=case_id, revision=2, reopened_at=monday))
    reopened = after(reopen, start=complete)
    assert isinstance(given(*reopened).state(), Draft)
    given(*reopened).when(reopen).then_nothing()
    given(*verifying).when(reopen).then_refused("case_is_verifying")
    given(*after(failed("slot:id_card_back"), start=verifying)).when(reopen).then_refused("form_not_open")


def test_changed_requirements_are_shown_once() -> None:
    show = ShowRequirements(case_id=case_id, rules=rules("2024"), at=monday)
    given(*uploading).when(show).then_events(types=[RequirementsShown])
    given(*after(show, start=uploading)).when(show).then_nothing()
    given(*uploading).when(replace(show, rules=rules())).then_nothing()
    given(*verifying).when(show).then_nothing()
    given().when(show).then_refused("case_unknown")
