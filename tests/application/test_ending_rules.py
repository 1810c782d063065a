"""How does a case end that nobody withdraws, and what becomes of it when its key does?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.application.commands.account import CloseCase, NoteCase, ReleaseAccount
from services.application.commands.case import (
    AbandonCase,
    ChangeIssuingBody,
    CompleteCase,
    DeclineWithdrawal,
    EndCertificate,
    EndUnclaimed,
    EndWithdrawn,
    LapseCase,
    LoseKey,
    RefuseCase,
    SpoilAttempt,
)
from services.application.commands.keys import EndKey, RecordKey
from services.application.commands.names import EndName, ReclaimName, ReleaseName
from services.application.commands.open_keys import UnclaimKey
from services.application.commands.slots import AwaitKey, FreeKeySlot, FreeSlot
from services.application.consequences import follow
from services.application.decider.account import account
from services.application.decider.case import case
from services.application.decider.case.states import AtDesk, Ended, Known, Produced, Withdrawing
from services.application.events.account import AccountRecognised, AccountReleased, CaseClosed, CaseNoted
from services.application.events.case import (
    CaseCompleted,
    CaseLapsed,
    CaseRefused,
    CaseUnclaimed,
    CaseWithdrawn,
    CertificateEnded,
    IssuingBodyChanged,
    KeyIssued,
    KeyVoided,
    MaterialsConfirmed,
    ReissueEnded,
    WithdrawalDeclined,
    WithdrawalRequested,
)
from services.application.events.keys import KeyEnded
from tests.application.cast import (
    SIX,
    account_id,
    after,
    case_id,
    confirm_upload,
    credit_code,
    monday,
    number,
    other_case,
    rules,
    serial,
    tuesday,
    upload,
)
from tests.application.histories import (
    History,
    approve,
    complete,
    confirmed,
    downloads,
    draft,
    failed,
    filled,
    pass_verification,
    produced,
    producing,
    record_issue,
    reissue_confirmed,
    request_withdrawal,
    reviewing,
    uploading,
    uploads,
    verifying,
    withdrawing,
)
from tests.scenario import scenarios

given = scenarios(case)
accounts = scenarios(account)

DRAFT_LAPSE, CORRECTION_LAPSE = timedelta(days=90), timedelta(days=30)
correcting = after(failed("slot:id_card_back"), start=verifying)
reissue_verifying = after(*downloads(), *uploads(*SIX), confirm_upload, start=reissue_confirmed)
reissue_produced = after(pass_verification, approve, replace(record_issue, login_name="srt01"), start=reissue_verifying)
refuse = RefuseCase(case_id=case_id, stage="verification", round=1, reason_code="forged", at=tuesday)
unclaim = EndUnclaimed(case_id=case_id, certificate_serial=serial, at=tuesday)
receipt = CompleteCase(case_id=case_id, certificate_serial=serial, at=tuesday)
spoil = SpoilAttempt(case_id=case_id, attempt=1, at=tuesday)
lose = LoseKey(case_id=case_id, certificate_serial=serial, at=tuesday)
revoke = EndCertificate(case_id=case_id, certificate_serial=serial, how="revoked", at=tuesday)
second = replace(record_issue, certificate_serial="5A02", attempt=2)
change_body = ChangeIssuingBody(case_id=case_id, former_body="ZJ", body="NB", at=tuesday)
released = AbandonCase(case_id=case_id, at=tuesday)


def lapse(days: float) -> LapseCase:
    return LapseCase(case_id=case_id, untouched=DRAFT_LAPSE, uncorrected=CORRECTION_LAPSE, at=monday + timedelta(days=days))


def state_of(history: History) -> Known:
    state = case.fold(history)
    assert isinstance(state, Known)
    return state


@pytest.mark.parametrize(("history", "name"), [(draft, "draft"), (confirmed, "confirmed"), (uploading, "uploading")])
def test_what_nobody_acts_on_for_ninety_days_lapses(history: History, name: str) -> None:
    given(*history).when(lapse(89.99)).then_nothing()
    (lapsed,) = given(*history).when(lapse(90)).then_events(types=[CaseLapsed])
    assert isinstance(lapsed, CaseLapsed)
    assert (lapsed.state, lapsed.application_number, lapsed.account_id) == (name, number, account_id)
    ended = given(*history, lapsed).state()
    assert isinstance(ended, Ended)
    assert ended.end == "lapsed"


def test_every_act_begins_the_time_anew() -> None:
    late = replace(upload("id_card_back", picture="late"), at=monday + timedelta(days=80))
    acted = after(late, start=complete)
    given(*acted).when(lapse(169.9)).then_nothing()
    given(*acted).when(lapse(170)).then_events(types=[CaseLapsed])


def test_a_correction_lapses_after_thirty_days_from_the_failure_on() -> None:
    given(*correcting).when(lapse(30.9)).then_nothing()
    given(*correcting).when(lapse(31)).then_events(types=[CaseLapsed])
    form_open = after(failed("form:enterprise"), start=verifying)
    given(*form_open).when(lapse(31)).then_events(types=[CaseLapsed])


@pytest.mark.parametrize("history", [verifying, reviewing, producing, withdrawing, produced])
def test_what_lies_with_others_never_lapses(history: History) -> None:
    given(*history).when(lapse(10_000)).then_nothing()


def test_a_lapsed_reissue_tells_that_nothing_replaces_the_earlier_key() -> None:
    """docs/states.md §7 #7."""
    lapsed, ended = given(*reissue_confirmed).when(lapse(90)).then_events(types=[CaseLapsed, ReissueEnded])
    assert [type(wish) for wish in follow(lapsed)] == [FreeSlot, ReleaseName, CloseCase, UnclaimKey]
    assert follow(ended) == []


