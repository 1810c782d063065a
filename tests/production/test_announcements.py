"""What do the others hear of production?"""

import pytest

from contracts import production as told
from services.production.announcements import announce
from services.production.events import Event
from tests.production import cast

SAID: list[tuple[Event, told.Production]] = [
    (
        cast.opened,
        told.OrderOpened(case_id=cast.CASE, application_number=cast.NUMBER, attempt=1, opened_at=cast.MONDAY),
    ),
    (
        cast.second_attempt,
        told.OrderOpened(case_id=cast.CASE, application_number=cast.NUMBER, attempt=2, opened_at=cast.TUESDAY),
    ),
    (
        cast.cancelled_with_token,
        told.OrderCancelled(case_id=cast.CASE, application_number=cast.NUMBER, cancelled_at=cast.TUESDAY),
    ),
    (
        cast.withdrawal_refused,
        told.WithdrawalRefused(case_id=cast.CASE, application_number=cast.NUMBER, refused_at=cast.TUESDAY),
    ),
    (
        cast.issued,
        told.CertificateIssued(
            case_id=cast.CASE,
            application_number=cast.NUMBER,
            account_id=cast.HERON,
            attempt=1,
            serial="c1",
            login_name=cast.NAME,
            certificate_pem="PEM 1",
            not_before=cast.MONDAY,
            not_after=cast.IN_THREE_YEARS,
            issued_at=cast.MONDAY,
        ),
    ),
    (
        cast.sealed,
        told.SealMade(case_id=cast.CASE, seal_id="ES-1", certificate_serial="c1", made_at=cast.MONDAY),
    ),
    (
        cast.earlier_suspended,
        told.CertificateSuspended(
            case_id=cast.CASE, serial="K-11", login_name=cast.NAME, reason="loss", suspended_at=cast.MONDAY
        ),
    ),
    (
        cast.lifted_partly,
        told.SuspensionLifted(
            case_id=cast.CASE,
            serial="c1",
            login_name=cast.NAME,
            reason="parcel",
            suspended=True,
            lifted_at=cast.FRIDAY,
        ),
    ),
    (
        cast.earlier_revoked,
        told.CertificateRevoked(case_id=cast.CASE, serial="K-11", login_name=cast.NAME, reason="reissue", revoked_at=cast.MONDAY),
    ),
    (
        cast.activated,
        told.CertificateActivated(
            case_id=cast.CASE,
            account_id=cast.HERON,
            serial="c1",
            login_name=cast.NAME,
            activated_at=cast.FRIDAY,
        ),
    ),
    (
        cast.produced,
        told.KeyProduced(
            case_id=cast.CASE,
            application_number=cast.NUMBER,
            attempt=1,
            token_serial=cast.TOKEN,
            certificate_serial="c1",
            seal_id="ES-1",
            produced_at=cast.MONDAY,
        ),
    ),
    (
        cast.sent,
        told.ConsignmentDispatched(
            consignment_id=cast.PARCEL,
            body="ZJ",
            waybill="SF1",
            contents=(told.Content(case_id=cast.CASE, application_number=cast.NUMBER, token_serial=cast.TOKEN),),
            dispatched_at=cast.TUESDAY,
        ),
    ),
    (
        cast.dispatched,
        told.KeyDispatched(
            case_id=cast.CASE,
            application_number=cast.NUMBER,
            account_id=cast.HERON,
            consignment_id=cast.PARCEL,
            body="ZJ",
            waybill="SF1",
            token_serial=cast.TOKEN,
            certificate_serial="c1",
            dispatched_at=cast.TUESDAY,
        ),
    ),
    (
        cast.spoiled_issued,
        told.TokenSpoiled(
            case_id=cast.CASE,
            application_number=cast.NUMBER,
            attempt=1,
            token_serial=cast.TOKEN,
            spoiled_at=cast.TUESDAY,
        ),
    ),
    (
        cast.expired,
        told.CertificateExpired(case_id=cast.CASE, serial="c1", login_name=cast.NAME, expired_at=cast.IN_THREE_YEARS),
    ),
]

SILENT: list[Event] = [
    cast.noted,
    cast.started,
    cast.packed,
    cast.received,
    cast.pin_shown,
    cast.adopted,
    cast.deferred,
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


@pytest.mark.parametrize(("event", "announcement"), SAID, ids=[type(event).__name__ for event, _ in SAID])
def test_others_are_told(event: Event, announcement: told.Production) -> None:
    assert announce(event) == announcement


@pytest.mark.parametrize("event", SILENT, ids=lambda event: type(event).__name__)
def test_the_rest_is_our_own_business(event: Event) -> None:
    assert announce(event) is None
