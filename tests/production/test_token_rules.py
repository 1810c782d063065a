"""Is every token accounted for?"""

from dataclasses import replace

from services.production.decider import token
from tests.production import cast
from tests.scenario import scenarios

given = scenarios(token)

to_personalised = (cast.stocked, cast.reserved, cast.personalised)
to_packed = (*to_personalised, cast.token_packed)
to_shipped = (*to_packed, cast.shipped)


def test_a_serial_comes_into_stock_once() -> None:
    given().when(cast.stock).then(cast.stocked)
    given(cast.stocked).when(cast.stock).then_nothing()
    given(*to_shipped).when(cast.stock).then_nothing()


def test_a_blank_token_is_reserved_once() -> None:
    given(cast.stocked).when(cast.reserve).then(cast.reserved)
    given(cast.stocked, cast.reserved).when(cast.reserve).then_nothing()


def test_a_reserved_or_unknown_token_is_not_blank() -> None:
    given(cast.stocked, cast.reserved).when(cast.reserve_for_another).then_refused("token_not_blank")
    given(*to_personalised).when(cast.reserve).then_refused("token_not_blank")
    given().when(cast.reserve).then_refused("token_not_blank")


def test_a_cancelled_attempt_gives_the_token_back_once() -> None:
    given(cast.stocked, cast.reserved).when(cast.restock).then(cast.restocked)
    given(cast.stocked, cast.reserved, cast.restocked).when(cast.restock).then_nothing()


def test_a_written_token_does_not_go_back_to_stock() -> None:
    given(*to_personalised).when(cast.restock).then_refused("token_not_reserved")


def test_each_reservation_fences_off_the_one_before() -> None:
    second = replace(cast.reserved, case_id=cast.OTHER_CASE, reservation=2)
    given(cast.stocked, cast.reserved, cast.restocked).when(cast.reserve_for_another).then(second)


def test_a_reserved_token_is_personalised_once() -> None:
    given(cast.stocked, cast.reserved).when(cast.personalise).then(cast.personalised)
    given(*to_personalised).when(cast.personalise).then_nothing()


def test_a_token_is_personalised_only_for_whom_it_is_reserved() -> None:
    given(cast.stocked, cast.reserved).when(cast.personalise_for_another).then_refused("token_not_reserved")
    given(cast.stocked).when(cast.personalise).then_refused("token_not_reserved")


def test_a_finished_token_is_packed_once() -> None:
    given(*to_personalised).when(cast.pack_token).then(cast.token_packed)
    given(*to_packed).when(cast.pack_token).then_nothing()
    given(cast.stocked, cast.reserved).when(cast.pack_token).then_refused("token_not_personalised")


def test_a_packed_token_is_shipped_once_with_its_own_consignment() -> None:
    given(*to_packed).when(cast.ship).then(cast.shipped)
    given(*to_shipped).when(cast.ship).then_nothing()
    given(*to_packed).when(cast.ship_elsewhere).then_refused("token_not_packed")


def test_a_shipped_token_arrives_once() -> None:
    given(*to_shipped).when(cast.record_arrival).then(cast.arrived)
    given(*to_shipped, cast.arrived).when(cast.record_arrival).then_nothing()
    given(*to_packed).when(cast.record_arrival).then_refused("token_not_shipped")


def test_the_enterprise_holds_a_token_that_arrived_or_came_by_post() -> None:
    given(*to_shipped, cast.arrived).when(cast.hold).then(cast.held)
    given(*to_shipped).when(cast.hold).then(cast.held_by_post)
    given(*to_shipped, cast.held_by_post).when(cast.hold).then_nothing()
    given(*to_personalised).when(cast.hold).then_refused("token_not_shipped")


def test_a_token_at_the_provider_can_be_spoiled_once() -> None:
    given(cast.stocked, cast.reserved).when(cast.spoil_token).then(cast.token_spoiled)
    given(cast.stocked, cast.reserved, cast.token_spoiled).when(cast.spoil_token).then_nothing()
    given(*to_shipped).when(cast.spoil_token).then_refused("token_not_at_provider")


def test_a_spoiled_token_is_never_used_again() -> None:
    given(cast.stocked, cast.reserved, cast.token_spoiled).when(cast.reserve).then_refused("token_not_blank")