def test_a_final_refusal_ends_the_case_and_gives_back_what_it_held() -> None:
    (refused,) = given(*verifying).when(refuse).then_events(types=[CaseRefused])
    assert isinstance(refused, CaseRefused)
    assert (refused.stage, refused.round, refused.reason_code) == ("verification", 1, "forged")
    assert [type(wish) for wish in follow(refused)] == [FreeSlot, ReleaseName, CloseCase]
    given(*verifying, refused).when(refuse).then_nothing()
    given(*reviewing).when(replace(refuse, stage="review")).then_events(types=[CaseRefused])
    given(*reissue_verifying).when(refuse).then_events(types=[CaseRefused, ReissueEnded])


def test_a_refusal_that_crosses_a_withdrawal_is_a_refusal() -> None:
    """docs/states.md §7 #1: the owner of the stage decides."""
    events = given(*withdrawing).when(refuse).then_events(types=[CaseRefused])
    given(*withdrawing, *events).when(EndWithdrawn(case_id=case_id, at=tuesday)).then_nothing()


def test_a_key_that_nobody_collects_ends_the_case_and_itself() -> None:
    """docs/states.md §7 #14."""
    (unclaimed,) = given(*produced).when(unclaim).then_events(types=[CaseUnclaimed])
    assert follow(unclaimed) == [
        FreeKeySlot(account_id=account_id, key=serial, how="revoked", at=tuesday),
        EndName(name="ek00000001", case_id=case_id, at=tuesday),
        CloseCase(account_id=account_id, case_id=case_id, at=tuesday),
    ]
    given(*produced, unclaimed).when(revoke).then_nothing()
    given(*produced, unclaimed).when(record_issue).then_nothing()
    given(*produced).when(replace(unclaim, certificate_serial="5A00")).then_refused("case_is_produced")
    given(*reissue_produced).when(unclaim).then_events(types=[CaseUnclaimed])


def test_a_spoiled_token_sends_the_case_back_into_production() -> None:
    """docs/states.md §7 #9."""
    (voided,) = given(*produced).when(spoil).then_events(types=[KeyVoided])
    assert isinstance(voided, KeyVoided)
    assert voided.cause == "spoiled"
    assert follow(voided) == [
        AwaitKey(account_id=account_id, case_id=case_id, key=serial, at=tuesday),
        ReclaimName(name="ek00000001", case_id=case_id, at=tuesday),
    ]
    state = given(*produced, voided).state()
    assert isinstance(state, AtDesk)
    assert state.stage == "production"
    given(*produced, voided).when(record_issue).then_nothing()
    (again,) = given(*produced, voided).when(second).then_events(types=[KeyIssued])
    given(*produced, voided, again).when(spoil).then_nothing()
    given(*producing).when(spoil).then_nothing()


