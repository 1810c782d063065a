"""Is what others tell understood?"""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from contracts import application, production
from services.delivery.commands.quarantine import AdmitKey
from services.delivery.consequences import follow
from services.delivery.events import Event
from services.delivery.reactions import Heard, react
from tests.delivery.cast import (
    accept,
    activate,
    activated,
    announce,
    announced,
    bound,
    case,
    challenged,
    chose_post,
    content_found,
    damaged,
    expect,
    expect_parcel,
    expected,
    expired,
    failed,
    handed_over,
    heron,
    lift,
    lifted,
    monday,
    notified,
    other_case,
    parcel_expected,
    parcel_id,
    parcel_received,
    passed,
    posted,
    received,
    record,
    recorded,
    revoke,
    revoked,
    scanned_in,
    suspend,
    suspended,
    three_years,
    tuesday,
    unbound,
    window_12,
)

number = case.application_number

materials = application.MaterialsConfirmed(
    case_id=case.case_id,
    application_number=number,
    account_id=heron,
    enterprise_name="Blue Heron Trading",
    credit_code="91330100MA0EXA015R",
    kind="first",
    round=1,
    revision=1,
    issuing_body="ZJ",
    pick_up_point=application.PickUpPoint(
        name_zh=window_12.name_zh,
        name_en=window_12.name_en,
        address_zh=window_12.address_zh,
        address_en=window_12.address_en,
    ),
    preference="collect",
    licence_kinds=("import",),
    login_name="heron",
    items=(
        application.Item(item="form:enterprise", fingerprint="00"),
        application.Item(item="slot:business_licence", fingerprint="01"),
        application.Item(item="slot:id_card_front", fingerprint="02"),
        application.Item(item="waiver:operator_registration_form", fingerprint="03"),
    ),
    enterprise_persons=(UUID(int=3),),
    policy_profile="2022",
    policy_version="2022-0",
    confirmed_at=monday,
)
issued = production.CertificateIssued(
    case_id=case.case_id,
    application_number=number,
    account_id=heron,
    attempt=1,
    serial="C-1",
    login_name="heron",
    certificate_pem="PEM",
    not_before=monday,
    not_after=three_years,
    issued_at=monday,
)
consignment_dispatched = production.ConsignmentDispatched(
    consignment_id=parcel_id,
    body="ZJ",
    waybill="SF1",
    contents=(
        production.Content(case_id=case.case_id, application_number=number, token_serial="T-1"),
        production.Content(case_id=other_case.case_id, application_number=other_case.application_number, token_serial="T-2"),
    ),
    dispatched_at=monday,
)
key_dispatched = production.KeyDispatched(
    case_id=case.case_id,
    application_number=number,
    account_id=heron,
    consignment_id=parcel_id,
    body="ZJ",
    waybill="SF1",
    token_serial="T-1",
    certificate_serial="C-1",
    dispatched_at=monday,
)


def test_confirmed_materials_announce_a_key_with_the_originals_to_bring() -> None:
    assert react(materials) == [announce]


def test_the_kind_and_the_loss_are_kept_for_the_hand_over() -> None:
    heard = materials.model_copy(update={"kind": "reissue", "loss": "damaged"})
    assert react(heard) == [replace(announce, terms=damaged)]


@pytest.mark.parametrize("kind", ["unlock", "cancel"])
def test_a_kind_that_makes_no_key_announces_none(kind: str) -> None:
    assert react(materials.model_copy(update={"kind": kind})) == []


def test_a_certificate_is_recorded_with_its_public_key() -> None:
    assert react(issued) == [record]


def test_the_standing_of_a_certificate_is_kept() -> None:
    common: dict[str, Any] = {"case_id": case.case_id, "serial": "C-1", "login_name": "heron"}
    minute = timedelta(minutes=1)
    assert react(production.CertificateActivated(**common, account_id=heron, activated_at=monday)) == [activate]
    assert react(production.CertificateSuspended(**common, reason="loss", suspended_at=tuesday)) == [suspend]
    assert react(production.SuspensionLifted(**common, reason="loss", suspended=False, lifted_at=tuesday + minute)) == [lift]
    assert react(production.CertificateRevoked(**common, reason="reissue", revoked_at=tuesday)) == [revoke]


def test_a_dispatched_consignment_is_expected_and_so_is_each_key() -> None:
    assert react(consignment_dispatched) == [expect_parcel]
    assert react(key_dispatched) == [expect]


QUIET: list[Heard] = [
    application.DraftOpened(
        case_id=case.case_id,
        application_number=number,
        account_id=heron,
        enterprise_name="Blue Heron Trading",
        credit_code="91330100MA0EXA015R",
        kind="first",
        opened_at=monday,
    ),
    application.SubmissionConfirmed(
        case_id=case.case_id,
        application_number=number,
        account_id=heron,
        revision=1,
        issuing_body="ZJ",
        licence_kinds=("import",),
        login_name="heron",
        login_name_rule="assigned",
        confirmed_at=monday,
    ),
    application.ReissueDeclared(
        case_id=case.case_id,
        application_number=number,
        account_id=heron,
        login_name="heron",
        earlier_key="K-11",
        loss="lost",
        declared_at=monday,
    ),
    application.ReissueEnded(case_id=case.case_id, login_name="heron", earlier_key="K-11", loss="lost", ended_at=monday),
    application.DocumentDownloaded(case_id=case.case_id, revision=1, document="application_form", downloaded_at=monday),
    application.FormReopened(case_id=case.case_id, revision=2, reopened_at=monday),
    application.ScanUploaded(case_id=case.case_id, slot="business_licence", flags=(), uploaded_at=monday),
    application.WithdrawalRequested(case_id=case.case_id, application_number=number, requested_at=monday),
    application.CaseWithdrawn(case_id=case.case_id, application_number=number, withdrawn_at=monday),
    application.WithdrawalDeclined(case_id=case.case_id, application_number=number, declined_at=monday),
    production.OrderOpened(case_id=case.case_id, application_number=number, attempt=1, opened_at=monday),
    production.OrderCancelled(case_id=case.case_id, application_number=number, cancelled_at=monday),
    production.WithdrawalRefused(case_id=case.case_id, application_number=number, refused_at=monday),
    production.SealMade(case_id=case.case_id, seal_id="S-1", certificate_serial="C-1", made_at=monday),
    production.KeyProduced(
        case_id=case.case_id,
        application_number=number,
        attempt=1,
        token_serial="T-1",
        certificate_serial="C-1",
        seal_id="S-1",
        produced_at=monday,
    ),
]


@pytest.mark.parametrize("heard", QUIET, ids=lambda found: type(found).__name__)
def test_what_is_no_matter_of_delivery_changes_nothing(heard: Heard) -> None:
    assert react(heard) == []


def test_a_key_found_in_its_consignment_is_accepted_in_the_same_unit() -> None:
    assert follow(content_found) == [AdmitKey(token_serial="T-1", at=content_found.scanned_at), accept]


@pytest.mark.parametrize(
    "event",
    [
        announced,
        expected,
        scanned_in,
        chose_post,
        notified,
        posted,
        handed_over,
        received,
        parcel_expected,
        parcel_received,
        recorded,
        activated,
        suspended,
        lifted,
        revoked,
        replace(expired, case=None),
        challenged,
        failed,
        passed,
        bound,
        unbound,
    ],
    ids=lambda found: type(found).__name__,
)
def test_nothing_else_follows(event: Event) -> None:
    assert follow(event) == []
