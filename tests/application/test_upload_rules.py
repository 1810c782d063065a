"""When does a scan count, and what do the desks get?"""

from dataclasses import replace

import pytest

from services.application.commands.case import ReopenForm, ShowRequirements, UploadScan
from services.application.decider.case import case
from services.application.decider.case.faults import upload_faults
from services.application.decider.case.requirements import flags_of
from services.application.decider.case.states import AtDesk, Correcting, Draft, Uploading
from services.application.events.case import CaseEvent, MaterialsConfirmed, ScanUploaded
from services.application.values.form import Item
from tests.application.cast import (
    SIX,
    after,
    applicant,
    assign,
    boss,
    case_id,
    confirm_submission,
    confirm_upload,
    electromechanical_form,
    enter,
    fill_in,
    form,
    handler,
    monday,
    number,
    open_draft,
    other_case,
    rules,
    tuesday,
    upload,
)
from tests.application.histories import (
    complete,
    confirmed,
    downloads,
    failed,
    filled,
    pass_verification,
    produced,
    reviewing,
    uploading,
    uploads,
    verifying,
    withdrawing,
    withdrawn,
)
from tests.scenario import scenarios

given = scenarios(case)
reopen = ReopenForm(case_id=case_id, at=monday)


def flags(events: object) -> tuple[str, ...]:
    assert isinstance(events, list)
    assert isinstance(events[0], ScanUploaded)
    return events[0].flags


def test_a_scan_is_uploaded_and_replaced() -> None:
    given(*uploading).when(upload("business_licence")).then_events(types=[ScanUploaded])
    once = after(upload("business_licence"), start=uploading)
    given(*once).when(upload("business_licence")).then_nothing()
    given(*once).when(upload("business_licence", picture="another")).then_events(types=[ScanUploaded])


@pytest.mark.parametrize(
    ("history", "code"),
    [
        ((), "case_unknown"),
        (filled, "case_is_draft"),
        (confirmed, "case_is_confirmed"),
        (verifying, "case_is_verifying"),
        (withdrawing, "case_is_withdrawing"),
        (produced, "case_is_produced"),
        (withdrawn, "case_is_withdrawn"),
    ],
)
def test_scans_are_locked_while_the_form_is_open_or_a_desk_has_the_case(history: tuple[object, ...], code: str) -> None:
    given(*history).when(upload("business_licence")).then_refused(code)


def test_nothing_is_uploaded_to_a_slot_that_is_not_asked_for() -> None:
    given(*uploading).when(upload("authorisation_letter")).then_refused("slot_not_open")


def test_an_old_revision_is_pointed_out_at_upload_and_refused_at_confirmation() -> None:
    second = after(reopen, confirm_submission, *downloads(2), start=complete)
    assert flags(given(*second).when(upload("application_form", revision=1, picture="x")).then_events()) == ("old_revision",)
    given(*second).when(confirm_upload).then_refused("old_revision")
    reprinted = after(upload("application_form", revision=2), upload("signature_confirmation_letter", revision=2), start=second)
    given(*reprinted).when(confirm_upload).then_events(types=[MaterialsConfirmed])


def test_an_unreadable_code_is_only_pointed_out() -> None:
    unreadable = upload("application_form", revision=None, picture="stained")
    assert flags(given(*uploading).when(unreadable).then_events()) == ("qr_unreadable",)
    given(*after(unreadable, start=complete)).when(confirm_upload).then_events(types=[MaterialsConfirmed])


def test_an_unreadable_scan_from_before_a_new_revision_is_old() -> None:
    unreadable = after(upload("application_form", revision=None, picture="stained"), start=complete)
    second = after(
        reopen, confirm_submission, *downloads(2), upload("signature_confirmation_letter", revision=2), start=unreadable
    )
    given(*second).when(confirm_upload).then_refused("old_revision")


def test_a_print_of_another_application_is_pointed_out() -> None:
    wrong = upload("application_form")
    foreign = replace(wrong, fingerprint="x", shown=(replace(wrong.shown[0], application_number="EK-000000000000"),))
    swapped = replace(wrong, fingerprint="y", shown=(replace(wrong.shown[0], document="signature_confirmation_letter"),))
    assert flags(given(*uploading).when(foreign).then_events()) == ("other_document",)
    assert flags(given(*uploading).when(swapped).then_events()) == ("other_document",)
    assert wrong.shown[0].application_number == number