@pytest.mark.parametrize("start", [produced, reissue_produced])
def test_a_key_lost_on_its_way_is_made_again_in_the_same_case(start: History) -> None:
    """docs/states.md §7 #10, #12."""
    voided = after(lose, start=start)
    assert isinstance(voided[-1], KeyVoided)
    given(*voided).when(lose).then_nothing()
    again = after(second, start=voided)
    given(*again).when(lose).then_nothing()
    state = given(*again).state()
    assert isinstance(state, Produced)
    assert state.issued.certificate_serial == "5A02"
    given(*again).when(replace(receipt, certificate_serial="5A02")).then_events(types=[CaseCompleted])


def test_a_loss_that_is_heard_before_the_issue_waits_for_it() -> None:
    given(*producing).when(lose).then_refused("case_is_producing")
    given(*after(request_withdrawal, start=producing)).when(lose).then_refused("case_is_withdrawing")


def test_a_loss_that_is_heard_after_the_next_issue_changes_nothing() -> None:
    given(*after(second, start=produced)).when(lose).then_nothing()


def test_between_two_attempts_the_case_may_be_withdrawn() -> None:
    """docs/states.md §7 #2: there is no unrevoked certificate."""
    between = after(spoil, start=produced)
    given(*produced).when(request_withdrawal).then_refused("case_is_produced")
    asked = after(request_withdrawal, start=between)
    assert isinstance(asked[-1], WithdrawalRequested)
    given(*asked).when(EndWithdrawn(case_id=case_id, at=tuesday)).then_events(types=[CaseWithdrawn])
    given(*asked).when(DeclineWithdrawal(case_id=case_id, at=tuesday)).then_refused("case_is_withdrawing")
    issued = after(second, start=asked)
    given(*issued).when(DeclineWithdrawal(case_id=case_id, at=tuesday)).then_events(types=[WithdrawalDeclined])


def test_a_loss_leaves_a_request_to_withdraw_open() -> None:
    asked = after(request_withdrawal, record_issue, lose, start=producing)
    state = given(*asked).state()
    assert isinstance(state, Withdrawing)
    assert state.issued is None
    given(*asked).when(lose).then_nothing()


def test_a_withdrawal_granted_before_the_loss_was_heard_frees_the_slot_of_the_lost_key() -> None:
    asked = after(request_withdrawal, record_issue, start=producing)
    (withdrawn,) = given(*asked).when(EndWithdrawn(case_id=case_id, at=tuesday)).then_events(types=[CaseWithdrawn])
    assert [type(wish) for wish in follow(withdrawn)] == [FreeKeySlot, EndName, FreeSlot, ReleaseName, CloseCase]
    given(*asked, withdrawn).when(lose).then_nothing()


def test_a_reissue_whose_first_attempt_failed_lifts_nothing_when_it_ends() -> None:
    """The earlier key was revoked when the first one was issued (docs/states.md §7 #8)."""
    asked = after(lose, request_withdrawal, start=reissue_produced)
    given(*asked).when(EndWithdrawn(case_id=case_id, at=tuesday)).then_events(types=[CaseWithdrawn])


def test_the_end_of_a_received_key_frees_its_slot_once() -> None:
    completed = after(receipt, start=produced)
    (ended,) = given(*completed).when(revoke).then_events(types=[CertificateEnded])
    assert follow(ended) == [
        FreeKeySlot(account_id=account_id, key=serial, how="revoked", at=tuesday),
        EndName(name="ek00000001", case_id=case_id, at=tuesday),
    ]
    given(*completed, ended).when(revoke).then_nothing()
    given(*completed).when(replace(revoke, certificate_serial="5A00")).then_nothing()


def test_the_name_of_an_expired_key_stays_with_it_for_a_renewal() -> None:
    completed = after(receipt, start=produced)
    (expired,) = given(*completed).when(replace(revoke, how="expired")).then_events(types=[CertificateEnded])
    assert [type(wish) for wish in follow(expired)] == [FreeKeySlot]


