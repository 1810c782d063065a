"""To whom do slots, login names and earlier keys belong?"""

from dataclasses import replace

import pytest

from services.application.commands.account import RecogniseAccount
from services.application.commands.names import EndName, HoldName, IssueName, ReclaimName, ReleaseName
from services.application.commands.open_keys import ClaimKey, UnclaimKey
from services.application.commands.reading import RecordFormRead, RecordScanRead
from services.application.commands.slots import (
    AwaitKey,
    BeginCase,
    FreeKeySlot,
    FreeSlot,
    ReceiveKey,
    TakeSlot,
    TurnSlotIntoKey,
)
from services.application.decider.account import account
from services.application.decider.names import name
from services.application.decider.open_keys import open_key
from services.application.decider.reading import reading
from services.application.decider.slots import slots
from services.application.events.account import AccountRecognised
from services.application.events.names import NameEnded, NameHeld, NameIssued, NameReleased
from services.application.events.open_keys import KeyClaimed, KeyUnclaimed
from services.application.events.reading import FormRead, ScanRead
from services.application.events.slots import (
    CaseBegun,
    KeyReceived,
    KeySlotFreed,
    SlotAwaitsKey,
    SlotBecameKey,
    SlotFreed,
    SlotInherited,
    SlotTaken,
)
from tests.application.cast import account_id, case_id, credit_code, monday, other_account, other_case, tuesday
from tests.scenario import scenarios

book = scenarios(slots)
one_name = scenarios(name)

begin = BeginCase(account_id=account_id, case_id=case_id, kind="first", live_keys=(), at=monday)
take = TakeSlot(account_id=account_id, case_id=case_id, earlier_key="", live_keys=(), limit=3, at=monday)
free = FreeSlot(account_id=account_id, case_id=case_id, at=tuesday)
become = TurnSlotIntoKey(account_id=account_id, case_id=case_id, key="5A01", login_name="ek1", expires_at=tuesday, at=tuesday)
receive = ReceiveKey(account_id=account_id, case_id=case_id, at=tuesday)
begun = CaseBegun(account_id=account_id, case_id=case_id, kind="first", begun_at=monday)
taken = SlotTaken(account_id=account_id, case_id=case_id, live_keys=(), taken_at=monday)
inherited = SlotInherited(account_id=account_id, case_id=case_id, earlier_key="K-11", inherited_at=monday)
became = SlotBecameKey(
    account_id=account_id,
    case_id=case_id,
    key="5A01",
    login_name="ek1",
    replaced="",
    expires_at=tuesday,
    became_at=tuesday,
)
received = KeyReceived(account_id=account_id, case_id=case_id, key="5A01", received_at=tuesday)
freed = SlotFreed(account_id=account_id, case_id=case_id, freed_at=tuesday)

hold = HoldName(name="willow", case_id=case_id, account_id=account_id, rule="adopted", at=monday)
release = ReleaseName(name="willow", case_id=case_id, at=tuesday)
issue = IssueName(name="willow", case_id=case_id, at=tuesday)
held = NameHeld(name="willow", case_id=case_id, account_id=account_id, rule="adopted", held_at=monday)
issued = NameIssued(name="willow", case_id=case_id, account_id=account_id, issued_at=tuesday)


def released(rule_to: str) -> NameReleased:
    return NameReleased(name="willow", case_id=case_id, account_id=account_id, to=rule_to, released_at=tuesday)


def test_one_first_application_is_open_at_a_time() -> None:
    book().when(begin).then(begun)
    book(begun).when(begin).then_nothing()
    book(begun).when(replace(begin, case_id=other_case)).then_refused("first_open")
    book(begun, freed).when(replace(begin, case_id=other_case)).then_events(types=[CaseBegun])


def test_a_first_key_is_for_who_has_none_and_an_additional_one_for_who_has() -> None:
    book().when(replace(begin, live_keys=("K-11",))).then_refused("has_key")
    book(became).when(replace(begin, case_id=other_case)).then_refused("has_key")
    additional = replace(begin, kind="additional", case_id=other_case)
    book().when(additional).then_refused("no_key_yet")
    book(became).when(additional).then_events(types=[CaseBegun])
    book().when(replace(additional, live_keys=("K-14",))).then_events(types=[CaseBegun])


def test_a_slot_is_taken_once_and_freed_once() -> None:
    book().when(take).then(taken)
    book(taken).when(take).then_nothing()
    book(taken).when(free).then(freed)
    book(taken, freed).when(free).then_nothing()
    book(became).when(free).then_nothing()


def test_the_fourth_key_is_refused() -> None:
    """docs/states.md §7 #26."""
    refusal = book().when(replace(take, live_keys=("K-1", "K-2", "K-3"))).then_refused("key_cap")
    assert "3 of 3" in refusal.en
    assert "K-2" in refusal.en
    book(taken).when(replace(take, case_id=other_case, live_keys=("K-1", "K-2"))).then_refused("key_cap")
    book(taken).when(replace(take, case_id=other_case, live_keys=("K-1",))).then_events(types=[SlotTaken])


