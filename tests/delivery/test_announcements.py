"""Are the right words told, and nothing personal?"""

import pytest

from contracts import delivery
from services.delivery.announcements import announce
from services.delivery.events import Event
from tests.delivery.cast import (
    activated,
    announced,
    bound,
    case,
    challenged,
    chose_post,
    content_found,
    expected,
    expired,
    failed,
    handed_over,
    heron,
    lifted,
    minute,
    notified,
    parcel_expected,
    parcel_received,
    passed,
    posted,
    received,
    recorded,
    revoked,
    scanned_in,
    suspended,
    tuesday,
    unbound,
)

TOLD: list[tuple[Event, delivery.Delivery]] = [
    (
        scanned_in,
        delivery.KeyScannedIn(
            case_id=case.case_id,
            application_number=case.application_number,
            body="ZJ",
            token_serial="T-1",
            scanned_at=tuesday,
        ),
    ),
    (chose_post, delivery.PreferenceChanged(case_id=case.case_id, preference="post", changed_at=tuesday)),
    (
        notified,
        delivery.EnterpriseNotified(
            case_id=case.case_id,
            application_number=case.application_number,
            account_id=heron,
            pick_up_zh="浙江政务服务中心12号窗口，杭州市",
            pick_up_en="Zhejiang Service Centre, window 12, Hangzhou",
            notified_at=tuesday,
        ),
    ),
    (
        posted,
        delivery.KeyPosted(
            case_id=case.case_id,
            application_number=case.application_number,
            account_id=heron,
            waybill="SF2",
            posted_at=tuesday,
        ),
    ),
    (
        handed_over,
        delivery.KeyHandedOver(
            case_id=case.case_id,
            application_number=case.application_number,
            old_key_returned=False,
            handed_over_at=tuesday,
        ),
    ),
    (
        received,
        delivery.ReceiptConfirmed(
            case_id=case.case_id,
            application_number=case.application_number,
            account_id=heron,
            token_serial="T-1",
            certificate_serial="C-1",
            confirmed_at=tuesday,
        ),
    ),
    (
        bound,
        delivery.KeyBound(
            case_id=case.case_id,
            application_number=case.application_number,
            account_id=heron,
            certificate_serial="C-1",
            bound_at=tuesday + minute,
        ),
    ),
    (
        unbound,
        delivery.KeyUnbound(
            case_id=case.case_id,
            application_number=case.application_number,
            certificate_serial="C-1",
            reason="by_enterprise",
            unbound_at=tuesday + minute,
        ),
    ),
]


@pytest.mark.parametrize(("event", "told"), TOLD, ids=lambda found: type(found).__name__)
def test_a_step_of_the_key_is_told(event: Event, told: delivery.Delivery) -> None:
    assert announce(event) == told


@pytest.mark.parametrize(
    "event",
    [
        announced,
        expected,
        parcel_expected,
        content_found,
        parcel_received,
        recorded,
        activated,
        suspended,
        lifted,
        revoked,
        expired,
        challenged,
        failed,
        passed,
    ],
    ids=lambda found: type(found).__name__,
)
def test_what_others_told_themselves_and_challenges_are_kept_quiet(event: Event) -> None:
    assert announce(event) is None


def test_the_collector_is_never_told() -> None:
    told = announce(handed_over)
    assert told is not None
    assert "Ada" not in told.model_dump_json()
    assert "11010519491231002X" not in told.model_dump_json()
