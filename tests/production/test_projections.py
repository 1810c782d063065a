"""Do the views show what happened?"""

from dataclasses import replace
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from chassis.actor import NOBODY
from chassis.view import Fact, View
from services.production.events import Event
from services.production.projections import (
    CertificateRow,
    Discrepancy,
    OrderRow,
    StockRow,
    TokenRow,
    certificates,
    consignments,
    orders,
    reconcile,
    stock,
    tokens,
)
from services.production.projections.stock import ALL
from tests.production import cast

R = TypeVar("R")


def shown(view: View[Event, R], *events: Event) -> dict[str, R]:
    """The rows of a view after these events."""
    rows: dict[str, R | None] = {}
    for position, event in enumerate(events, 1):
        fact = Fact(
            event=event,
            stream=cast.CASE,
            version=position,
            position=position,
            at=cast.MONDAY + timedelta(seconds=position),
            actor=NOBODY,
            correlation=UUID(int=0),
            causation="",
        )
        for key in view.keys(event):
            rows[key] = view.project(rows.get(key), fact)
    return {key: row for key, row in rows.items() if row is not None}


the_whole_way: tuple[Event, ...] = (
    cast.stocked,
    cast.opened,
    cast.started,
    cast.reserved,
    cast.personalised,
    cast.issued,
    cast.sealed,
    cast.produced,
    cast.consignment_opened,
    cast.packed,
    cast.key_added,
    cast.token_packed,
    cast.sent,
    cast.dispatched,
    cast.shipped,
    cast.arrived,
    cast.received,
    cast.held,
    cast.activated,
)


def test_an_order_row_follows_the_key() -> None:
    row = shown(orders, *the_whole_way)[cast.NUMBER]
    assert (row.state, row.attempt, row.token_serial, row.certificate_serial) == ("received", 1, cast.TOKEN, "c1")
    assert (row.consignment_id, row.waybill) == (cast.PARCEL, "SF1")


def test_orders_are_found_by_state_and_body() -> None:
    row = shown(orders, cast.opened)[cast.NUMBER]
    assert orders.tags(row) == ["state:open", "body:ZJ"]


def test_a_new_attempt_forgets_the_old_token() -> None:
    row = shown(orders, cast.opened, cast.started, cast.produced, cast.spoiled_issued, cast.second_attempt)[cast.NUMBER]
    assert (row.state, row.attempt, row.token_serial, row.certificate_serial) == ("open", 2, "", "")


def test_a_cancelled_order_names_no_token() -> None:
    row = shown(orders, cast.opened, cast.started, cast.cancelled_with_token)[cast.NUMBER]
    assert (row.state, row.token_serial) == ("cancelled", "")


def test_a_withdrawal_that_found_no_order_shows_none() -> None:
    assert shown(orders, cast.noted, cast.never_opened) == {}


def test_a_token_row_follows_the_token() -> None:
    row = shown(tokens, *the_whole_way)[cast.TOKEN]
    assert (row.state, row.case_id, row.certificate_serial) == ("held", cast.CASE, "c1")
    given_back = shown(tokens, cast.stocked, cast.reserved, cast.restocked)[cast.TOKEN]
    assert (given_back.state, given_back.case_id) == ("blank", None)


def test_the_oldest_token_comes_first() -> None:
    old, new = cast.stocked, replace(cast.stocked, token_serial="T-0000", stocked_at=cast.TUESDAY)
    rows = shown(tokens, new, old)
    assert sorted(rows.values(), key=tokens.order)[0].serial == cast.TOKEN


def test_the_counts_of_all_places_add_up_to_all_tokens() -> None:
    other = replace(cast.stocked, token_serial=cast.OTHER_TOKEN)
    lost = replace(cast.token_spoiled, token_serial=cast.OTHER_TOKEN, former="blank")
    assert shown(stock, *the_whole_way, other, lost) == {"all": StockRow(held=1, spoiled=1)}
    assert shown(stock, cast.stocked, cast.reserved, cast.restocked) == {"all": StockRow(blank=1)}
    assert shown(stock, *the_whole_way[:13]) == {"all": StockRow(packed=1)}


