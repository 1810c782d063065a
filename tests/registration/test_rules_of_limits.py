"""How often may somebody try? (issue 4; docs/domain.md §5, assumed values)"""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from services.registration.adapters.gates import network
from services.registration.announcements import announce
from services.registration.commands import CountFailure
from services.registration.consequences import follow
from services.registration.decider.account import account
from services.registration.decider.gate import gate
from services.registration.events import ActivationResent, AddressCorrected, FailureCounted
from services.registration.values import GateId
from tests.registration.cast import DAY, MINUTE, MONDAY, correct, corrected, resend, resent, started
from tests.scenario import scenarios

given = scenarios(account)
given_gate = scenarios(gate)

GATE = GateId(UUID(int=51))
count = CountFailure(gate_id=GATE, attempt_id=UUID(int=1), limit=2, at=MONDAY)
counted = FailureCounted(gate_id=GATE, attempt_id=UUID(int=1), counted_at=MONDAY)
second = replace(counted, attempt_id=UUID(int=2))


def test_a_failure_is_counted_once() -> None:
    given_gate().when(count).then(counted)
    given_gate(counted).when(count).then_nothing()


def test_a_gate_closes_at_its_limit_and_counts_no_further() -> None:
    given_gate(counted).when(replace(count, attempt_id=UUID(int=2))).then(second)
    given_gate(counted, second).when(replace(count, attempt_id=UUID(int=3))).then_refused("too_many")
    given_gate(counted, second).when(count).then_nothing()
    assert not given_gate(counted).state().closed(2)
    assert given_gate(counted, second).state().closed(2)


def test_a_counted_failure_follows_and_tells_nothing() -> None:
    assert follow(counted) == []
    assert announce(counted) is None


def resends(times: int) -> list[ActivationResent]:
    return [replace(resent, resent_at=MONDAY + n * MINUTE) for n in range(1, times + 1)]


def test_ten_mails_a_day_are_enough_for_a_registration() -> None:
    at = MONDAY + 20 * MINUTE
    given(started, *resends(8)).when(replace(resend, at=at)).then_events(types=[ActivationResent])
    given(started, *resends(9)).when(replace(resend, at=at)).then_refused("too_many")


def test_corrections_count_among_the_mails() -> None:
    at = MONDAY + 20 * MINUTE
    given(started, corrected, *resends(8)).when(replace(resend, at=at)).then_refused("too_many")
    given(started, *resends(9)).when(replace(correct, at=at)).then_refused("too_many")


def test_a_day_later_mails_go_out_again() -> None:
    past = (started, *resends(9))
    given(*past).when(replace(correct, at=MONDAY + DAY - timedelta(seconds=1))).then_refused("too_many")
    given(*past).when(replace(correct, at=MONDAY + DAY)).then_events(types=[AddressCorrected])


@pytest.mark.parametrize(
    ("caller", "counts_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_a_caller_is_an_address_or_a_network_of_ipv6(caller: str, counts_as: str) -> None:
    assert network(caller) == counts_as
