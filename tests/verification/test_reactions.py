"""Does verification do the right thing when told?"""

from contracts import application as told
from services.verification.commands import CloseCase, ReceiveMaterials, WithdrawTask
from services.verification.decider import review
from services.verification.decider.states import Verifying
from services.verification.reactions import react
from tests.verification.cast import account_id, case_id, handler, legal_representative, materials, monday, number, receive

confirmed = told.MaterialsConfirmed(
    case_id=case_id,
    application_number=number,
    account_id=account_id,
    enterprise_name=materials.case.enterprise_name,
    credit_code=materials.case.credit_code,
    kind="first",
    round=1,
    revision=1,
    issuing_body="NB",
    pick_up_point=told.PickUpPoint(name_zh="市民中心", name_en="City Service Hall", address_zh="一号", address_en="No. 1"),
    preference="collect",
    licence_kinds=("automatic_import",),
    login_name="esp01",
    items=tuple(
        told.Item(item=i.item, fingerprint=i.fingerprint, reason=i.reason, zh=i.zh, en=i.en, clause=i.clause, flags=i.flags)
        for i in materials.items
    ),
    enterprise_persons=(handler, legal_representative),
    policy_profile="2022",
    policy_version="2022-abc",
    confirmed_at=monday,
)


def test_confirmed_materials_are_received_as_they_were_confirmed() -> None:
    assert list(react(confirmed)) == [receive]


def test_materials_heard_twice_open_one_task() -> None:
    events = [*review.decide(receive, review.initial)]
    (again,) = react(confirmed)
    assert list(review.decide(again, review.fold(events))) == []
    assert isinstance(review.fold(events), Verifying)


def test_a_reissue_carries_its_earlier_key_through() -> None:
    (wish,) = react(confirmed.model_copy(update={"kind": "reissue", "earlier_key": "K-11", "loss": "lost"}))
    assert isinstance(wish, ReceiveMaterials)
    case = wish.materials.case
    assert (case.kind, case.earlier_key, case.loss) == ("reissue", "K-11", "lost")


def test_a_request_to_withdraw_closes_the_task() -> None:
    heard = told.WithdrawalRequested(case_id=case_id, application_number=number, requested_at=monday)
    assert list(react(heard)) == [WithdrawTask(case_id=case_id, at=monday)]


def test_the_end_of_a_case_closes_whatever_is_open() -> None:
    heard = told.CaseWithdrawn(case_id=case_id, application_number=number, withdrawn_at=monday)
    assert list(react(heard)) == [CloseCase(case_id=case_id, at=monday)]


def test_the_rest_of_the_applicants_way_is_not_verifications_business() -> None:
    rest: list[told.Application] = [
        told.DraftOpened(
            case_id=case_id,
            application_number=number,
            account_id=account_id,
            enterprise_name="East Sea Plastics",
            credit_code="91330200MA0EXA090P",
            kind="first",
            opened_at=monday,
        ),
        told.SubmissionConfirmed(
            case_id=case_id,
            application_number=number,
            account_id=account_id,
            revision=1,
            issuing_body="NB",
            licence_kinds=("import",),
            login_name="esp01",
            login_name_rule="assigned",
            confirmed_at=monday,
        ),
        told.ReissueDeclared(
            case_id=case_id,
            application_number=number,
            account_id=account_id,
            login_name="esp01",
            earlier_key="K-11",
            loss="lost",
            declared_at=monday,
        ),
        told.ReissueEnded(case_id=case_id, login_name="esp01", earlier_key="K-11", loss="lost", ended_at=monday),
        told.DocumentDownloaded(case_id=case_id, revision=1, document="application_form", downloaded_at=monday),
        told.FormReopened(case_id=case_id, revision=2, reopened_at=monday),
        told.ScanUploaded(case_id=case_id, slot="id_card_front", flags=(), uploaded_at=monday),
        told.WithdrawalDeclined(case_id=case_id, application_number=number, declined_at=monday),
    ]
    assert [list(react(heard)) for heard in rest] == [[]] * len(rest)


def test_a_lapsed_case_was_with_its_applicant_and_is_left_alone() -> None:
    lapsed = told.CaseLapsed(case_id=case_id, application_number=number, state="correcting", lapsed_at=monday)
    assert react(lapsed) == []
