"""Do the lists show where keys are and what is bound?"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import pytest

from chassis.actor import NOBODY
from chassis.view import Fact, View
from services.delivery.events import Event
from services.delivery.projections import BindingRow, KeyRow, ParcelKey, ParcelRow, bindings, keys, parcels
from tests.delivery.cast import (
    activated,
    announced,
    announced_by_post,
    bound,
    case,
    challenged,
    chose_collect,
    chose_post,
    content_found,
    expected,
    expired,
    failed,
    handed_over,
    heron,
    lifted,
    minute,
    monday,
    notified,
    other_case,
    other_found,
    parcel_expected,
    parcel_id,
    parcel_received,
    passed,
    posted,
    received,
    recorded,
    revoked,
    scanned_in,
    suspended,
    terms,
    three_years,
    tuesday,
    unbound,
)

R = TypeVar("R")

KEY: Sequence[Event] = [announced, expected, scanned_in, chose_post, notified, posted, handed_over, received]
PARCEL: Sequence[Event] = [parcel_expected, expected, content_found, other_found, parcel_received]
CERTIFICATE: Sequence[Event] = [
    recorded,
    activated,
    challenged,
    failed,
    passed,
    bound,
    suspended,
    lifted,
    revoked,
    expired,
    unbound,
]


def rows(view: View[Event, R], events: Sequence[Event]) -> dict[str, R]:
    """The whole view after these events."""
    found: dict[str, R] = {}
    for position, event in enumerate(events, 1):
        fact = Fact(
            event=event,
            stream=case.case_id,
            version=position,
            position=position,
            at=monday,
            actor=NOBODY,
            correlation=case.case_id,
            causation="",
        )
        for key in view.keys(event):
            row = view.project(found.get(key), fact)
            if row is None:
                found.pop(key, None)
            else:
                found[key] = row
    return found


def key_row(*events: Event) -> KeyRow:
    return rows(keys, events)[case.application_number]


def test_a_parcel_shows_what_is_expected_and_what_was_found() -> None:
    first = ParcelKey(application_number=case.application_number, token_serial="T-1", received_at=tuesday)
    second = ParcelKey(application_number=other_case.application_number, token_serial="T-2")
    half = ParcelRow(
        consignment_id=parcel_id,
        body="ZJ",
        waybill="SF1",
        dispatched_at=monday,
        received_at=None,
        keys=(first, second),
        dispatched=("T-1",),
    )
    assert rows(parcels, PARCEL[:3]) == {str(parcel_id): half}
    whole = replace(half, received_at=tuesday, state="received", keys=(first, replace(second, received_at=tuesday)))
    assert rows(parcels, PARCEL) == {str(parcel_id): whole}


def test_a_parcel_is_the_same_in_whatever_order_it_and_its_keys_are_heard_of() -> None:
    assert rows(parcels, [parcel_expected, expected]) == rows(parcels, [expected, parcel_expected])
    assert rows(parcels, [parcel_expected])[str(parcel_id)].dispatched == ()
    assert rows(parcels, [expected])[str(parcel_id)].keys == ()


def test_a_parcel_is_listed_for_its_body() -> None:
    assert parcels.tags(rows(parcels, PARCEL)[str(parcel_id)]) == ["body:ZJ"]


def test_a_key_is_listed_from_its_dispatch_on_for_its_body_and_its_enterprise() -> None:
    assert keys.tags(key_row(announced)) == []
    assert keys.tags(key_row(announced, expected)) == ["body:ZJ", f"account:{heron}"]


def test_a_key_row_follows_the_key() -> None:
    row = KeyRow(
        application_number=case.application_number,
        case_id=case.case_id,
        account_id=heron,
        body="ZJ",
        state="in_transit",
        since=monday,
        token_serial="T-1",
        enterprise_name="Blue Heron Trading",
        preference="collect",
    )
    assert key_row(announced, expected) == row
    assert key_row(*KEY[:3]) == replace(row, state="at_issuing_body", since=tuesday)
    assert key_row(*KEY[:5]) == replace(row, state="ready_to_collect", since=tuesday, preference="post")
    assert key_row(*KEY[:6]).state == "posted"
    assert key_row(*KEY[:7]).state == "handed_over"
    assert key_row(*KEY).state == "received"


def test_a_key_row_is_the_same_in_whatever_order_materials_and_dispatch_come() -> None:
    assert key_row(expected, announced) == key_row(announced, expected)
    assert key_row(expected).enterprise_name == ""


def test_a_later_round_before_the_dispatch_replaces_what_the_row_shows() -> None:
    second = replace(announced, terms=replace(terms, round=2, issuing_body="NB"), announced_at=tuesday)
    assert key_row(announced_by_post, chose_collect, second).body == "NB"


def test_a_binding_shows_whether_it_may_be_used_and_how_it_ended() -> None:
    row = BindingRow(
        application_number=case.application_number,
        account_id=heron,
        certificate_serial="C-1",
        bound_at=tuesday + minute,
        expires_at=three_years,
    )
    assert rows(bindings, CERTIFICATE[:6]) == {"C-1": row}
    assert rows(bindings, CERTIFICATE[:7]) == {"C-1": replace(row, suspended=("loss",))}
    assert rows(bindings, CERTIFICATE[:8]) == {"C-1": row}
    ended = replace(row, ended_at=tuesday + minute, ended_because="by_enterprise")
    assert rows(bindings, CERTIFICATE) == {"C-1": ended}
    assert rows(bindings, [*CERTIFICATE, bound]) == {"C-1": row}


def test_there_is_no_binding_before_the_key_is_bound() -> None:
    assert rows(bindings, CERTIFICATE[:5]) == {}
    assert rows(bindings, [suspended, lifted, unbound]) == {}


def test_a_binding_is_due_when_its_certificate_expires() -> None:
    assert bindings.due
    row = rows(bindings, CERTIFICATE[:6])["C-1"]
    assert bindings.due(row) == three_years
    assert bindings.due(replace(row, ended_at=tuesday)) is None
    assert bindings.tags(row) == [f"account:{heron}"]


@pytest.mark.parametrize(
    ("view", "foreign"),
    [
        (parcels, [announced, *KEY[2:], *CERTIFICATE]),
        (keys, [parcel_expected, *PARCEL[2:], *CERTIFICATE]),
        (bindings, [*KEY, *PARCEL]),
    ],
)
def test_a_view_leaves_the_facts_of_others_alone(view: View[Event, object], foreign: Sequence[Event]) -> None:
    assert all(list(view.keys(event)) == [] for event in foreign)
    assert rows(view, foreign) == {}