def status(*events: Event, serial: str = "c1") -> str:
    return shown(certificates, *events)[serial].status(cast.FRIDAY)


def test_the_status_of_a_certificate() -> None:
    assert status(cast.issued) == "inactive"
    assert status(cast.issued, cast.activated) == "good"
    assert status(cast.issued, cast.activated, cast.suspended) == "suspended"
    assert status(cast.issued, cast.suspended, cast.suspended_again, cast.lifted_partly) == "suspended"
    assert status(cast.issued, cast.suspended, cast.deferred, cast.lifted) == "inactive"
    assert status(cast.issued, cast.suspended, cast.revoked) == "revoked"
    assert status(cast.issued, cast.expired) == "expired"
    assert status(cast.adopted, serial="K-11") == "good"


def test_a_certificate_is_expired_from_its_last_instant_on() -> None:
    row = shown(certificates, cast.issued, cast.activated)["c1"]
    assert row.status(cast.IN_THREE_YEARS - timedelta(seconds=1)) == "good"
    assert row.status(cast.IN_THREE_YEARS) == "expired"


def test_an_ended_certificate_is_not_due_again() -> None:
    assert certificates.due is not None
    assert certificates.due(shown(certificates, cast.issued)["c1"]) == cast.IN_THREE_YEARS
    assert certificates.due(shown(certificates, cast.issued, cast.revoked)["c1"]) is None
    assert certificates.due(shown(certificates, cast.issued, cast.expired)["c1"]) is None


def test_a_consignment_row_shows_contents_and_waybill() -> None:
    row = shown(consignments, cast.consignment_opened, cast.key_added, cast.sent)[str(cast.PARCEL)]
    assert (row.state, row.waybill, row.contents) == ("dispatched", "SF1", (cast.content,))


def rows(*events: Event) -> tuple[list[TokenRow], list[CertificateRow], list[OrderRow], StockRow]:
    return (
        list(shown(tokens, *events).values()),
        list(shown(certificates, *events).values()),
        list(shown(orders, *events).values()),
        shown(stock, *events).get(ALL, StockRow()),
    )


def test_the_whole_way_adds_up_at_every_unit() -> None:
    for end in (1, 2, 4, 8, 12, 15, 19):
        assert reconcile(*rows(*the_whole_way[:end])) == []


def test_an_earlier_certificate_needs_no_token_here() -> None:
    assert reconcile(*rows(cast.adopted, cast.earlier_suspended)) == []


def test_what_does_not_add_up_is_named() -> None:
    without_certificate = reconcile(*rows(cast.stocked, cast.reserved, cast.personalised))
    assert without_certificate == [Discrepancy(finding="token_without_certificate", subject=cast.TOKEN)]
    without_token = reconcile(*rows(cast.issued))
    assert without_token == [Discrepancy(finding="certificate_without_token", subject="c1")]
    revoked = reconcile(*rows(*the_whole_way[:8], cast.revoked))
    assert revoked == [Discrepancy(finding="case_without_certificate", subject=cast.NUMBER)]
    unproduced = reconcile(*rows(*the_whole_way[:6]))
    assert unproduced == [Discrepancy(finding="certificate_of_unproduced_case", subject=cast.NUMBER)]


def test_two_certificates_of_a_case_and_two_tokens_of_a_certificate_are_named() -> None:
    second = replace(cast.issued, certificate=cast.certificate_2)
    twin = (
        replace(cast.stocked, token_serial=cast.OTHER_TOKEN),
        replace(cast.reserved, token_serial=cast.OTHER_TOKEN),
        replace(cast.personalised, token_serial=cast.OTHER_TOKEN),
    )
    found = {d.finding for d in reconcile(*rows(*the_whole_way[:8], second, *twin))}
    assert found == {"case_with_many_certificates", "certificate_without_token", "certificate_on_many_tokens"}
