"""How does an account that is not its enterprise's end, and what becomes free by it? (docs/states.md §1)"""

from dataclasses import replace

import pytest

import contracts.registration as told
from services.registration.announcements import announce
from services.registration.commands import ClaimAddress, ClaimCode, ReleaseAccount, ReleaseAddress, ReleaseCode
from services.registration.consequences import follow
from services.registration.decider.account import account
from services.registration.decider.claims import address, code
from services.registration.events import (
    AccountReleased,
    AddressClaimed,
    AddressReleased,
    CodeClaimed,
    CodeReleased,
)
from services.registration.values import Holder
from tests.registration.cast import (
    ADDRESS_ID,
    CODE,
    CODE_ID,
    DAY,
    HERON,
    MONDAY,
    STRANGER,
    WEEK,
    activate,
    activated,
    correct,
    corrected,
    entrust,
    give_address,
    lapse,
    lapsed,
    register,
    rejected,
    resend,
    started,
)
from tests.scenario import scenarios

given = scenarios(account)
given_code = scenarios(code)
given_address = scenarios(address)

release = ReleaseAccount(account_id=HERON, reason="proven_foreign", at=MONDAY + WEEK)
released = AccountReleased(
    account_id=HERON,
    credit_code=CODE,
    code_id=CODE_ID,
    address_id=ADDRESS_ID,
    reason="proven_foreign",
    released_at=MONDAY + WEEK,
)


def test_an_operator_releases_an_active_account() -> None:
    given(started, activated).when(release).then(released)


def test_the_address_that_becomes_free_is_the_one_it_was_activated_with() -> None:
    (event,) = given(started, corrected, replace(activated, address_id=corrected.address_id)).when(release).then_events()
    assert event.address_id == corrected.address_id


def test_releasing_again_changes_nothing() -> None:
    given(started, activated, released).when(release).then_nothing()


@pytest.mark.parametrize("past", [(started,), (started, lapsed), (started, rejected)])
def test_only_an_active_account_is_released(past: tuple[object, ...]) -> None:
    given(*past).when(release).then_refused("not_active")


def test_nobodys_account_is_not_released() -> None:
    given().when(release).then_refused("not_registered")


def test_a_released_account_comes_to_nothing_more() -> None:
    past = (started, activated, released)
    given(*past).when(register).then_nothing()
    given(*past).when(lapse).then_nothing()
    given(*past).when(activate).then_refused("account_closed")
    given(*past).when(replace(activate, token_hash="ff")).then_refused("link_dead")
    given(*past).when(correct).then_refused("registration_closed")
    given(*past).when(resend).then_refused("registration_closed")
    given(*past).when(give_address).then_refused("not_active")


def test_a_body_heard_of_after_the_release_is_nothing() -> None:
    """The desks may have passed a case in the same moment; topics have no order among each other."""
    given(started, activated, released).when(entrust).then_nothing()


def test_code_and_address_become_free_in_the_same_unit() -> None:
    assert follow(released) == [
        ReleaseCode(code_id=CODE_ID, account_id=HERON, at=MONDAY + WEEK),
        ReleaseAddress(address_id=ADDRESS_ID, holder=Holder(kind="enterprise", account_id=HERON), at=MONDAY + WEEK),
    ]


def test_a_release_is_told_without_a_person() -> None:
    assert announce(released) == told.AccountReleased(
        account_id=HERON, credit_code=CODE, reason="proven_foreign", released_at=MONDAY + WEEK
    )


# ── what becomes free ──

claimed = CodeClaimed(code_id=CODE_ID, account_id=HERON, claimed_at=MONDAY)
free_code = ReleaseCode(code_id=CODE_ID, account_id=HERON, at=MONDAY + DAY)
code_freed = CodeReleased(code_id=CODE_ID, account_id=HERON, released_at=MONDAY + DAY)
mine = Holder(kind="enterprise", account_id=HERON)
address_claimed = AddressClaimed(address_id=ADDRESS_ID, holder=mine, claimed_at=MONDAY)
free_address = ReleaseAddress(address_id=ADDRESS_ID, holder=mine, at=MONDAY + DAY)
address_freed = AddressReleased(address_id=ADDRESS_ID, holder=mine, released_at=MONDAY + DAY)


def test_a_released_code_is_taken_by_the_next_who_activates() -> None:
    given_code(claimed).when(free_code).then(code_freed)
    given_code(claimed, code_freed).when(free_code).then_nothing()
    other = ClaimCode(code_id=CODE_ID, account_id=STRANGER, at=MONDAY + WEEK)
    given_code(claimed, code_freed).when(other).then(CodeClaimed(code_id=CODE_ID, account_id=STRANGER, claimed_at=MONDAY + WEEK))


def test_nobody_but_its_holder_gives_a_code_back() -> None:
    given_code(claimed).when(replace(free_code, account_id=STRANGER)).then_nothing()
    given_code().when(free_code).then_nothing()


def test_a_released_address_is_taken_by_the_next_who_activates() -> None:
    given_address(address_claimed).when(free_address).then(address_freed)
    given_address(address_claimed, address_freed).when(free_address).then_nothing()
    other = ClaimAddress(address_id=ADDRESS_ID, holder=Holder(kind="enterprise", account_id=STRANGER), at=MONDAY + WEEK)
    given_address(address_claimed, address_freed).when(other).then(
        AddressClaimed(address_id=ADDRESS_ID, holder=other.holder, claimed_at=MONDAY + WEEK)
    )


def test_nobody_but_its_holder_gives_an_address_back() -> None:
    given_address(address_claimed).when(replace(free_address, holder=Holder(kind="staff", account_id=HERON))).then_nothing()
    given_address().when(free_address).then_nothing()


def test_what_becomes_free_follows_and_tells_nothing() -> None:
    for event in (code_freed, address_freed):
        assert follow(event) == []
        assert announce(event) is None
