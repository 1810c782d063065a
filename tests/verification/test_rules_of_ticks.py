"""What does ticking take?"""

from services.verification.decider import review
from services.verification.events import (
    ItemsChecked,
)
from services.verification.values import task_id
from tests.scenario import scenarios
from tests.verification.cast import (
    case_id,
    checked,
    checks,
    claimed,
    claims,
    history,
    lease,
    minute,
    monday,
    opened,
    receive,
    v1,
    v2,
)

given = scenarios(review)


def test_items_are_ticked() -> None:
    given(*claimed).when(checks(v1, 1, "form:enterprise")).then(
        ItemsChecked(
            case_id=case_id,
            task_id=task_id(case_id, "verification", 1),
            fence=1,
            person_id=v1.person_id,
            items=("form:enterprise",),
            checked_at=monday + 2 * minute,
        )
    )


def test_ticking_twice_changes_nothing() -> None:
    given(*checked).when(checks(v1, 1)).then_nothing()


def test_only_what_is_new_is_ticked() -> None:
    events = history(receive, claims(v1, 1), checks(v1, 1, "form:enterprise"))
    (ticked,) = given(*events).when(checks(v1, 1, "form:enterprise", "slot:business_licence")).then_events()
    assert isinstance(ticked, ItemsChecked)
    assert ticked.items == ("slot:business_licence",)


def test_what_is_not_part_of_the_task_cannot_be_ticked() -> None:
    given(*claimed).when(checks(v1, 1, "slot:subscriber_agreement")).then_refused("unknown_item")


def test_ticking_needs_the_newest_claim() -> None:
    given(*opened).when(checks(v1, 1)).then_refused("stale")
    given(*claimed).when(checks(v2, 1)).then_refused("stale")
    given(*claimed, *review.decide(claims(v2, 2, monday + 2 * lease), review.fold(claimed))).when(checks(v1, 1)).then_refused(
        "stale"
    )
