"""Which documents are asked for in each of the 32 situations, of each kind, in each profile? Counted out here a second time, by another way."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from typing import get_args

import pytest

from services.application.api.views import requirement_lines
from services.application.decider.case import case
from services.application.decider.case.items import items_of
from services.application.decider.case.states import Known
from services.application.policies.requirements import requirements
from services.application.policies.rules import Rules
from services.application.values.codes import SLOTS, CaseKind, IdType, LicenceKind, Slot
from services.application.values.form import Situation
from tests.application.cast import after, assign, confirm_submission, fill_in, form, open_draft, rules
from tests.application.histories import downloads, uploads

ANSWERS = tuple(product((False, True), repeat=5))
KINDS: tuple[CaseKind, ...] = get_args(CaseKind)
LICENCES: tuple[tuple[LicenceKind, ...], ...] = (
    ("automatic_import_electromechanical",),
    ("automatic_import_electromechanical", "import"),
    ("bulk_agricultural_report",),
)
IDENTITIES: tuple[IdType, ...] = ("resident_id", "passport", "travel_permit")
DAYS = {
    "2022": datetime(2026, 2, 9, tzinfo=UTC),
    "2024": datetime(2026, 2, 9, tzinfo=UTC),
    "dated until 2022-12-29": datetime(2022, 12, 29, 15, 59, tzinfo=UTC),
    "dated from 2022-12-30": datetime(2022, 12, 29, 16, 0, tzinfo=UTC),
    "dated until 2023-12-31": datetime(2023, 12, 31, 15, 59, tzinfo=UTC),
    "dated from 2024-01-01": datetime(2023, 12, 31, 16, 0, tzinfo=UTC),
}
FORM_ASKED = {"2022", "dated until 2022-12-29"}
LETTER_ASKED = {"2024", "dated from 2024-01-01"}


def grounds(answers: tuple[bool, ...], licences: tuple[LicenceKind, ...]) -> str:
    """The reasons for which the registration form is not needed, as docs/domain.md §3 counts them."""
    registered, _, zone, local, foreign = answers
    found = {
        "electromechanical_only": not registered and licences == LICENCES[0],
        "free_trade_zone": zone and local,
        "foreign_invested": foreign,
    }
    return "+".join(code for code, applies in found.items() if applies)


def expected(slot: Slot, when: str, kind: CaseKind, identity: IdType, exempt: str) -> tuple[str, str]:
    """Standing and reason of one slot."""
    if kind == "cancel" and slot != "application_form":
        return "not_asked", "kind"
    if kind == "unlock" and slot not in {"application_form", "id_card_front", "id_card_back"}:
        return "not_asked", "kind"
    if slot == "operator_registration_form" and when not in FORM_ASKED:
        return "not_asked", "not_in_force"
    if slot in {"authorisation_letter", "subscriber_agreement"} and when not in LETTER_ASKED:
        return "not_asked", "not_in_force"
    if slot == "id_card_back" and identity != "resident_id":
        return "waived", "data_page_only"
    if slot == "operator_registration_form":
        return ("waived", exempt) if exempt else ("required", "not_exempt")
    return "required", "always"


def in_force(when: str) -> Rules:
    return rules(when.split(maxsplit=1)[0], DAYS[when])


def worlds() -> Iterator[tuple[tuple[bool, ...], tuple[LicenceKind, ...], IdType]]:
    return iter(product(ANSWERS, LICENCES, IDENTITIES))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("when", DAYS)
def test_all_situations(when: str, kind: CaseKind) -> None:
    for answers, licences, identity in worlds():
        found = requirements(situation_of(answers), licences, kind, identity, in_force(when))
        assert [r.slot for r in found] == list(SLOTS)
        for r in found:
            wanted = expected(r.slot, when, kind, identity, grounds(answers, licences))
            assert (r.standing, r.reason) == wanted, (answers, licences, identity)
            assert all((r.zh, r.en, r.clause))
            assert r.required == (r.standing == "required")


def situation_of(answers: tuple[bool, ...]) -> Situation:
    registered, importer, zone, local, foreign = answers
    return Situation(
        registered_operator=registered,
        electromechanical_importer=importer,
        free_trade_zone=zone,
        registered_with_local_commerce=local,
        foreign_invested_on_licence=foreign,
    )


@pytest.mark.parametrize("when", ["2022", "2024", "dated from 2022-12-30", "dated from 2024-01-01"])
@pytest.mark.parametrize("answers", ANSWERS)
def test_applicant_and_desk_are_told_the_same_of_every_document(answers: tuple[bool, ...], when: str) -> None:
    by = in_force(when)
    filled = fill_in(replace(form, situation=situation_of(answers), licence_kinds=LICENCES[0]))
    history = after(open_draft, filled, assign, replace(confirm_submission, rules=by), *downloads())
    required = [r.slot for r in requirements(situation_of(answers), LICENCES[0], "first", "resident_id", by) if r.required]
    state = case.fold(after(*uploads(*required), start=history))
    assert isinstance(state, Known)
    dossier = state.dossier
    assert dossier.filled is not None
    assert dossier.login is not None
    told = {
        item.item: (item.reason, item.zh, item.en, item.clause) for item in items_of(dossier, dossier.filled, dossier.login, by)
    }
    prefixes = {"required": "slot", "waived": "waiver"}
    shown = {
        f"{prefixes[line.standing]}:{line.slot}": (line.reason, line.zh, line.en, line.clause)
        for line in requirement_lines(dossier, by)
        if line.standing in prefixes
    }
    assert {item: said for item, said in told.items() if not item.startswith("form:")} == shown
    assert all(all(said) for said in shown.values())
