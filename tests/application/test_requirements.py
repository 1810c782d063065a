"""Which documents are asked for, why, and which answers are wrong?"""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from services.application.policies.requirements import Requirement, requirements
from services.application.policies.rules import Rules
from services.application.values.codes import CaseKind, IdType, LicenceKind
from services.application.values.form import Situation
from services.application.values.identifiers import division_of, resident_id_checks
from services.application.values.validation import errors, findings, warnings
from tests.application.cast import SIX, electromechanical, form, rules, situation

TODAY = date(2026, 2, 9)


def asked(
    answers: Situation = situation,
    kinds: tuple[LicenceKind, ...] = ("automatic_import",),
    kind: CaseKind = "first",
    id_type: IdType = "resident_id",
    by: Rules | None = None,
) -> dict[str, Requirement]:
    return {r.slot: r for r in requirements(answers, kinds, kind, id_type, by or rules())}


def required(slots: dict[str, Requirement]) -> tuple[str, ...]:
    return tuple(slot for slot, r in slots.items() if r.required)


def operator_form(answers: Situation, *kinds: LicenceKind) -> Requirement:
    return asked(answers, kinds or ("automatic_import",))["operator_registration_form"]


def test_ordinarily_six_documents_are_required_each_with_reason_and_clause() -> None:
    slots = asked()
    assert required(slots) == SIX
    assert all(r.reason and r.zh and r.en and r.clause for r in slots.values())


def test_only_electromechanical_imports_without_registration_are_exempt() -> None:
    waived = operator_form(electromechanical, "automatic_import_electromechanical")
    assert (waived.standing, waived.reason) == ("waived", "electromechanical_only")
    assert "(a)" in waived.clause


def test_the_first_exemption_is_a_conjunction() -> None:
    mixed = operator_form(electromechanical, "automatic_import_electromechanical", "import")
    assert mixed.required
    assert mixed.en.endswith("import licence")
    registered = replace(electromechanical, registered_operator=True)
    assert operator_form(registered, "automatic_import_electromechanical").required


def test_the_second_exemption_is_a_conjunction() -> None:
    zone = replace(situation, free_trade_zone=True)
    assert operator_form(zone).required
    assert operator_form(replace(zone, registered_with_local_commerce=True)).reason == "free_trade_zone"
    assert operator_form(replace(situation, registered_with_local_commerce=True)).required


def test_foreign_investment_on_the_licence_is_exempt() -> None:
    assert operator_form(replace(situation, foreign_invested_on_licence=True)).reason == "foreign_invested"


def test_all_exemptions_that_apply_are_named() -> None:
    every = replace(
        electromechanical, free_trade_zone=True, registered_with_local_commerce=True, foreign_invested_on_licence=True
    )
    waived = operator_form(every, "automatic_import_electromechanical")
    assert waived.reason == "electromechanical_only+free_trade_zone+foreign_invested"


def test_the_identity_card_is_never_exempt_but_a_passport_has_one_page() -> None:
    exempt = replace(situation, foreign_invested_on_licence=True)
    assert {"id_card_front", "id_card_back"} <= set(required(asked(exempt)))
    passport = asked(id_type="passport")
    assert passport["id_card_front"].required
    assert passport["id_card_back"].reason == "data_page_only"
    assert asked(id_type="travel_permit")["id_card_back"].standing == "waived"


def test_the_profile_of_2024_asks_for_letter_and_agreement_and_no_registration_form() -> None:
    slots = asked(by=rules("2024"))
    assert {"authorisation_letter", "subscriber_agreement"} <= set(required(slots))
    assert slots["operator_registration_form"].standing == "not_asked"


def test_the_dated_profile_changes_on_its_days() -> None:
    before, after = datetime(2022, 12, 29, tzinfo=UTC), datetime(2022, 12, 30, tzinfo=UTC)
    assert "operator_registration_form" in required(asked(by=rules("dated", before)))
    assert "operator_registration_form" not in required(asked(by=rules("dated", after)))


def test_other_kinds_ask_for_less() -> None:
    assert required(asked(kind="cancel")) == ("application_form",)
    assert required(asked(kind="unlock")) == ("application_form", "id_card_front", "id_card_back")
    assert required(asked(kind="reissue")) == SIX


def codes(**changes: str) -> list[tuple[str, str]]:
    return [(f.field, f.code) for f in findings(replace(form, authorised_user=replace(form.authorised_user, **changes)), TODAY)]


@pytest.mark.parametrize("good", ["11010519491231002X", "440524188001010014", "34052419800101001X"])
def test_resident_ids_check(good: str) -> None:
    assert resident_id_checks(good)
    assert not resident_id_checks(good[:-1] + ("1" if good[-1] != "1" else "2"))
    assert codes(id_number=good) == []


def test_checksum_date_and_region_are_three_findings() -> None:
    assert codes(id_number="110105194912310021") == [("authorised_user.id_number", "checksum")]
    assert codes(id_number="11010519490231002X"[:17] + "0") == [("authorised_user.id_number", "checksum")]
    region = replace(form, authorised_user=replace(form.authorised_user, id_number="999999190001010162"))
    assert errors(region, TODAY) == ()
    assert [w.code for w in warnings(region, TODAY)] == ["region"]
    assert codes(id_number=with_check("11010519490230002")) == [("authorised_user.id_number", "date")]
    assert codes(id_number=with_check("11010520990101002")) == [("authorised_user.id_number", "date")]


def with_check(seventeen: str) -> str:
    return next(seventeen + check for check in "0123456789X" if resident_id_checks(seventeen + check))


def test_every_wrong_field_is_named() -> None:
    wrong = replace(
        form,
        licence_kinds=(),
        enterprise=replace(form.enterprise, name_zh=" ", address="x\x00"),
        authorised_user=replace(form.authorised_user, phone="none", id_type="passport", id_number="?"),
    )
    assert {(f.field, f.code) for f in errors(wrong, TODAY)} == {
        ("licence_kinds", "missing"),
        ("enterprise.name_zh", "missing"),
        ("enterprise.address", "unprintable"),
        ("authorised_user.phone", "malformed"),
        ("authorised_user.id_number", "malformed"),
    }


def test_the_division_is_in_the_credit_code() -> None:
    assert division_of("91330200MA0EXA090P") == "330200"
    assert division_of("N2330100MB0EXA2382") == "330100"