def test_a_reissue_inherits_the_slot_even_when_all_are_taken() -> None:
    reissue = replace(take, earlier_key="K-11", live_keys=("K-11", "K-2", "K-3"))
    book().when(reissue).then_events(types=[SlotInherited])
    book(inherited).when(reissue).then_nothing()
    book().when(replace(reissue, live_keys=("K-11", "K-2", "K-3", "K-4"))).then_refused("key_cap")


def test_the_new_key_stands_where_the_replaced_one_stood() -> None:
    events = book(inherited).when(become).then_events(types=[SlotBecameKey])
    assert isinstance(events[0], SlotBecameKey)
    assert events[0].replaced == "K-11"
    state = book(inherited, *events).state()
    assert state.live(("K-11", "K-2")) == ("5A01", "K-2")
    second = replace(inherited, case_id=other_case, earlier_key="5A01")
    newer = replace(became, case_id=other_case, key="5A02", replaced="5A01")
    found = book(inherited, *events, second, newer).state().find("5A01", credit_code)
    assert found is not None
    assert not found.live
    book(became).when(become).then_nothing()


def test_a_key_that_the_register_knows_too_counts_once() -> None:
    assert book(became).state().live(("5A01", "K-2")) == ("5A01", "K-2")


def test_a_second_attempt_is_still_one_key() -> None:
    second = book(taken, became).when(replace(become, key="5A02")).then_events(types=[SlotBecameKey])
    assert book(taken, became, *second).state().live(()) == ("5A02",)


def test_a_key_counts_as_received_only_after_its_receipt() -> None:
    book(became).when(receive).then(received)
    book(became, received).when(receive).then_nothing()
    book().when(receive).then_refused("key_unknown")
    before, after = book(became).state().find("5A01", credit_code), book(became, received).state().find("5A01", credit_code)
    assert before is not None
    assert after is not None
    assert (before.received, after.received) == (False, True)


def test_a_name_is_held_by_one_case() -> None:
    one_name().when(hold).then(held)
    one_name(held).when(hold).then_nothing()
    one_name(held).when(replace(hold, case_id=other_case)).then_refused("login_name_taken")
    one_name(held).when(replace(hold, case_id=other_case, account_id=other_account)).then_refused("login_name_taken")


@pytest.mark.parametrize(("rule", "to"), [("adopted", "enterprise"), ("assigned", "nobody"), ("retained", "key")])
def test_a_name_goes_back_by_its_rule(rule: str, to: str) -> None:
    history = replace(held, rule=rule)
    one_name(history).when(release).then(released(to))
    one_name(history, released(to)).when(release).then_nothing()
    one_name(history).when(replace(release, case_id=other_case)).then_nothing()


def test_an_adopted_name_is_free_again_for_the_same_enterprise_only() -> None:
    history = (held, released("enterprise"))
    one_name(*history).when(replace(hold, case_id=other_case)).then_events(types=[NameHeld])
    one_name(*history).when(replace(hold, account_id=other_account)).then_refused("login_name_taken")
    one_name(*history).when(replace(hold, rule="assigned")).then_refused("login_name_taken")


def test_an_assigned_name_of_a_dead_case_is_never_given_again() -> None:
    one_name(held, released("nobody")).when(replace(hold, case_id=other_case)).then_refused("login_name_taken")


def test_an_issued_name_is_for_the_keys_successor_only() -> None:
    one_name(held).when(issue).then(issued)
    one_name(held, issued).when(issue).then_nothing()
    one_name(held, issued).when(hold).then_refused("login_name_taken")
    one_name(held, issued).when(release).then_nothing()
    successor = replace(hold, case_id=other_case, rule="retained")
    one_name(held, issued).when(successor).then_events(types=[NameHeld])
    one_name(held, issued).when(replace(successor, account_id=other_account)).then_refused("login_name_taken")
    one_name(held, released("key")).when(successor).then_events(types=[NameHeld])


def test_a_name_is_issued_only_by_who_holds_it() -> None:
    one_name().when(issue).then_refused("login_name_not_held")
    one_name(held).when(replace(issue, case_id=other_case)).then_refused("login_name_taken")
    one_name(held, issued).when(replace(issue, case_id=other_case)).then_refused("login_name_taken")


def test_one_case_is_open_about_a_key() -> None:
    given = scenarios(open_key)
    claim, unclaim = (wish(earlier_key="K-11", case_id=case_id, at=monday) for wish in (ClaimKey, UnclaimKey))
    claimed = KeyClaimed(earlier_key="K-11", case_id=case_id, claimed_at=monday)
    unclaimed = KeyUnclaimed(earlier_key="K-11", case_id=case_id, unclaimed_at=monday)
    given().when(claim).then(claimed)
    given(claimed).when(claim).then_nothing()
    given(claimed).when(ClaimKey(earlier_key="K-11", case_id=other_case, at=monday)).then_refused("key_has_open_case")
    given(claimed).when(unclaim).then(unclaimed)
    given(claimed).when(UnclaimKey(earlier_key="K-11", case_id=other_case, at=monday)).then_nothing()
    given().when(unclaim).then_nothing()
    given(claimed, unclaimed).when(ClaimKey(earlier_key="K-11", case_id=other_case, at=monday)).then_events(types=[KeyClaimed])