def test_the_same_picture_in_two_slots_is_pointed_out_on_both_until_one_is_replaced() -> None:
    twice = after(upload("id_card_front", picture="p"), upload("id_card_back", picture="p"), start=uploading)
    state = given(*twice).state()
    assert isinstance(state, Uploading)
    assert [flags_of(state.dossier, scan) for scan in state.dossier.scans] == [("same_image",), ("same_image",)]
    assert twice[-2].flags == ()
    assert twice[-1].flags == ("same_image",)
    mended = given(*after(upload("id_card_back", picture="q"), start=twice)).state()
    assert isinstance(mended, Uploading)
    assert [flags_of(mended.dossier, scan) for scan in mended.dossier.scans] == [(), ()]


def test_confirm_upload_needs_both_statements() -> None:
    given(*complete).when(replace(confirm_upload, correct=False)).then_refused("not_attested")
    given(*complete).when(replace(confirm_upload, scanned_from_originals=False)).then_refused("not_attested")


def test_a_missing_slot_is_named() -> None:
    five = after(*uploads(*(slot for slot in SIX if slot != "operator_registration_form")), start=uploading)
    refusal = given(*five).when(confirm_upload).then_refused("slots_missing")
    assert "foreign trade operator registration form" in refusal.en
    state = given(*five).state()
    assert isinstance(state, Uploading)
    assert [f.field for f in upload_faults(state.dossier, rules())] == ["slot:operator_registration_form"]


def test_confirmed_materials_name_every_item_and_person_and_pin_the_rules() -> None:
    events = given(*complete).when(confirm_upload).then_events(types=[MaterialsConfirmed])
    told = events[0]
    assert isinstance(told, MaterialsConfirmed)
    assert [item.item for item in told.items] == [
        "form:situation",
        "form:licence_kinds",
        "form:login_name",
        "form:enterprise",
        "form:authorised_user",
        *(f"slot:{slot}" for slot in SIX),
    ]
    assert all(item.fingerprint for item in told.items)
    assert told.enterprise_persons == (handler, boss, applicant)
    assert told.round == 1
    assert told.rules == rules()
    given(*verifying).when(confirm_upload).then_nothing()


def test_a_waiver_is_an_item_with_its_reason() -> None:
    five = tuple(slot for slot in SIX if slot != "operator_registration_form")
    history = after(open_draft, fill_in(electromechanical_form), enter, confirm_submission, *downloads(), *uploads(*five))
    told = given(*history).when(confirm_upload).then_events(types=[MaterialsConfirmed])[0]
    assert isinstance(told, MaterialsConfirmed)
    assert [(i.item, i.reason) for i in told.items if i.item.startswith("waiver:")] == [
        ("waiver:operator_registration_form", "electromechanical_only")
    ]
    given(*history).when(upload("operator_registration_form")).then_refused("slot_not_open")


def test_changed_requirements_refuse_the_confirmation_until_they_were_shown() -> None:
    """docs/states.md §7 #19."""
    new_rules = replace(confirm_upload, rules=rules("2024"))
    refusal = given(*complete).when(new_rules).then_refused("requirements_changed")
    assert "authorisation letter" in refusal.en
    shown = after(ShowRequirements(case_id=case_id, rules=rules("2024"), at=monday), start=complete)
    given(*shown).when(new_rules).then_refused("slots_missing")
    supplied = after(upload("authorisation_letter"), upload("subscriber_agreement"), start=shown)
    events = given(*supplied).when(new_rules).then_events(types=[MaterialsConfirmed])
    assert isinstance(events[0], MaterialsConfirmed)
    assert "slot:operator_registration_form" not in {item.item for item in events[0].items}


def test_later_rounds_keep_the_pinned_rules() -> None:
    """docs/states.md §7 #19."""
    corrected = after(failed("slot:id_card_back"), upload("id_card_back", picture="new"), start=verifying)
    events = given(*corrected).when(replace(confirm_upload, rules=rules("2024"))).then_events(types=[MaterialsConfirmed])
    assert isinstance(events[0], MaterialsConfirmed)
    assert events[0].rules == rules()


