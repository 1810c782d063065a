"""What leaves application, and what never does?"""

from datetime import timedelta
from typing import get_args

import pytest

from contracts import application as contract
from services.application.announcements import announce
from services.application.commands.account import CloseCase, NoteCase
from services.application.commands.case import CompleteCase, DeclineWithdrawal, LapseCase, ReopenForm
from services.application.commands.keys import RecordKey
from services.application.commands.names import HoldName, IssueName, ReleaseName
from services.application.commands.open_keys import ClaimKey, UnclaimKey
from services.application.commands.slots import BeginCase, FreeSlot, ReceiveKey, TakeSlot, TurnSlotIntoKey
from services.application.consequences import follow
from services.application.events import Event
from services.application.events.case import CaseEvent, LoginNameAdopted, LoginNameAssigned, MaterialsConfirmed
from tests.application.cast import (
    account_id,
    after,
    assign,
    case_id,
    confirm_submission,
    electromechanical_form,
    enter,
    fill_in,
    monday,
    number,
    open_draft,
    open_reissue,
    serial,
    tuesday,
)
from tests.application.histories import (
    adopted,
    complete,
    confirmed,
    produced,
    producing,
    record_issue,
    reissue_confirmed,
    request_withdrawal,
    verifying,
    withdrawing,
)

PERSONAL = ("蓝晓鹭", "温如玉", "11010519491231002X", "13800000001", "杭州市样本街15号", "lost on a journey")
reissue_ended = after(request_withdrawal, start=reissue_confirmed)
completed = after(CompleteCase(case_id=case_id, certificate_serial=serial, at=tuesday), start=produced)
reopened = after(ReopenForm(case_id=case_id, at=monday), start=complete)
declined = after(request_withdrawal, record_issue, DeclineWithdrawal(case_id=case_id, at=tuesday), start=producing)
lapse = LapseCase(case_id=case_id, untouched=timedelta(days=90), uncorrected=timedelta(days=30), at=monday + timedelta(days=91))
lapsed = after(lapse, start=complete)
HISTORIES = (reissue_ended, completed, reopened, declined, withdrawing, adopted, lapsed)


def told_of(history: tuple[CaseEvent, ...]) -> list[object]:
    return [told for event in history if (told := announce(event)) is not None]


def test_the_straight_way_is_told_in_order() -> None:
    assert [type(told) for told in told_of(verifying)] == [
        contract.DraftOpened,
        contract.SubmissionConfirmed,
        contract.DocumentDownloaded,
        contract.DocumentDownloaded,
        *[contract.ScanUploaded] * 6,
        contract.MaterialsConfirmed,
    ]


def test_every_announcement_of_the_contract_is_told_somewhere() -> None:
    told = {type(one) for history in HISTORIES for one in told_of(history)}
    assert told == set(get_args(contract.Application))


@pytest.mark.parametrize("history", HISTORIES)
def test_nothing_personal_is_told(history: tuple[CaseEvent, ...]) -> None:
    said = "".join(announcement.model_dump_json() for announcement in told_of(history))
    assert said
    assert not [word for word in PERSONAL if word in said]


def test_every_announcement_is_ordered_by_its_case() -> None:
    for history in HISTORIES:
        assert {announcement.key for announcement in told_of(history)} == {str(case_id)}


def test_confirmed_materials_are_told_whole() -> None:
    event = verifying[-1]
    assert isinstance(event, MaterialsConfirmed)
    told = announce(event)
    assert isinstance(told, contract.MaterialsConfirmed)
    assert told.application_number == number
    assert told.policy_version == event.rules.version
    assert told.enterprise_persons == event.enterprise_persons != ()
    assert [item.item for item in told.items] == [item.item for item in event.items]
    assert told.items[5].clause
    assert told.pick_up_point.name_zh == "12号窗口"


def test_a_reissue_tells_of_the_earlier_key_when_it_is_declared_and_when_it_ends() -> None:
    declared = next(t for t in told_of(reissue_confirmed) if isinstance(t, contract.ReissueDeclared))
    assert (declared.earlier_key, declared.login_name, declared.loss) == ("K-11", "srt01", "lost")
    assert declared.earlier_expires_at is not None
    assert isinstance(told_of(reissue_ended)[-1], contract.ReissueEnded)


def following(history: tuple[Event, ...]) -> list[object]:
    return [wish for event in history for wish in follow(event)]


def test_claims_move_with_the_case() -> None:
    wishes = following(completed)
    assert [type(wish) for wish in wishes] == [
        NoteCase,
        BeginCase,
        HoldName,
        TakeSlot,
        RecordKey,
        TurnSlotIntoKey,
        IssueName,
        ReceiveKey,
        CloseCase,
    ]
    taking = next(wish for wish in wishes if isinstance(wish, TakeSlot))
    assert (taking.limit, taking.account_id) == (3, account_id)


def test_a_reissue_claims_its_key_and_gives_it_back() -> None:
    assert [type(wish) for wish in following(reissue_ended)] == [
        NoteCase,
        ClaimKey,
        HoldName,
        TakeSlot,
        FreeSlot,
        ReleaseName,
        CloseCase,
        UnclaimKey,
    ]
    reissued = after(open_reissue, fill_in(), start=())
    assert [type(wish) for wish in following(reissued)] == [NoteCase, ClaimKey]


def test_an_adopted_name_that_is_left_for_another_goes_back() -> None:
    left = after(assign, start=adopted)
    assert isinstance(left[-1], LoginNameAssigned)
    assert follow(left[-1]) == [
        HoldName(name="ek00000001", case_id=case_id, account_id=account_id, rule="assigned", at=monday),
        ReleaseName(name="lathe.spindle", case_id=case_id, at=monday),
    ]


def test_an_assigned_name_stays_with_the_case_until_another_name_is_issued() -> None:
    both = after(open_draft, fill_in(electromechanical_form), assign, enter)
    assert isinstance(both[-1], LoginNameAdopted)
    assert [type(wish) for wish in follow(both[-1])] == [HoldName]
    ended = after(request_withdrawal, start=both)
    released = [wish.name for wish in follow(ended[-1]) if isinstance(wish, ReleaseName)]
    assert released == ["ek00000001", "lathe.spindle"]
    assert confirm_submission.live_keys == ()
    assert confirmed


def test_a_lapse_tells_in_which_state_and_whose_case() -> None:
    (said,) = (one for one in told_of(lapsed) if isinstance(one, contract.CaseLapsed))
    assert (said.state, said.account_id, said.application_number) == ("uploading", account_id, number)