def test_an_account_is_recognised_once() -> None:
    given = scenarios(account)
    wish = RecogniseAccount(account_id=account_id, credit_code=credit_code, enterprise_name="Blue Heron", at=monday)
    fact = AccountRecognised(account_id=account_id, credit_code=credit_code, enterprise_name="Blue Heron", recognised_at=monday)
    given().when(wish).then(fact)
    given(fact).when(wish).then_nothing()


def test_each_reading_is_recorded_once() -> None:
    given = scenarios(reading)
    form_read = RecordFormRead(read_id=other_case, case_id=case_id, round=1, at=monday)
    scan_read = RecordScanRead(read_id=other_case, case_id=case_id, round=1, slot="id_card_front", page=1, at=monday)
    given().when(form_read).then(FormRead(read_id=other_case, case_id=case_id, round=1, read_at=monday))
    recorded = ScanRead(read_id=other_case, case_id=case_id, round=1, slot="id_card_front", page=1, read_at=monday)
    given().when(scan_read).then(recorded)
    given(recorded).when(scan_read).then_nothing()


def test_the_slot_of_a_failed_attempt_stays_with_its_case() -> None:
    wait = AwaitKey(account_id=account_id, case_id=case_id, key="5A01", at=tuesday)
    (awaits,) = book(taken, became).when(wait).then_events(types=[SlotAwaitsKey])
    state = book(taken, became, awaits).state()
    assert (state.live(()), state.used(())) == ((), 1)
    book(taken, became, awaits).when(wait).then_nothing()
    book(taken, became, awaits).when(take).then_nothing()
    book(taken, became, awaits).when(replace(become, key="5A02")).then_events(types=[SlotBecameKey])
    book(taken, became, awaits).when(free).then(freed)
    assert book(taken, became, awaits, freed).state().used(()) == 0


def test_the_end_of_a_key_frees_its_slot() -> None:
    end = FreeKeySlot(account_id=account_id, key="5A01", how="revoked", at=tuesday)
    (gone,) = book(became, received).when(end).then_events(types=[KeySlotFreed])
    state = book(became, received, gone).state()
    assert state.used(()) == 0
    found = state.find("5A01", credit_code)
    assert found is not None
    assert (found.state, found.live) == ("revoked", False)
    book(became, gone).when(end).then_nothing()
    book(became, gone).when(replace(begin, case_id=other_case)).then_events(types=[CaseBegun])
    assert state.live(("5A01",)) == ()


def test_a_reissue_keeps_its_slot_when_the_earlier_key_ends_before_the_new_one_is_made() -> None:
    """docs/states.md §7 #34."""
    assert book(inherited).state().used(("K-11",)) == 1
    assert book(inherited).state().used(()) == 1


def test_a_name_goes_back_to_the_case_whose_key_failed() -> None:
    reclaim = ReclaimName(name="willow", case_id=case_id, at=tuesday)
    (again,) = one_name(held, issued).when(reclaim).then_events(types=[NameHeld])
    assert again == replace(held, held_at=tuesday)
    one_name(held, issued, again).when(issue).then_events(types=[NameIssued])
    one_name(held, issued, again).when(release).then(released("enterprise"))


def test_an_assigned_name_dies_with_its_revoked_key_and_an_adopted_one_is_its_enterprises() -> None:
    """docs/states.md §7 #30."""
    end = EndName(name="willow", case_id=case_id, at=tuesday)
    mine = replace(hold, case_id=other_case)
    (ended,) = one_name(held, issued).when(end).then_events(types=[NameEnded])
    one_name(held, issued, ended).when(mine).then_events(types=[NameHeld])
    one_name(held, issued, ended).when(replace(mine, account_id=other_account)).then_refused("login_name_taken")
    assigned = replace(held, rule="assigned")
    (spent,) = one_name(assigned, issued).when(end).then_events(types=[NameEnded])
    one_name(assigned, issued, spent).when(mine).then_refused("login_name_taken")


def test_a_reissued_name_remembers_how_the_enterprise_came_to_it() -> None:
    assigned = replace(held, rule="assigned")
    retained = replace(held, case_id=other_case, rule="retained")
    ended = one_name(assigned, issued, retained).when(EndName(name="willow", case_id=case_id, at=tuesday)).then_events()
    give_back = ReleaseName(name="willow", case_id=other_case, at=tuesday)
    (to_key,) = one_name(assigned, issued, retained).when(give_back).then_events(types=[NameReleased])
    (to_nobody,) = one_name(assigned, issued, retained, *ended).when(give_back).then_events(types=[NameReleased])
    assert isinstance(to_key, NameReleased)
    assert isinstance(to_nobody, NameReleased)
    assert (to_key.to, to_nobody.to) == ("key", "nobody")
    later = one_name(assigned, issued, retained, to_key).when(EndName(name="willow", case_id=case_id, at=tuesday))
    later.then_events(types=[NameEnded])