def test_only_failed_slots_open_again_and_must_be_uploaded_anew() -> None:
    returned = after(failed("slot:business_licence", "slot:id_card_back"), start=verifying)
    assert isinstance(given(*returned).state(), Correcting)
    given(*returned).when(upload("id_card_front", picture="new")).then_refused("slot_not_open")
    given(*returned).when(confirm_upload).then_refused("slots_missing")
    one = after(upload("business_licence", picture="new"), start=returned)
    given(*one).when(confirm_upload).then_refused("slots_missing")
    both = after(upload("id_card_back", picture="new"), start=one)
    events = given(*both).when(confirm_upload).then_events(types=[MaterialsConfirmed])
    assert isinstance(events[0], MaterialsConfirmed)
    assert events[0].round == 2


def test_unchanged_items_keep_their_fingerprints_in_the_next_round() -> None:
    again = after(failed("slot:id_card_back"), upload("id_card_back", picture="new"), confirm_upload, start=verifying)
    first, second = (event for event in again if isinstance(event, MaterialsConfirmed))
    changed = {new.item for old, new in zip(first.items, second.items, strict=True) if old.fingerprint != new.fingerprint}
    assert changed == {"slot:id_card_back"}


def test_a_failed_review_comes_back_to_the_applicant_and_then_to_the_issuing_body() -> None:
    returned = after(failed("slot:signature_confirmation_letter", stage="review"), start=reviewing)
    state = given(*returned).state()
    assert isinstance(state, Correcting)
    assert state.dossier.correction is not None
    assert state.dossier.correction.stage == "review"
    again = given(*after(upload("signature_confirmation_letter", picture="signed"), confirm_upload, start=returned)).state()
    assert isinstance(again, AtDesk)
    assert again.stage == "verification"
    assert again.dossier.correction is None


def test_a_failed_section_opens_the_form_and_both_prints() -> None:
    """docs/states.md §7 #17."""
    returned = after(failed("form:enterprise"), start=verifying)
    state = given(*returned).state()
    assert isinstance(state, Draft)
    assert state.dossier.revision == 2
    corrected = fill_in(replace(form, enterprise=replace(form.enterprise, name_en="Blue Heron Trading Co., Ltd.")))
    given(*returned).when(fill_in(replace(form, licence_kinds=("import",)))).then_refused("section_not_open")
    given(*returned).when(replace(corrected, issuing_body="NB")).then_refused("body_is_fixed")
    second = after(corrected, confirm_submission, *downloads(2), start=returned)
    assert isinstance(given(*second).state(), Correcting)
    given(*second).when(confirm_upload).then_refused("slots_missing")
    given(*second).when(upload("id_card_back", picture="new")).then_refused("slot_not_open")
    reprinted = after(
        upload("application_form", revision=2, picture="2"),
        upload("signature_confirmation_letter", revision=2, picture="3"),
        start=second,
    )
    given(*reprinted).when(confirm_upload).then_events(types=[MaterialsConfirmed])


def test_another_authorised_user_opens_the_identity_card() -> None:
    state = given(*after(failed("form:authorised_user"), start=verifying)).state()
    assert isinstance(state, Draft)
    assert state.dossier.correction is not None
    assert {"id_card_front", "id_card_back", "application_form"} <= set(state.dossier.correction.slots)


def test_an_unfounded_waiver_opens_the_answers_it_stands_on() -> None:
    state = given(*after(failed("waiver:operator_registration_form"), start=verifying)).state()
    assert isinstance(state, Draft)
    assert state.dossier.correction is not None
    assert state.dossier.correction.sections == ("situation", "licence_kinds")


