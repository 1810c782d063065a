"""When does a round open, and what keeps its tick?"""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from services.verification.decider import review
from services.verification.decider.states import Approved
from services.verification.events import (
    Event,
    MaterialsReceived,
    TaskOpened,
)
from services.verification.values import Finding, task_id
from tests.scenario import scenarios
from tests.verification.cast import (
    ITEMS,
    approved,
    case_id,
    checks,
    claimed,
    claims,
    expired,
    failed,
    fails,
    history,
    illegible,
    materials,
    monday,
    not_his,
    number,
    opened,
    passes,
    r1,
    r2,
    receive,
    received,
    resubmitted,
    review_failed,
    v1,
    v2,
    verified,
)

given = scenarios(review)


def test_confirmed_materials_open_a_task_at_the_issuing_body() -> None:
    given().when(receive).then(
        MaterialsReceived(materials=materials, confirmed_at=monday),
        TaskOpened(
            case_id=case_id,
            application_number=number,
            task_id=task_id(case_id, "verification", 1),
            stage="verification",
            round=1,
            body="NB",
            enterprise_name="East Sea Plastics",
            kept=(),
            opened_at=monday,
        ),
    )


@pytest.mark.parametrize("events", [opened, claimed, verified, failed, approved, review_failed])
def test_hearing_a_round_again_changes_nothing(events: Sequence[Event]) -> None:
    given(*events).when(receive).then_nothing()


@pytest.mark.parametrize("events", [[], opened, verified, approved])
def test_a_round_out_of_order_is_refused(events: Sequence[Event]) -> None:
    given(*events).when(received(resubmitted(materials))).then_refused("round_out_of_order")


def test_a_skipped_round_is_refused() -> None:
    third = resubmitted(resubmitted(materials))
    given(*failed).when(received(third)).then_refused("round_out_of_order")


def test_unchanged_items_keep_their_tick_and_failed_ones_lose_it() -> None:
    second = resubmitted(materials, illegible.item, expired.item)
    events = given(*failed).when(received(second)).then_events(types=[MaterialsReceived, TaskOpened])
    assert isinstance(events[1], TaskOpened)
    assert events[1].kept == ("form:enterprise", "slot:signature_confirmation_letter", "waiver:operator")
    assert events[1].task_id == task_id(case_id, "verification", 2) != task_id(case_id, "verification", 1)


def test_a_failed_item_that_comes_back_unchanged_must_be_ticked_again() -> None:
    events = given(*failed).when(received(resubmitted(materials))).then_events()
    assert isinstance(events[1], TaskOpened)
    assert illegible.item not in events[1].kept


def test_each_desk_keeps_its_own_ticks_only() -> None:
    """The verifier ticked everything; the reviewer ticks for himself."""
    given(*history(receive, claims(v1, 1), checks(v1, 1), passes(v1, 1), claims(r1, 2))).when(passes(r1, 2)).then_refused(
        "unchecked_items"
    )


def test_after_a_failed_review_the_issuing_body_is_first_again() -> None:
    events = given(*review_failed).when(received(resubmitted(materials, not_his.item))).then_events()
    assert isinstance(events[1], TaskOpened)
    assert (events[1].stage, events[1].body) == ("verification", "NB")
    assert not_his.item not in events[1].kept


def test_the_policy_may_send_a_failed_review_straight_back_to_the_reviewer() -> None:
    events = history(receive, claims(v1, 1), checks(v1, 1), passes(v1, 1), claims(r1, 2), fails(r1, 2, not_his, route="review"))
    again = given(*events).when(received(resubmitted(materials, not_his.item))).then_events()
    assert isinstance(again[1], TaskOpened)
    assert (again[1].stage, again[1].body, again[1].round) == ("review", "P", 2)


def test_three_rounds_end_in_approval() -> None:
    """E09: verification fails, then review, then all is well; every decision is a task of its own."""
    second = resubmitted(materials, illegible.item, expired.item)
    third = resubmitted(second, not_his.item)
    events = history(
        receive,
        claims(v1, 1),
        checks(v1, 1, *set(ITEMS) - {illegible.item, expired.item}),
        fails(v1, 1, illegible, expired),
        received(second),
        claims(v2, 2),
        checks(v2, 2, illegible.item, expired.item),
        passes(v2, 2),
        claims(r1, 3),
        checks(r1, 3, *set(ITEMS) - {not_his.item}),
        fails(r1, 3, not_his),
        received(third),
        claims(v1, 4),
        checks(v1, 4, not_his.item),
        passes(v1, 4),
        claims(r2, 5),
        checks(r2, 5, not_his.item),
        passes(r2, 5),
    )
    tasks = [e for e in events if isinstance(e, TaskOpened)]
    assert [t.stage for t in tasks] == ["verification", "verification", "review", "verification", "review"]
    assert len({t.task_id for t in tasks}) == 5
    assert len(tasks[-1].kept) == len(ITEMS) - 1
    assert isinstance(review.fold(events), Approved)


def test_a_failed_form_section_comes_back_with_what_depends_on_it_and_the_rest_keeps_its_tick() -> None:
    """E10: the name differs from the licence; form and signed letter come back new, licence and identity card do not."""
    wrong_name = Finding(item="form:enterprise", reason_code="name_differs", remark="another name than on the licence")
    past = history(receive, claims(v1, 1), checks(v1, 1), fails(v1, 1, wrong_name))
    again = replace(resubmitted(materials, "form:enterprise", "slot:signature_confirmation_letter"), revision=2)
    (arrived, task) = given(*past).when(received(again)).then_events(types=[MaterialsReceived, TaskOpened])
    assert arrived.materials.revision == 2
    assert task.kept == ("slot:business_licence", "slot:id_card_back", "waiver:operator")
