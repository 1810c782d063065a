"""Does the list of applications say how each stands?"""

from uuid import UUID

import pytest

from chassis.actor import NOBODY
from chassis.view import Fact
from services.application.commands.case import CompleteCase, DeclineWithdrawal, ReopenForm
from services.application.decider.case import case
from services.application.decider.case.states import NotOpened, name_of
from services.application.events import Event
from services.application.events.account import AccountRecognised
from services.application.projections import CaseRow, cases
from tests.application.cast import (
    account_id,
    after,
    case_id,
    confirm_submission,
    credit_code,
    fill_in,
    monday,
    number,
    serial,
    tuesday,
    upload,
)
from tests.application.histories import (
    complete,
    downloads,
    failed,
    produced,
    producing,
    record_issue,
    request_withdrawal,
    reviewing,
    verifying,
    withdrawing,
    withdrawn,
)


def fact(event: Event, position: int = 1) -> Fact[Event]:
    return Fact(
        event=event,
        stream=case_id,
        version=position,
        position=position,
        at=tuesday,
        actor=NOBODY,
        correlation=UUID(int=0),
        causation="",
    )


def row_of(history: tuple[Event, ...]) -> CaseRow:
    row: CaseRow | None = None
    for position, event in enumerate(history, 1):
        row = cases.project(row, fact(event, position))
    assert row is not None
    return row


receipt = CompleteCase(case_id=case_id, certificate_serial=serial, at=tuesday)
LONGEST = (
    after(receipt, start=produced),
    after(failed("slot:id_card_back"), upload("id_card_back", picture="new"), start=verifying),
    after(failed("form:enterprise", stage="review"), fill_in(), confirm_submission, *downloads(2), start=reviewing),
    after(ReopenForm(case_id=case_id, at=monday), confirm_submission, *downloads(2), start=complete),
    after(request_withdrawal, record_issue, DeclineWithdrawal(case_id=case_id, at=tuesday), start=producing),
    after(request_withdrawal, record_issue, receipt, start=producing),
    withdrawing,
    withdrawn,
)


@pytest.mark.parametrize("history", LONGEST)
def test_the_list_agrees_with_the_decider_after_every_fact_but_the_declined_receipt(history: tuple[Event, ...]) -> None:
    for length in range(1, len(history) + 1):
        state = case.fold(history[:length])
        row = row_of(history[:length])
        assert not isinstance(state, NotOpened)
        assert (row.state, row.revision, row.round) == (name_of(state), state.dossier.revision, state.dossier.round)


def test_a_row_says_whose_it_is_and_carries_nothing_personal() -> None:
    row = row_of(verifying)
    assert (row.application_number, row.account_id, row.issuing_body, row.login_name) == (
        number,
        account_id,
        "ZJ",
        "ek00000001",
    )
    assert (row.opened_at, row.changed_at) == (monday, tuesday)
    assert not [word for word in ("蓝晓鹭", "温如玉", "13800000001") if word in str(row)]
    assert f"account:{account_id}" in cases.tags(row)


def test_facts_of_other_kinds_touch_no_row() -> None:
    recognised = AccountRecognised(
        account_id=account_id, credit_code=credit_code, enterprise_name="Blue Heron", recognised_at=monday
    )
    assert cases.keys(recognised) == []
    assert cases.project(None, fact(recognised)) is None
    assert cases.keys(verifying[0]) == [str(case_id)]