def test_the_end_of_a_key_before_its_receipt_counts_from_the_receipt_on() -> None:
    """Production and delivery have no order among each other."""
    noted = after(revoke, start=produced)
    assert isinstance(given(*noted).state(), Produced)
    assert follow(noted[-1]) == []
    given(*noted).when(revoke).then_nothing()
    _, ended = given(*noted).when(receipt).then_events(types=[CaseCompleted, CertificateEnded])
    assert [type(wish) for wish in follow(ended)] == [FreeKeySlot, EndName]
    given(*after(receipt, start=noted)).when(revoke).then_nothing()


def test_a_key_that_expires_before_its_receipt_is_made_again() -> None:
    """docs/states.md §7 #34."""
    expired = after(replace(revoke, how="expired"), second, start=produced)
    given(*expired).when(replace(receipt, certificate_serial="5A02")).then_events(types=[CaseCompleted])


def test_the_end_of_a_key_is_told_to_the_case_that_made_it() -> None:
    ended = KeyEnded(key=serial, case_id=case_id, how="revoked", ended_at=tuesday)
    assert follow(ended) == [revoke]
    assert follow(replace(ended, case_id=None)) == []
    issued = produced[-1]
    assert RecordKey(key=serial, case_id=case_id, at=tuesday) in follow(issued)
    assert EndKey(key=serial, how="revoked", at=tuesday).key == serial


def test_a_successor_takes_over_the_case_its_readers_and_its_next_round() -> None:
    """docs/states.md §7 #22."""
    taken = after(change_body, start=verifying)
    assert taken[-1] == IssuingBodyChanged(case_id=case_id, former_body="ZJ", body="NB", changed_at=tuesday)
    state = state_of(taken)
    assert state.dossier.filed is not None
    assert state.dossier.filed.filled.issuing_body == "NB"
    given(*taken).when(change_body).then_nothing()
    given(*draft).when(change_body).then_nothing()
    given(*verifying).when(replace(change_body, former_body="SH")).then_nothing()
    returned = after(failed("slot:id_card_back"), upload("id_card_back", picture="new"), start=taken)
    (again,) = given(*returned).when(replace(confirm_upload, issuing_body="NB")).then_events(types=[MaterialsConfirmed])
    assert isinstance(again, MaterialsConfirmed)
    assert again.issuing_body == "NB"


def test_a_body_that_closed_since_the_form_was_filled_in_is_replaced_at_confirm_upload() -> None:
    confirmed_there = after(replace(confirm_upload, issuing_body="NB"), start=complete)
    state = state_of(confirmed_there)
    assert state.dossier.filled is not None
    assert state.dossier.filled.issuing_body == "NB"


@pytest.mark.parametrize("history", [draft, filled, complete, correcting])
def test_a_released_accounts_case_ends_at_once_while_the_applicant_has_it(history: History) -> None:
    given(*history).when(released).then_events(types=[CaseWithdrawn])


@pytest.mark.parametrize("history", [verifying, reviewing, producing])
def test_a_released_accounts_case_at_a_desk_is_asked_back(history: History) -> None:
    """docs/states.md §7 #21: its owner answers, so nothing is produced behind its back."""
    asked = given(*history).when(released).then_events(types=[WithdrawalRequested])
    given(*history, *asked).when(released).then_nothing()


def test_an_account_knows_its_open_cases_and_gives_them_up_when_it_is_released() -> None:
    active = AccountRecognised(account_id=account_id, credit_code=credit_code, enterprise_name="X", recognised_at=monday)
    note = NoteCase(account_id=account_id, case_id=case_id, at=monday)
    other = CaseNoted(account_id=account_id, case_id=other_case, noted_at=monday)
    (noted,) = accounts(active).when(note).then_events(types=[CaseNoted])
    (closed,) = (
        accounts(active, noted, other)
        .when(CloseCase(account_id=account_id, case_id=other_case, at=monday))
        .then_events(types=[CaseClosed])
    )
    release = ReleaseAccount(account_id=account_id, at=tuesday)
    (gone,) = accounts(active, noted, other, closed).when(release).then_events(types=[AccountReleased])
    assert follow(gone) == [released]
    accounts(active, gone).when(note).then_refused("account_not_active")
    accounts().when(note).then_refused("account_not_active")
    assert rules()