def test_a_correction_that_ends_an_exemption_opens_the_slot() -> None:
    """docs/states.md §7 #18."""
    five = tuple(slot for slot in SIX if slot != "operator_registration_form")
    history = after(
        open_draft,
        fill_in(electromechanical_form),
        enter,
        confirm_submission,
        *downloads(),
        *uploads(*five),
        confirm_upload,
        failed("form:licence_kinds"),
        fill_in(replace(electromechanical_form, licence_kinds=("automatic_import_electromechanical", "import"))),
        confirm_submission,
        *downloads(2),
        upload("application_form", revision=2, picture="2"),
        upload("signature_confirmation_letter", revision=2, picture="3"),
    )
    refusal = given(*history).when(confirm_upload).then_refused("slots_missing")
    assert "import licence" in refusal.en
    supplied = after(upload("operator_registration_form"), start=history)
    given(*supplied).when(confirm_upload).then_events(types=[MaterialsConfirmed])


def test_a_login_name_that_did_not_fail_stays() -> None:
    returned = after(failed("form:enterprise"), start=verifying)
    given(*returned).when(replace(enter, at=tuesday)).then_refused("section_not_open")
    assert pass_verification.round == 1


def under_2024() -> tuple[CaseEvent, ...]:
    """An application under the profile 2024, everything uploaded but the subscriber agreement."""
    before = after(open_draft, fill_in(), assign, replace(confirm_submission, rules=rules("2024")), *downloads())
    slots = (*(slot for slot in SIX if slot != "operator_registration_form"), "authorisation_letter")
    return after(*(upload(slot) for slot in slots), start=before)


def agreement(page: int, picture: str = "") -> UploadScan:
    return upload("subscriber_agreement", page=page, picture=picture or f"page {page}")


confirm_2024 = replace(confirm_upload, rules=rules("2024"))


def test_a_subscriber_agreement_has_up_to_ten_images_and_every_other_slot_one() -> None:
    given(*under_2024()).when(confirm_2024).then_refused("slots_missing")
    given(*under_2024()).when(agreement(2)).then_refused("page_missing")
    given(*under_2024()).when(upload("business_licence", page=2)).then_refused("too_many_pages")
    given(*under_2024()).when(agreement(0)).then_refused("too_many_pages")
    ten = after(*(agreement(page) for page in range(1, 11)), start=under_2024())
    given(*ten).when(agreement(11)).then_refused("too_many_pages")
    given(*ten).when(agreement(3)).then_nothing()
    given(*ten).when(confirm_2024).then_events(types=[MaterialsConfirmed])


def test_the_pages_of_an_agreement_are_one_item_that_changes_with_any_of_them() -> None:
    def item(history: tuple[CaseEvent, ...]) -> Item:
        (told,) = given(*history).when(confirm_2024).then_events(types=[MaterialsConfirmed])
        assert isinstance(told, MaterialsConfirmed)
        return next(item for item in told.items if item.item == "slot:subscriber_agreement")

    one = after(agreement(1), start=under_2024())
    two = after(agreement(2), start=one)
    other = after(agreement(2, "another"), start=two)
    assert len({item(one).fingerprint, item(two).fingerprint, item(other).fingerprint}) == 3
    assert item(after(agreement(2, "page 2"), start=other)) == item(two)
    twice = after(agreement(2, "page 1"), start=two)
    assert (item(two).flags, item(twice).flags) == ((), ("same_image",))


def test_an_agreement_that_was_sent_back_is_uploaded_anew_from_its_first_page() -> None:
    history = after(agreement(1), agreement(2), confirm_2024, failed("slot:subscriber_agreement"), start=under_2024())
    given(*history).when(agreement(2, "new")).then_refused("page_missing")
    again = after(agreement(1, "new"), start=history)
    state = given(*again).state()
    assert isinstance(state, Correcting)
    assert [page.fingerprint for page in state.dossier.pages_of("subscriber_agreement")] == ["new"]
    given(*again).when(confirm_2024).then_events(types=[MaterialsConfirmed])


def test_persons_of_the_enterprise_are_named_once_also_who_opened_the_application() -> None:
    history = after(
        open_draft, fill_in(legal_representative_id=handler), assign, confirm_submission, *downloads(), *uploads(*SIX)
    )
    (told,) = given(*history).when(replace(confirm_upload, users=(other_case,))).then_events(types=[MaterialsConfirmed])
    assert isinstance(told, MaterialsConfirmed)
    assert told.enterprise_persons == (handler, other_case, applicant)
