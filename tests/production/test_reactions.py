"""What does production wish when it is told something?"""

import pytest

from contracts import application, delivery, verification
from services.production.commands.certificates import AdoptCertificate, LiftSuspension, SuspendCertificate
from services.production.commands.order import OpenOrder, RecordReceipt, RecordWithdrawn, RequestWithdrawal
from services.production.commands.token import RecordArrival
from services.production.reactions import react
from tests.production import cast, heard


def test_an_approval_opens_an_order_with_everything_it_needs() -> None:
    assert react(heard.approved) == [OpenOrder(order=cast.first, at=cast.MONDAY)]


@pytest.mark.parametrize("kind", ["unlock", "cancel"])
def test_kinds_that_make_no_key_open_no_order(kind: str) -> None:
    assert react(heard.approved.model_copy(update={"kind": kind})) == []


def test_an_unknown_kind_is_not_passed_over() -> None:
    with pytest.raises(KeyError):
        react(heard.approved.model_copy(update={"kind": "exchange"}))


def test_a_withdrawal_asks_for_an_answer() -> None:
    assert react(heard.withdrawal_requested) == [
        RequestWithdrawal(case_id=cast.CASE, application_number=cast.NUMBER, at=cast.TUESDAY)
    ]


def test_a_withdrawn_case_is_recorded() -> None:
    assert react(heard.withdrawn) == [RecordWithdrawn(case_id=cast.CASE, application_number=cast.NUMBER, at=cast.TUESDAY)]


def test_a_lost_key_is_adopted_and_suspended_for_loss() -> None:
    assert react(heard.reissue_declared) == [
        AdoptCertificate(
            login_name=cast.NAME,
            serial="K-11",
            account_id=cast.HERON,
            case_id=cast.CASE,
            expires_at=cast.IN_THREE_YEARS,
            at=cast.MONDAY,
        ),
        SuspendCertificate(login_name=cast.NAME, serial="K-11", case_id=cast.CASE, reason="loss", at=cast.MONDAY),
    ]


def test_a_damaged_key_is_suspended_for_the_reissue() -> None:
    damaged = heard.reissue_declared.model_copy(update={"loss": "damaged"})
    suspensions = [command for command in react(damaged) if isinstance(command, SuspendCertificate)]
    assert [command.reason for command in suspensions] == ["reissue"]


def test_the_end_of_a_reissue_frees_a_damaged_key_and_not_a_lost_one() -> None:
    assert react(heard.reissue_ended) == [
        LiftSuspension(login_name=cast.NAME, serial="K-11", case_id=cast.CASE, reason="reissue", at=cast.TUESDAY)
    ]
    assert react(heard.reissue_ended.model_copy(update={"loss": "lost"})) == []


def test_scan_in_and_receipt_move_the_token() -> None:
    assert react(heard.scanned_in) == [RecordArrival(token_serial=cast.TOKEN, body="ZJ", at=cast.FRIDAY)]
    assert react(heard.receipt("c1")) == [RecordReceipt(case_id=cast.CASE, certificate_serial="c1", at=cast.FRIDAY)]


SILENT = [
    verification.VerificationPassed(
        case_id=cast.CASE,
        application_number=cast.NUMBER,
        account_id=cast.HERON,
        round=1,
        body="ZJ",
        passed_at=cast.MONDAY,
    ),
    verification.TaskWithdrawn(
        case_id=cast.CASE, application_number=cast.NUMBER, stage="review", round=1, withdrawn_at=cast.MONDAY
    ),
    application.WithdrawalDeclined(case_id=cast.CASE, application_number=cast.NUMBER, declined_at=cast.MONDAY),
    delivery.KeyPosted(
        case_id=cast.CASE,
        application_number=cast.NUMBER,
        account_id=cast.HERON,
        waybill="SF2",
        posted_at=cast.FRIDAY,
    ),
    delivery.KeyBound(
        case_id=cast.CASE,
        application_number=cast.NUMBER,
        account_id=cast.HERON,
        certificate_serial="c1",
        bound_at=cast.FRIDAY,
    ),
]


@pytest.mark.parametrize("message", SILENT, ids=lambda message: type(message).__name__)
def test_what_does_not_concern_production_wishes_nothing(
    message: verification.VerificationPassed | application.WithdrawalDeclined | delivery.KeyPosted,
) -> None:
    assert react(message) == []
