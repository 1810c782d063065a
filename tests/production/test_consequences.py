"""What stands or falls together with a fact?"""

import pytest

from services.production.commands.certificates import RevokeCertificate
from services.production.commands.token import ReserveToken
from services.production.consequences import follow
from services.production.events import Event
from tests.production import cast


def test_production_starts_only_with_its_token_reserved() -> None:
    assert follow(cast.started) == [cast.reserve]


def test_a_cancelled_order_gives_its_token_back() -> None:
    assert follow(cast.cancelled_with_token) == [cast.restock]
    assert follow(cast.cancelled) == []


def test_a_spoiled_key_ends_token_and_certificate_before_the_next_attempt() -> None:
    assert follow(cast.spoiled_issued) == [cast.spoil_token, cast.revoke, cast.open_attempt]
    assert follow(cast.spoiled_unissued) == [cast.spoil_token, cast.open_attempt]
    assert not any(isinstance(command, RevokeCertificate) for command in follow(cast.spoiled_unissued))


def test_packing_puts_the_key_into_the_parcel() -> None:
    assert follow(cast.packed) == [cast.add_key, cast.pack_token]


def test_dispatch_takes_every_key_along() -> None:
    assert follow(cast.sent) == [cast.dispatch_key]
    assert follow(cast.dispatched) == [cast.ship]


def test_receipt_moves_the_token_and_activates_the_certificate() -> None:
    assert follow(cast.received) == [cast.hold, cast.activate]


ALONE: list[Event] = [
    cast.noted,
    cast.withdrawal_refused,
    cast.produced,
    cast.second_attempt,
    cast.pin_shown,
    cast.adopted,
    cast.issued,
    cast.sealed,
    cast.suspended,
    cast.lifted,
    cast.deferred,
    cast.activated,
    cast.revoked,
    cast.adopted_expired,
    cast.stocked,
    cast.reserved,
    cast.restocked,
    cast.personalised,
    cast.token_packed,
    cast.shipped,
    cast.arrived,
    cast.held,
    cast.token_spoiled,
    cast.consignment_opened,
    cast.key_added,
]


@pytest.mark.parametrize("event", ALONE, ids=lambda event: type(event).__name__)
def test_the_other_facts_stand_alone(event: Event) -> None:
    assert follow(event) == []


def test_the_token_of_an_attempt_is_reserved_for_that_attempt() -> None:
    commands = [command for command in follow(cast.started) if isinstance(command, ReserveToken)]
    assert [(c.case_id, c.attempt, c.token_serial) for c in commands] == [(cast.CASE, 1, cast.TOKEN)]
